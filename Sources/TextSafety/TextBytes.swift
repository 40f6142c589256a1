/// Texts are compared and hashed by their bytes, as ids are: the way of every event passes a dozen tables, and Unicode's canonical
/// equivalence cost more there than all other work.
extension SafeText: Hashable {
  @inlinable @inline(__always)
  public static func == (left: SafeText, right: SafeText) -> Bool { left.isIdentical(to: right) || left.hasBytes(of: right) }

  /// The same text in the same memory: most texts of a feed come out of its decoder's cache. Says nothing where it is false.
  @inlinable @inline(__always)
  public func isIdentical(to other: SafeText) -> Bool {
    let (left, right) = (unsafeBitCast(string, to: SIMD2<UInt64>.self), unsafeBitCast(other.string, to: SIMD2<UInt64>.self))
    return (left[0] ^ right[0]) | (left[1] ^ right[1]) == 0
  }

  /// Bits that are the same for identical texts while one of them lives, the upper ones well mixed.
  @inlinable @inline(__always)
  public var identity: UInt64 {
    let words = unsafeBitCast(string, to: SIMD2<UInt64>.self)
    return (words[0] ^ words[1] &* 0x9E37_79B9_7F4A_7C15) &* 0xA076_1D64_78BD_642F
  }

  @usableFromInline
  func hasBytes(of other: SafeText) -> Bool {
    let (left, right) = (self, other)
    guard left.string.utf8.count == right.string.utf8.count else { return false }
    return left.withBytes { left in right.withBytes { right in left.isEqual(to: right) } }
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(digest) }

  /// 64 bits that stand for the text in this process.
  public var digest: UInt64 { digest(seed: SafeText.seed) }

  /// Other in every process, so that no sender can choose texts that collide.
  private static let seed = UInt64(truncatingIfNeeded: Hasher().finalize())

  /// 64 bits that stand for the text; with one seed they are the same on every machine.
  public func digest(seed: UInt64) -> UInt64 { withBytes { $0.digest(seed: seed) } }

  /// Whether these are the bytes of the text.
  public func isSame(as bytes: UnsafeRawBufferPointer) -> Bool {
    string.utf8.count == bytes.count && withBytes { $0.isEqual(to: bytes) }
  }

  /// The bytes of the text, for as long as the closure runs.
  @inlinable @inline(__always)
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    if let result = string.utf8.withContiguousStorageIfAvailable({ body(UnsafeRawBufferPointer($0)) }) { return result }
    var copy = string
    return copy.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }
}

extension UnsafeRawBufferPointer {
  /// The same bytes; both have one length.
  fileprivate func isEqual(to other: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index + 8 <= count {
      guard word(at: index) == other.word(at: index) else { return false }
      index += 8
    }
    return count >= 8
      ? word(at: count - 8) == other.word(at: count - 8)
      : shortWord == other.shortWord
  }

  /// Multiplies and folds eight bytes at a time.
  fileprivate func digest(seed: UInt64) -> UInt64 {
    var state = seed ^ UInt64(truncatingIfNeeded: count) &* 0xA076_1D64_78BD_642F
    var index = 0
    while index + 8 < count {
      state = folded(state ^ word(at: index), 0xE703_7ED1_A0B4_28DB)
      index += 8
    }
    let last = count >= 8 ? word(at: count - 8) : shortWord
    return folded(folded(state ^ last, 0x8EBC_6AF0_9C88_C6E3), 0x5899_65CC_7537_4CC3)
  }

  @inline(__always)
  private func word(at index: Int) -> UInt64 { loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian }

  /// Fewer than eight bytes as one word; their number tells texts of different lengths apart.
  @inline(__always)
  private var shortWord: UInt64 {
    if count >= 4 {
      let first = loadUnaligned(as: UInt32.self).littleEndian
      let last = loadUnaligned(fromByteOffset: count - 4, as: UInt32.self).littleEndian
      return UInt64(first) | UInt64(last) << 32
    }
    guard count > 0 else { return 0 }
    return UInt64(self[0]) | UInt64(self[count / 2]) << 8 | UInt64(self[count - 1]) << 16
  }
}

@inline(__always)
private func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
  let product = left.multipliedFullWidth(by: right)
  return product.high ^ product.low
}
