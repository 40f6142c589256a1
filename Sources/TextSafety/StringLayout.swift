/// The two words of a string.
///
/// Of a literal: its length with flags, and an address with the mark of what is never freed. Of up to fifteen bytes: these bytes, and in
/// the last place their number with the mark of such.
enum StringLayout {
  private static let mark: UInt64 = 0x8000_0000_0000_0000
  private static let terminated: UInt64 = 1 << 60
  private static let ascii: UInt64 = 3 << 62
  /// Where the bytes of a string begin in its object.
  private static let headerBytes: UInt64 = 32

  private static let small: UInt64 = 0xE0

  /// Asked of a literal: with another layout texts stay ordinary.
  static let isKnown: Bool = {
    let (probe, other) = ("a literal of this program, in ASCII", "值班席上的一句话，十五字节以上")
    let areKnown = [probe, other].allSatisfy { literal in
      var copy = literal
      return copy.withUTF8 { words($0) == unsafeBitCast(literal, to: SIMD2<UInt64>.self) }
    }
    return areKnown
      && ["e-1", "e-12345", "e-123456", "fifteen-letters"].allSatisfy { short in
        // A literal of this length is not packed by the compiler.
        var copy = String(decoding: Array(short.utf8), as: UTF8.self)
        let packed = unsafeBitCast(copy, to: SIMD2<UInt64>.self)
        return copy.withUTF8 { ascii($0) }.map { unsafeBitCast($0, to: SIMD2<UInt64>.self) } == packed
      }
  }()

  /// At most fifteen bytes that all are printable ASCII other than blanks; nil for others.
  @inline(__always)
  static func ascii(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let (count, text) = (bytes.count, UnsafeRawBufferPointer(bytes))
    guard count > 0, count < 16 else { return nil }
    var (first, last): (UInt64, UInt64) = (0, 0)
    if count >= 8 {
      first = text.loadUnaligned(as: UInt64.self).littleEndian
      if count > 8 {
        last = text.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self).littleEndian >> UInt64(8 * (16 - count))
      }
    } else {
      for index in 0..<count { first |= UInt64(text[index]) << UInt64(8 * index) }
    }
    guard isPrintable(first, min(count, 8)), isPrintable(last, max(count - 8, 0)) else { return nil }
    return unsafeBitCast([first, last | (small | UInt64(count)) << 56] as SIMD2<UInt64>, to: String.self)
  }

  /// Whether each of so many bytes is one of 0x21 to 0x7E.
  @inline(__always)
  private static func isPrintable(_ word: UInt64, _ count: Int) -> Bool {
    let letters = count == 8 ? word : word | 0x4040_4040_4040_4040 << UInt64(8 * count)
    let tops: UInt64 = 0x8080_8080_8080_8080
    return (letters | (letters &+ 0x0101_0101_0101_0101)) & tops == 0 && (letters &+ 0x5F5F_5F5F_5F5F_5F5F) & tops == tops
  }

  static func string(of text: SafeText) -> String {
    text.withBytes { bytes in
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count + 1, alignment: 16)
      memory.copyMemory(from: bytes)
      memory[bytes.count] = 0
      return unsafeBitCast(
        words(UnsafeBufferPointer(rebasing: UnsafeRawBufferPointer(memory).bindMemory(to: UInt8.self).dropLast())),
        to: String.self)
    }
  }

  private static func words(_ bytes: UnsafeBufferPointer<UInt8>) -> SIMD2<UInt64> {
    let address = UInt64(UInt(bitPattern: bytes.baseAddress))
    let flags = bytes.allSatisfy { $0 < 0x80 } ? terminated | ascii : terminated
    return [flags | UInt64(bytes.count), mark | (address - headerBytes)]
  }
}
