import CSimdjson

/// Reads the values between the parts of a line that are known. The line ends with a zero byte, eight of them.
enum ShapeScan {
  /// How far a text goes: to its quote, or to what no text without escapes has. `high` gathers the upper bits of its bytes.
  @inline(__always)
  static func text(_ start: UnsafePointer<UInt8>, high: inout UInt64) -> Int {
    var count = 0
    while true {
      let word = csj_load8(start + count)
      let quotes = zeros(word ^ 0x2222_2222_2222_2222)
      let escapes = zeros(word ^ 0x5C5C_5C5C_5C5C_5C5C)
      let controls = (word &- 0x2020_2020_2020_2020) & ~word
      // Above the first byte that is found others may be found wrongly, below it none.
      let found = (quotes | escapes | controls) & 0x8080_8080_8080_8080
      guard found == 0 else {
        let bits = UInt64(found.trailingZeroBitCount) & 56
        high |= word & ((1 << bits) &- 1)
        return count + Int(bits >> 3)
      }
      high |= word
      count += 8
    }
  }

  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word }

  /// Reads a number that needs no rounding into two words of a tape; nil for all others, right or wrong.
  @inline(__always)
  static func number(_ start: UnsafePointer<UInt8>, into tape: UnsafeMutablePointer<UInt64>) -> Int? {
    var at = start
    let isNegative = at.pointee == UInt8(ascii: "-")
    if isNegative { at += 1 }
    let first = at
    var value: UInt64 = 0
    digits(&at, &value)
    let whole = at - first
    guard whole > 0, whole <= 18, whole == 1 || first.pointee != UInt8(ascii: "0") else { return nil }
    guard at.pointee == UInt8(ascii: ".") else {
      tape[0] = UInt64(UInt8(ascii: "l")) << 56
      tape[1] = UInt64(bitPattern: isNegative ? -Int64(value) : Int64(value))
      return at - start
    }
    at += 1
    let point = at
    digits(&at, &value)
    let fraction = at - point
    // Fifteen digits are a whole number that a double holds, and ten to this power is one too: their quotient is the nearest.
    guard fraction > 0, whole + fraction <= 15 else { return nil }
    let number = Double(value) / powers[fraction]
    tape[0] = UInt64(UInt8(ascii: "d")) << 56
    tape[1] = (isNegative ? -number : number).bitPattern
    return at - start
  }

  @inline(__always)
  private static func digits(_ at: inout UnsafePointer<UInt8>, _ value: inout UInt64) {
    while true {
      let digit = at.pointee &- 48
      guard digit < 10 else { return }
      value = value &* 10 &+ UInt64(digit)
      at += 1
    }
  }

  /// Plain memory that is never freed.
  private nonisolated(unsafe) static let powers: UnsafePointer<Double> = {
    let powers = UnsafeMutablePointer<Double>.allocate(capacity: 16)
    var power = 1.0
    for exponent in 0..<16 {
      powers[exponent] = power
      power *= 10
    }
    return UnsafePointer(powers)
  }()

  /// Eight bytes behind either may be read.
  @inline(__always)
  static func isEqual(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    if count >= 64 { return csj_equal(left, right, count) }
    var index = 0
    while index + 16 <= count {
      let first = csj_load8(left + index) ^ csj_load8(right + index)
      guard first | (csj_load8(left + index + 8) ^ csj_load8(right + index + 8)) == 0 else { return false }
      index += 16
    }
    if index + 8 <= count {
      guard csj_load8(left + index) == csj_load8(right + index) else { return false }
      index += 8
    }
    let rest = UInt64(count - index) * 8
    return (csj_load8(left + index) ^ csj_load8(right + index)) & ((1 << rest) &- 1) == 0
  }
}
