internal import TextSafety

/// Writes figures and texts one behind the other; `PackedReader` reads them in the same order.
///
/// It copies into memory that is there already: appending to an array asks for room a dozen times a ticket.
struct PackedWriter {
  private var memory = [UInt8](repeating: 0, count: 1024)
  private var count = 0

  mutating func removeAll() { count = 0 }

  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    memory.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
  }

  mutating func byte(_ value: UInt8) {
    makeRoom(1)
    memory[count] = value
    count += 1
  }

  mutating func integer(_ value: Int64) {
    makeRoom(8)
    memory.withUnsafeMutableBytes { $0.storeBytes(of: value, toByteOffset: count, as: Int64.self) }
    count += 8
  }

  /// Seven bits a byte, the lowest first: nearly every length takes one.
  mutating func length(_ value: Int) {
    var rest = value
    while rest >= 0x80 {
      byte(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    byte(UInt8(rest))
  }

  mutating func text(_ text: SafeText) {
    text.withBytes { bytes in
      length(bytes.count)
      raw(bytes)
    }
  }

  mutating func raw(_ part: UnsafeRawBufferPointer) {
    makeRoom(part.count)
    memory.withUnsafeMutableBytes { UnsafeMutableRawBufferPointer(rebasing: $0[count...]).copyMemory(from: part) }
    count += part.count
  }

  @inline(__always)
  private mutating func makeRoom(_ more: Int) {
    if count + more > memory.count { memory += [UInt8](repeating: 0, count: max(more, memory.count)) }
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
