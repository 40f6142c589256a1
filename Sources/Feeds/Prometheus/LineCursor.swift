import Core
import TextSafety

/// A place in one line of exposition text; faults name the column.
struct LineCursor {
  let line: UnsafeRawBufferPointer
  private(set) var offset = 0

  init(_ line: UnsafeRawBufferPointer) { self.line = line }

  /// The byte at this place; nil at the end.
  @inline(__always) var byte: UInt8? { offset < line.count ? line[offset] : nil }
  var isAtEnd: Bool { offset == line.count }

  /// Steps over one byte, if it is this one.
  @inline(__always) mutating func skip(_ wanted: UInt8) -> Bool {
    guard byte == wanted else { return false }
    offset += 1
    return true
  }

  mutating func skipBlanks() { _ = take { $0 == 32 || $0 == 9 } }

  /// Everything up to a blank or the end.
  mutating func token() -> UnsafeRawBufferPointer { take { $0 != 32 && $0 != 9 } }

  /// The bytes that fit, possibly none.
  @inline(__always) mutating func take(while fits: (UInt8) -> Bool) -> UnsafeRawBufferPointer {
    let start = offset
    while offset < line.count, fits(line[offset]) { offset += 1 }
    return UnsafeRawBufferPointer(rebasing: line[start..<offset])
  }

  /// A name as both formats write them; `isLabel` names have no colon. Empty where none stands here.
  mutating func name(isLabel: Bool) -> UnsafeRawBufferPointer {
    if let first = byte, first >= 48, first <= 57 { return UnsafeRawBufferPointer(rebasing: line[offset..<offset]) }
    return take { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"):
        true
      default: byte == UInt8(ascii: ":") && !isLabel
      }
    }
  }

  /// A text in quotes, unescaped into `scratch`.
  mutating func quoted(into scratch: TextScratch) throws(Malformed) {
    let start = offset
    guard skip(UInt8(ascii: "\"")) else { throw fault("must be in quotes, is \(found)") }
    scratch.clear()
    while let next = byte {
      offset += 1
      if next == UInt8(ascii: "\"") { return }
      guard next == UInt8(ascii: "\\"), let escaped = byte else {
        scratch.append(next)
        continue
      }
      switch escaped {
      case UInt8(ascii: "n"): scratch.append(10)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): scratch.append(escaped)
      default:
        // OpenMetrics: any other backslash stands for itself.
        scratch.append(next)
        continue
      }
      offset += 1
    }
    throw fault("the quote is never closed", at: start)
  }

  /// What stands here, as faults name it.
  var found: String {
    isAtEnd ? "the end of the line" : Fault.quote(String(decoding: line[offset...].prefix(160), as: UTF8.self))
  }

  func fault(_ words: String, _ reason: Malformed.Reason = .syntax, at place: Int? = nil) -> Malformed {
    Malformed(reason, Masking.masked(SafeText(sanitizing: words)), column: (place ?? offset) + 1)
  }
}

/// Room for one unescaped text; longer ones are noticed, not kept.
final class TextScratch {
  /// Characters a name or a value may have.
  static let maximumCharacters = 256
  private static let capacity = 4 * maximumCharacters

  // Eight bytes more: texts are looked up by words of eight bytes.
  private let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 8)
  private var count = 0

  init() { bytes.initialize(repeating: 0, count: Self.capacity + 8) }
  deinit { bytes.deallocate() }

  func clear() { count = 0 }

  @inline(__always) func append(_ byte: UInt8) {
    if count < Self.capacity { bytes[count] = byte }
    count += 1
  }

  /// The text, until the next one is written; nil where it is too long.
  var text: JSONString? {
    guard count <= Self.capacity else { return nil }
    let text = JSONString(start: bytes, count: count)
    if count <= Self.maximumCharacters { return text }
    let characters = text.buffer.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    return characters <= Self.maximumCharacters ? text : nil
  }
}
