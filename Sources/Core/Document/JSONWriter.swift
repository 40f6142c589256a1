public import TextSafety

/// Writes one JSON document with keys in the order they are given: the same state makes the same bytes everywhere.
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  /// The offset from UTC that moments are written in.
  public let offsetMinutes: Int
  private var needsComma = false
  /// A key has been written, its value comes next.
  private var hasKey = false
  private var depth = 0
  private let indents: Bool

  /// `indents`: one member a line, for people; otherwise one line, for pipes and files of lines.
  public init(indents: Bool = false, offsetMinutes: Int = 0) {
    self.indents = indents
    self.offsetMinutes = offsetMinutes
    bytes.reserveCapacity(512)
  }

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  public mutating func object(_ key: SafeText? = nil, _ body: (inout JSONWriter) -> Void) {
    container(key, UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  public mutating func array(_ key: SafeText? = nil, _ body: (inout JSONWriter) -> Void) {
    container(key, UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  /// Nothing where the value is nil; so do the others.
  public mutating func string(_ key: SafeText? = nil, _ value: SafeText?) {
    if let value { quoted(key, value.string) }
  }

  /// Text that need not be safe to show, such as what a file is to hold.
  public mutating func quoted(_ key: SafeText? = nil, _ value: String) {
    begin(key)
    quote(value)
  }

  public mutating func integer<Number: BinaryInteger>(_ key: SafeText? = nil, _ value: Number?) {
    if let value { plain(key, String(value)) }
  }

  /// Doubles in their shortest form; whole ones without a fraction. What JSON cannot say becomes null.
  public mutating func number(_ key: SafeText? = nil, _ value: Double?) {
    guard let value else { return }
    // Nearly all are whole.
    if abs(value) < 1e15, let whole = Int64(exactly: value) { return plain(key, String(whole)) }
    plain(key, JSONWriter.text(of: value))
  }

  public mutating func bool(_ key: SafeText? = nil, _ value: Bool?) {
    if let value { plain(key, value ? "true" : "false") }
  }

  public mutating func null(_ key: SafeText? = nil) { plain(key, "null") }

  public mutating func time(_ key: SafeText? = nil, _ value: Timestamp?, offsetMinutes: Int? = nil) {
    guard let value else { return }
    begin(key)
    bytes.append(UInt8(ascii: "\""))
    value.appendRFC3339(to: &bytes, offsetMinutes: offsetMinutes ?? self.offsetMinutes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// The name of the member that is written next, where it is not known when the program is built.
  public mutating func key(_ key: String) {
    separate()
    name(key)
    hasKey = true
  }

  /// The same for a name in the program, which has nothing to escape: the way of every event.
  public mutating func member(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    if indents { bytes.append(UInt8(ascii: " ")) }
    hasKey = true
  }

  /// JSON that was written before.
  public mutating func embed(_ json: [UInt8]) {
    begin(nil)
    bytes += json
  }

  /// A number as JSON writes it.
  public static func text(of value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == 0 { return "0" }
    let text = String(value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private mutating func container(_ key: SafeText?, _ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
    begin(key)
    bytes.append(open)
    depth += 1
    needsComma = false
    body(&self)
    depth -= 1
    if needsComma { newline() }
    bytes.append(close)
    needsComma = true
  }

  private mutating func plain(_ key: SafeText?, _ value: String) {
    begin(key)
    bytes += value.utf8
  }

  /// Everything before a value: the comma, the line, the key.
  private mutating func begin(_ key: SafeText?) {
    if hasKey {
      hasKey = false
      return
    }
    separate()
    if let key { name(key.string) }
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    if depth > 0 { newline() }
    needsComma = true
  }

  private mutating func name(_ key: String) {
    quote(key)
    bytes.append(UInt8(ascii: ":"))
    if indents { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func newline() {
    guard indents else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: 2 * depth)
  }

  private mutating func quote(_ value: String) {
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    var value = value
    let isPlain = value.withUTF8 { text in
      guard JSONWriter.isPlain(UnsafeRawBufferPointer(text)) else { return false }
      bytes.append(contentsOf: text)
      return true
    }
    if isPlain { return }
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case UInt8(ascii: "\r"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
      case UInt8(ascii: "\t"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
      case 0..<32: bytes += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
      default: bytes.append(byte)
      }
    }
  }

  /// Nothing in it has to be escaped. Looks at all of it, which is faster than stopping at the first.
  static func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
    var odd: UInt8 = 0
    for byte in text { odd |= byte < 32 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") ? 1 : 0 }
    return odd == 0
  }
}
