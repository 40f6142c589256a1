import TextSafety

/// FNV-1a of 64 bits: the same in every run and on every machine, so that ids made of it stay the same too.
struct Fingerprint {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The text and a byte that no text holds, so that "ab", "c" is not "a", "bc".
  mutating func mix(_ text: SafeText) {
    for byte in text.string.utf8 { mix(byte) }
    mix(0xFF as UInt8)
  }

  mutating func mix(_ number: UInt64) {
    for shift in stride(from: 0 as UInt64, to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  private mutating func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

  var text: SafeText { SafeText(sanitizing: String(hash, radix: 16)) }

  /// Eight hexadecimal digits, for names where room is short.
  var shortText: SafeText {
    let digits = String(UInt32(truncatingIfNeeded: hash ^ hash >> 32), radix: 16)
    return SafeText(sanitizing: String(repeating: "0", count: 8 - digits.utf8.count) + digits)
  }

  static func short(of text: SafeText) -> SafeText {
    var fingerprint = Fingerprint()
    fingerprint.mix(text)
    return fingerprint.shortText
  }
}
