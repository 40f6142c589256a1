public import TextSafety

/// Writes one JSON document with keys in the order they are given: the same state makes the same bytes everywhere.
public struct JSONWriter: Sendable {
  public private(set) var text = ""
  private var needsComma = false
  private var depth = 0
  private let indents: Bool

  /// `indents`: one member a line, for people; otherwise one line, for pipes and files of lines.
  public init(indents: Bool = false) { self.indents = indents }

  public mutating func object(_ key: SafeText? = nil, _ body: (inout JSONWriter) -> Void) {
    open(key, "{")
    body(&self)
    close("}")
  }

  public mutating func array(_ key: SafeText? = nil, _ body: (inout JSONWriter) -> Void) {
    open(key, "[")
    body(&self)
    close("]")
  }

  public mutating func string(_ key: SafeText? = nil, _ value: SafeText?) {
    guard let value else { return }
    begin(key)
    quote(value.string)
  }

  public mutating func integer<Number: BinaryInteger>(_ key: SafeText? = nil, _ value: Number?) {
    guard let value else { return }
    begin(key)
    text += String(value)
  }

  /// Doubles in their shortest form; whole ones without a fraction. What JSON cannot say becomes null.
  public mutating func number(_ key: SafeText? = nil, _ value: Double?) {
    guard let value else { return }
    begin(key)
    text += JSONWriter.text(of: value)
  }

  public mutating func bool(_ key: SafeText? = nil, _ value: Bool?) {
    guard let value else { return }
    begin(key)
    text += value ? "true" : "false"
  }

  public mutating func null(_ key: SafeText? = nil) {
    begin(key)
    text += "null"
  }

  public mutating func time(_ key: SafeText? = nil, _ value: Timestamp?, offsetMinutes: Int) {
    guard let value else { return }
    begin(key)
    text += "\"" + value.rfc3339(offsetMinutes: offsetMinutes) + "\""
  }

  /// A number as JSON writes it.
  public static func text(of value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == value.rounded(), abs(value) < 9_007_199_254_740_992 { return String(Int64(value)) }
    return String(value)
  }

  private mutating func open(_ key: SafeText?, _ bracket: String) {
    begin(key)
    text += bracket
    depth += 1
    needsComma = false
  }

  private mutating func close(_ bracket: String) {
    depth -= 1
    if needsComma { newline() }
    text += bracket
    needsComma = true
  }

  private mutating func begin(_ key: SafeText?) {
    if needsComma { text += "," }
    if depth > 0 { newline() }
    needsComma = true
    if let key {
      quote(key.string)
      text += indents ? ": " : ":"
    }
  }

  private mutating func newline() {
    guard indents else { return }
    text += "\n"
    for _ in 0..<depth { text += "  " }
  }

  private mutating func quote(_ value: String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case let control where control.value < 0x20:
        let hex = String(control.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
