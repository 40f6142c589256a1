/// What bytes that are not UTF-8 may be instead.
enum EncodingGuess {
  /// The offset of the first byte that is no UTF-8; nil when all are.
  static func firstBadByte(in bytes: UnsafeRawBufferPointer) -> Int? {
    var index = 0
    while index < bytes.count {
      guard let length = sequenceLength(bytes, index) else { return index }
      index += length
    }
    return nil
  }

  /// True where the bytes above ASCII pair up as GBK does and hardly any of them is UTF-8: what a Chinese Windows exporter sends.
  static func looksLikeGBK(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var pairs = 0
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index += 1
        continue
      }
      guard bytes[index] >= 0x81, bytes[index] <= 0xFE, index + 1 < bytes.count, bytes[index + 1] >= 0x40,
        bytes[index + 1] <= 0xFE,
        bytes[index + 1] != 0x7F
      else { return false }
      pairs += 1
      index += 2
    }
    var wellFormed = 0
    index = 0
    while index < bytes.count {
      let length = sequenceLength(bytes, index) ?? 1
      if length > 2 { wellFormed += 1 }
      index += length
    }
    return pairs >= 2 && wellFormed * 4 < pairs
  }

  /// The length of the well-formed sequence at `index`.
  private static func sequenceLength(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int? {
    let first = bytes[index]
    func continues(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      index + offset < bytes.count && range.contains(bytes[index + offset])
    }
    switch first {
    case 0..<0x80: return 1
    case 0xC2...0xDF: return continues(1) ? 2 : nil
    case 0xE0...0xEF:
      let second: ClosedRange<UInt8> = first == 0xE0 ? 0xA0...0xBF : first == 0xED ? 0x80...0x9F : 0x80...0xBF
      return continues(1, second) && continues(2) ? 3 : nil
    case 0xF0...0xF4:
      let second: ClosedRange<UInt8> = first == 0xF0 ? 0x90...0xBF : first == 0xF4 ? 0x80...0x8F : 0x80...0xBF
      return continues(1, second) && continues(2) && continues(3) ? 4 : nil
    default: return nil
    }
  }
}
