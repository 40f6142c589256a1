import Core
import TextSafety

/// Writes JSON on one line, into an array of bytes, in the order it is told.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false
  /// The offset moments are written in.
  let offsetMinutes: Int

  init(offsetMinutes: Int, reserving capacity: Int = 512) {
    self.offsetMinutes = offsetMinutes
    bytes.reserveCapacity(capacity)
  }

  mutating func object(_ key: StaticString, _ body: (inout JSONWriter) -> Void) {
    name(key)
    object(body)
  }

  mutating func object(_ body: (inout JSONWriter) -> Void) { container(UInt8(ascii: "{"), UInt8(ascii: "}"), body) }

  /// Left out when empty.
  mutating func array<Element>(_ key: StaticString, _ elements: [Element], _ body: (inout JSONWriter, Element) -> Void) {
    if elements.isEmpty { return }
    name(key)
    container(UInt8(ascii: "["), UInt8(ascii: "]")) { writer in
      for element in elements {
        writer.comma()
        writer.needsComma = false
        body(&writer, element)
        writer.needsComma = true
      }
    }
  }

  private mutating func container(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
    bytes.append(open)
    needsComma = false
    body(&self)
    bytes.append(close)
    needsComma = true
  }

  mutating func field(_ key: StaticString, _ value: SafeText?) {
    guard let value else { return }
    name(key)
    string(value.string)
  }

  mutating func entry(_ key: SafeText, _ value: SafeText) {
    comma()
    string(key.string)
    bytes.append(UInt8(ascii: ":"))
    string(value.string)
  }

  mutating func entry(_ key: SafeText, _ value: Int) {
    comma()
    string(key.string)
    bytes.append(UInt8(ascii: ":"))
    raw(String(value))
  }

  mutating func word(_ key: StaticString, _ value: (some RawRepresentable<String>)?) {
    guard let value else { return }
    word(key, value.rawValue)
  }

  mutating func word(_ key: StaticString, _ value: String) {
    name(key)
    string(value)
  }

  mutating func field(_ key: StaticString, _ value: (some BinaryInteger)?) {
    guard let value else { return }
    name(key)
    raw(String(value))
  }

  mutating func field(_ key: StaticString, _ value: Bool) {
    name(key)
    raw(value ? "true" : "false")
  }

  mutating func field(_ key: StaticString, _ value: Double?) {
    guard let value, value.isFinite else { return }
    name(key)
    number(value)
  }

  /// A number, or null where it is not known.
  mutating func fieldOrNull(_ key: StaticString, _ value: Double?) {
    name(key)
    if let value, value.isFinite { number(value) } else { raw("null") }
  }

  mutating func field(_ key: StaticString, _ value: Timestamp?) {
    guard let value else { return }
    name(key)
    string(value.rfc3339(offsetMinutes: offsetMinutes))
  }

  mutating func field(_ key: StaticString, _ value: CivilDate?) {
    guard let value else { return }
    name(key)
    string("\(padded(value.year, 4))-\(padded(value.month, 2))-\(padded(value.day, 2))")
  }

  mutating func field(_ key: StaticString, _ value: PlaceCode?) {
    guard let value else { return }
    name(key)
    place(value)
  }

  mutating func place(_ value: PlaceCode) {
    string(padded(Int(value.digits), value.digits < 1_000_000 ? 6 : value.digits < 1_000_000_000 ? 9 : 12))
  }

  mutating func string(_ value: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<32:
        bytes += Array("\\u00".utf8)
        bytes.append(UInt8(ascii: "0") + byte >> 4)
        bytes.append(byte & 15 < 10 ? UInt8(ascii: "0") + byte & 15 : UInt8(ascii: "a") + (byte & 15) - 10)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  func padded(_ value: Int, _ count: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }

  /// The shortest text that reads back as the same number.
  private mutating func number(_ value: Double) {
    let text = "\(value)"
    raw(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }

  private mutating func raw(_ text: String) { bytes += text.utf8 }

  private mutating func name(_ key: StaticString) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    bytes += UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func comma() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }
}

/// Members whose names are not known when the program is built.
extension JSONWriter {
  mutating func member(_ key: String, _ value: (inout JSONWriter) -> Void) {
    comma()
    string(key)
    bytes.append(UInt8(ascii: ":"))
    value(&self)
    needsComma = true
  }

  mutating func list<Element>(_ elements: [Element], _ body: (inout JSONWriter, Element) -> Void) {
    container(UInt8(ascii: "["), UInt8(ascii: "]")) { writer in
      for element in elements {
        writer.comma()
        writer.needsComma = false
        body(&writer, element)
        writer.needsComma = true
      }
    }
  }

  mutating func value(_ value: Int64) { raw(String(value)) }
  mutating func value(_ value: Bool) { raw(value ? "true" : "false") }
  mutating func value(_ value: Double) { if value.isFinite { number(value) } else { raw("null") } }

  /// JSON that was written before.
  mutating func embed(_ json: [UInt8]) { bytes += json }
}
