/// A path to a value of a JSON document: RFC 6901, with a few beginnings and steps of our own.
///
/// `/a/0/b` starts at the record, `#/a` at the root of the document, `../a` one step above the record. `*` stands for every element
/// of an array or every member of an object, and `@key`, alone behind its start, for the name or the index the value stands under.
public struct JSONPointer: Sendable, Hashable {
  enum Start: Hashable { case record, root, above(Int) }

  enum Step: Hashable {
    /// A member of that name, or an element where it is an index.
    case child(name: [UInt8], index: Int?)
    case every
    case key
  }

  /// As it was written.
  public let text: String
  let start: Start
  let steps: [Step]

  /// The record itself.
  public static let record = JSONPointer(text: "", start: .record, steps: [])

  private init(text: String, start: Start, steps: [Step]) {
    self.text = text
    self.start = start
    self.steps = steps
  }

  /// Nil where the text is no such path.
  public init?(_ text: String) {
    var rest = text[...]
    var start = Start.record
    if rest.first == "#" {
      start = .root
      rest = rest.dropFirst()
    } else {
      var levels = 0
      while rest.hasPrefix("..") {
        levels += 1
        rest = rest.dropFirst(rest.hasPrefix("../..") ? 3 : 2)
      }
      if levels > 0 { start = .above(levels) }
    }
    guard rest.isEmpty || rest.first == "/" else { return nil }
    var steps: [Step] = []
    for token in rest.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      guard let step = Self.step(token) else { return nil }
      steps.append(step)
    }
    guard steps.count <= JSONParser.maximumDepth, !steps.contains(.key) || steps.count == 1 else { return nil }
    self.init(text: text, start: start, steps: steps)
  }

  /// Whether it may stand for several values.
  public var isPlural: Bool { steps.contains(.every) }

  /// A token without its escapes: `~1` is a slash, `~0` a tilde.
  private static func step(_ token: Substring) -> Step? {
    if token == "*" { return .every }
    if token == "@key" { return .key }
    var name: [UInt8] = []
    var bytes = token.utf8.makeIterator()
    while let byte = bytes.next() {
      guard byte == UInt8(ascii: "~") else {
        name.append(byte)
        continue
      }
      switch bytes.next() {
      case UInt8(ascii: "0"): name.append(UInt8(ascii: "~"))
      case UInt8(ascii: "1"): name.append(UInt8(ascii: "/"))
      default: return nil
      }
    }
    let isNumber = (1...9).contains(name.count) && name.allSatisfy { $0 >= 48 && $0 <= 57 }
    return .child(name: name, index: isNumber && (token == "0" || token.first != "0") ? Int(token) : nil)
  }
}

extension JSONValue {
  /// The child a step leads to; nil where there is none.
  func child(_ name: [UInt8], _ index: Int?) -> JSONValue? {
    if isArray {
      guard let index else { return nil }
      var elements = elements
      var position = 0
      while let element = elements.next() {
        if position == index { return element }
        position += 1
      }
      return nil
    }
    var fields = fields
    while let (key, value) = fields.next() {
      if key.count == name.count, key.buffer.elementsEqual(name) { return value }
    }
    return nil
  }
}
