internal import TextSafety

/// Memory to write a ticket into, kept from one to the next: it is asked for room once a ticket, not at every figure.
struct PackedWriter {
  private var memory = [UInt8](repeating: 0, count: 1024)
  private var count = 0

  /// Writes anew, with room for so many bytes.
  mutating func write<Result>(atMost limit: Int, _ body: (inout PackedCursor) -> Result) -> Result {
    if limit > memory.count { memory = [UInt8](repeating: 0, count: 2 * limit) }
    return memory.withUnsafeMutableBytes { bytes in
      var cursor = PackedCursor(bytes)
      defer { count = cursor.count }
      return body(&cursor)
    }
  }

  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    memory.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
  }
}

/// Writes figures and texts one behind the other; `PackedReader` reads them in the same order.
struct PackedCursor {
  private let memory: UnsafeMutableRawPointer
  private let limit: Int
  private(set) var count = 0

  fileprivate init(_ bytes: UnsafeMutableRawBufferPointer) {
    memory = bytes.baseAddress!
    limit = bytes.count
  }

  @inline(__always)
  mutating func byte(_ value: UInt8) {
    precondition(count < limit)
    memory.storeBytes(of: value, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  @inline(__always)
  mutating func integer(_ value: Int64) {
    precondition(count + 8 <= limit)
    memory.storeBytes(of: value, toByteOffset: count, as: Int64.self)
    count += 8
  }

  /// Seven bits a byte, the lowest first: nearly every length takes one.
  @inline(__always)
  mutating func length(_ value: Int) {
    var rest = value
    while rest >= 0x80 {
      byte(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    byte(UInt8(truncatingIfNeeded: rest))
  }

  mutating func text(_ text: SafeText) {
    text.withBytes { bytes in
      length(bytes.count)
      raw(bytes)
    }
  }

  @inline(__always)
  mutating func raw(_ part: UnsafeRawBufferPointer) {
    precondition(count + part.count <= limit)
    guard let start = part.baseAddress else { return }
    (memory + count).copyMemory(from: start, byteCount: part.count)
    count += part.count
  }
}

/// Reads what a `PackedWriter` of this process has written.
struct PackedReader {
  private let bytes: UnsafeRawBufferPointer
  private var index = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[index...]) }

  mutating func byte() -> UInt8 {
    defer { index += 1 }
    return bytes[index]
  }

  mutating func integer() -> Int64 {
    defer { index += 8 }
    return bytes.loadUnaligned(fromByteOffset: index, as: Int64.self)
  }

  mutating func skipFigures(_ count: Int) { index += 8 * count }

  mutating func length() -> Int {
    var value = 0
    var shift = 0
    while true {
      let next = byte()
      value |= Int(next & 0x7F) << shift
      if next < 0x80 { return value }
      shift += 7
    }
  }

  /// The bytes of a text, without making one.
  mutating func textBytes() -> UnsafeRawBufferPointer {
    let count = length()
    defer { index += count }
    return UnsafeRawBufferPointer(rebasing: bytes[index..<index + count])
  }

  mutating func text() -> SafeText { SafeText(utf8: textBytes().bindMemory(to: UInt8.self), limit: .max) }
  mutating func skipText() { _ = textBytes() }
}
