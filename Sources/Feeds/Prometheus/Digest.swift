import TextSafety

/// FNV-1a: short, the same on every machine, and good enough to tell states apart.
struct Digest {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }

  /// A text and its end.
  mutating func add(_ text: SafeText) {
    for byte in text.string.utf8 { add(byte) }
    add(0xFF)
  }

  mutating func add(bits value: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
  }

  /// Eight hexadecimal digits.
  var text: SafeText {
    let digits = String(UInt32(truncatingIfNeeded: state ^ (state >> 32)), radix: 16)
    return SafeText(sanitizing: String(repeating: "0", count: 8 - digits.count) + digits)
  }
}
