/// An element of a document that was read whole, with its texts as they came: nothing in it is safe to show yet.
struct XMLElement: Sendable {
  /// The URI of its namespace; empty where it has none.
  var namespace: String
  /// Its name without a prefix.
  var name: String
  /// As they are written, prefix and all; declarations of namespaces are left out.
  var attributes: [Attribute] = []
  /// The characters directly in it, without blanks around them, at most `XMLLimits.text` bytes.
  var text = ""
  var children: [XMLElement] = []
  /// Where it begins, from 1.
  var line: Int
  var column: Int

  struct Attribute: Sendable, Equatable {
    var name: String
    var value: String
  }

  subscript(attribute name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// The first child of that name, of whatever namespace.
  func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  func children(named name: String) -> some Sequence<XMLElement> { children.lazy.filter { $0.name == name } }

  /// The text of the first child of that name that has any.
  func text(of name: String) -> String? { children.first { $0.name == name && !$0.text.isEmpty }?.text }

  /// `line 12, request`: how faults name where a record stands.
  var position: String { "line \(line), \(name.unicodeScalars.count > 32 ? Fault.quote(name) : name)" }
}

/// What a document may hold; more is refused, so that no feed takes the memory of the others.
enum XMLLimits {
  static let bytes = 16 << 20
  static let depth = 64
  static let elements = 200_000
  /// Of one element; what is beyond is cut, since no field is that long.
  static let text = 64 << 10
  static let attributes = 64
  /// Prefixes declared at one place of the tree.
  static let namespaces = 64
}
