/// Makes a tree of what the parser calls out, and stops where it goes beyond the limits.
///
/// Namespaces are resolved here and not by expat, which copies the URI to every prefixed attribute: quadratic for a hostile document.
final class XMLBuilder {
  private struct Open {
    var element: XMLElement
    var text: [UInt8] = []
    /// How many namespaces were in scope outside.
    var outerNamespaces: Int
  }

  private(set) var root: XMLElement?
  /// Why it wants no more.
  private(set) var refusal: XMLRefusal?
  private var open: [Open] = []
  private var namespaces: [(prefix: Substring, uri: String)] = []
  private var elements = 0

  /// False where the document is refused.
  func begin(_ name: String, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>, line: Int, column: Int) -> Bool {
    elements += 1
    if open.count == XMLLimits.depth { return refuse(.depth) }
    if elements > XMLLimits.elements { return refuse(.elements) }
    let outer = namespaces.count
    var own: [XMLElement.Attribute] = []
    var index = 0
    while let key = attributes[index], let value = attributes[index + 1] {
      if index / 2 == XMLLimits.attributes { return refuse(.attributes) }
      index += 2
      let attribute = XMLElement.Attribute(name: String(cString: key), value: String(cString: value))
      if attribute.name == "xmlns" {
        namespaces.append(("", attribute.value))
      } else if attribute.name.hasPrefix("xmlns:") {
        namespaces.append((attribute.name.dropFirst(6), attribute.value))
      } else {
        own.append(attribute)
      }
    }
    if namespaces.count > XMLLimits.namespaces { return refuse(.namespaces) }
    let (namespace, local) = resolve(name)
    let element = XMLElement(namespace: namespace, name: local, attributes: own, line: line, column: column)
    open.append(Open(element: element, outerNamespaces: outer))
    return true
  }

  func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let last = open.indices.last, open[last].text.count < XMLLimits.text else { return }
    open[last].text.append(contentsOf: bytes.prefix(XMLLimits.text - open[last].text.count))
  }

  func end() {
    guard var done = open.popLast() else { return }
    namespaces.removeLast(namespaces.count - done.outerNamespaces)
    done.element.text = Self.trimmed(done.text)
    if open.isEmpty { root = done.element } else { open[open.count - 1].element.children.append(done.element) }
  }

  func refuse(_ reason: XMLRefusal) -> Bool {
    refusal = reason
    return false
  }

  /// A prefix that nobody declared stands for no namespace: feeds forget it, and what they mean is plain.
  private func resolve(_ name: String) -> (namespace: String, local: String) {
    let colon = name.utf8.firstIndex(of: UInt8(ascii: ":"))
    let prefix = colon.map { name[..<$0] } ?? ""
    let local = colon.map { String(name[name.utf8.index(after: $0)...]) } ?? name
    return (namespaces.last { $0.prefix == prefix }?.uri ?? "", local)
  }

  private static func trimmed(_ text: [UInt8]) -> String {
    guard let first = text.firstIndex(where: { !isBlank($0) }), let last = text.lastIndex(where: { !isBlank($0) }) else {
      return ""
    }
    return String(decoding: text[first...last], as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 9 || byte == 13 }
}

/// Well-formed perhaps, but not read any further.
enum XMLRefusal {
  case documentType, depth, elements, attributes, namespaces
}
