import Core

/// The numbers of exposition text: decimal, or one of the names of infinity and of no number.
enum ExpositionNumber {
  /// Longer ones are no readings.
  private static let longest = 128

  /// Nil where it is no number, or one too large for a double.
  static func value(_ bytes: some Collection<UInt8>) -> Double? {
    guard !bytes.isEmpty, bytes.count <= longest else { return nil }
    if isDecimal(bytes) {
      let value = Double(String(decoding: bytes, as: UTF8.self))
      return value?.isFinite == true ? value : nil
    }
    switch String(decoding: bytes, as: UTF8.self).lowercased() {
    case "nan", "+nan", "-nan": return .nan
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: return nil
    }
  }

  /// Milliseconds since 1970 of a timestamp: whole milliseconds in the old format, seconds in OpenMetrics.
  ///
  /// A fraction or an exponent is seconds in both, as only OpenMetrics writes one; whole seconds beyond the year 5000 are
  /// milliseconds that somebody forgot to convert. Nil outside the years that RFC 3339 can name.
  static func milliseconds(_ bytes: some Collection<UInt8>, isSeconds: Bool) -> Int64? {
    guard let value = value(bytes), value.isFinite else { return nil }
    let isWhole = bytes.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    let milliseconds = (isWhole && (!isSeconds || value > 1e11) ? value : value * 1000).rounded()
    guard milliseconds >= -62_135_510_400_000, milliseconds <= 253_402_214_400_000 else { return nil }
    return Int64(milliseconds)
  }

  /// Sign, digits with a point among or beside them, exponent: no hexadecimal, no underscores, which Swift or Go would read.
  private static func isDecimal(_ bytes: some Collection<UInt8>) -> Bool {
    var rest = bytes[...]
    func takeSign() { if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() } }
    func takeDigits() -> Int {
      let digits = rest.prefix { (48...57).contains($0) }.count
      rest.removeFirst(digits)
      return digits
    }
    takeSign()
    var digits = takeDigits()
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      digits += takeDigits()
    }
    guard digits > 0 else { return false }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      takeSign()
      guard takeDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }
}
