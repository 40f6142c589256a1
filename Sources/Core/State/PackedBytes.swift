internal import TextSafety

/// Writes figures and texts one behind the other; `PackedReader` reads them in the same order.
struct PackedWriter {
  private(set) var bytes: [UInt8] = []

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func integer(_ value: Int64) { withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) } }

  /// Seven bits a byte, the lowest first: nearly every length takes one.
  mutating func length(_ value: Int) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func text(_ text: SafeText) {
    length(text.string.utf8.count)
    // As a buffer: a view of a string is appended byte by byte.
    text.withBytes { bytes.append(contentsOf: $0) }
  }

  mutating func raw(_ part: UnsafeRawBufferPointer) { bytes.append(contentsOf: part) }
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
