import Core
import TextSafety

@testable import Feeds

/// Documents of XML: what is read can be written and read again, and keeps to the limits.
final class XMLTarget: FuzzTarget {
  let name = "xml"

  func read(_ bytes: UnsafeRawBufferPointer) { _ = try? XMLDocument(bytes, isStrict: false) }

  func complaint(about bytes: UnsafeRawBufferPointer) -> String? {
    let strict = Self.document(bytes, isStrict: true)
    let lenient = Self.document(bytes, isStrict: false)
    switch (strict, lenient) {
    case (.success(let one), .success(let other)):
      if !one.marks.isEmpty || !other.marks.isEmpty { return "is well-formed and repaired" }
      if !Self.isSame(one.root, other.root) { return "is another document where repairs are allowed" }
      return complaint(about: one.root)
    case (.success, .failure(let fault)): return "is refused where repairs are allowed: \(fault.detail.string)"
    case (.failure, .success(let document)):
      if !document.marks.contains(.repaired) { return "is repaired and says nothing" }
      return complaint(about: document.root)
    case (.failure(let one), .failure(let other)): return complaint(about: one) ?? complaint(about: other)
    }
  }

  private static func document(_ bytes: UnsafeRawBufferPointer, isStrict: Bool) -> Result<XMLDocument, Malformed> {
    Result { () throws(Malformed) in try XMLDocument(bytes, isStrict: isStrict) }
  }

  private func complaint(about fault: Malformed) -> String? {
    fault.detail.isEmpty ? "a fault without words" : Safety.complaint(about: fault.detail.string)
  }

  private func complaint(about root: XMLElement) -> String? {
    var text = ""
    if let complaint = Self.write(root, depth: 1, to: &text) { return complaint }
    switch Array(text.utf8).withUnsafeBytes({ Self.document($0, isStrict: true) }) {
    case .success(let again): return Self.isSame(root, again.root) ? nil : "is another document when written: \(text)"
    case .failure(let fault): return "is written as what is refused: \(fault.detail.string)\n\(text)"
    }
  }

  /// Every element with a prefix of its own, so that names of any shape come back.
  private static func write(_ element: XMLElement, depth: Int, to text: inout String) -> String? {
    if depth > XMLLimits.depth { return "is nested \(depth) deep" }
    if element.line < 1 || element.column < 1 { return "stands at \(element.line), \(element.column)" }
    if element.text.utf8.count > XMLLimits.text + 2 { return "a text of \(element.text.utf8.count) bytes" }
    if element.attributes.count > XMLLimits.attributes { return "\(element.attributes.count) attributes" }
    text += "<p:\(element.name) xmlns:p=\"\(escaped(element.namespace))\""
    // The declaration counts as one.
    for attribute in element.attributes.prefix(XMLLimits.attributes - 1) {
      text += " \(attribute.name)=\"\(escaped(attribute.value))\""
    }
    text += ">" + escaped(element.text)
    for child in element.children {
      if let complaint = write(child, depth: depth + 1, to: &text) { return complaint }
    }
    text += "</p:\(element.name)>"
    return nil
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "<", ">", "&", "\"", "\t", "\n", "\r": result += "&#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func isSame(_ one: XMLElement, _ other: XMLElement) -> Bool {
    func same(_ one: String, _ other: String) -> Bool { one.utf8.elementsEqual(other.utf8) }
    return same(one.name, other.name) && same(one.namespace, other.namespace) && same(one.text, other.text)
      && one.attributes.prefix(XMLLimits.attributes - 1) == other.attributes.prefix(XMLLimits.attributes - 1)
      && one.children.count == other.children.count && zip(one.children, other.children).allSatisfy { isSame($0, $1) }
  }
}
