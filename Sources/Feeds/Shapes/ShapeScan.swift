import CSimdjson

/// Reads the numbers between the parts of a line that are known. Zero bytes follow the line. What is scanned sixteen bytes at a time –
/// texts and known parts – is C: `csj_text_length`, `csj_same`.
enum ShapeScan {
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
}
