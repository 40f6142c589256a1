extension SafeText {
  /// `48,210`
  public init(grouped value: some BinaryInteger) {
    let digits = Array(String(value.magnitude).utf8)
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    self.init(trusted: text)
  }

  /// `38.5`: rounded half away from zero, without a locale.
  public init(_ value: Double, decimals: Int) {
    var factor = 1.0
    for _ in 0..<max(0, decimals) { factor *= 10 }
    // Beyond this the digits would not fit in an Int64; such a value of a feed is a fault, and its power of ten says so.
    guard value.isFinite, value.magnitude < 1e15, value.magnitude * factor < 9e18 else {
      self.init(trusted: value.isFinite ? String(value) : "–")
      return
    }
    let scaled = Int64((value.magnitude * factor).rounded())
    let whole = scaled / Int64(factor)
    var text = value < 0 && scaled > 0 ? "-" : ""
    text += String(whole)
    if decimals > 0 {
      let fraction = String(scaled % Int64(factor))
      text += "." + String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
    }
    self.init(trusted: text)
  }

  /// `91.0%` out of 0.91.
  public init(percent ratio: Double, decimals: Int = 1) { self = SafeText(ratio * 100, decimals: decimals) + "%" }
}
