/// The natural logarithm without a C library whose last digit differs from machine to machine.
enum Logarithm {
  static func natural(_ value: Double) -> Double {
    guard value > 0 else { return -.infinity }
    let exponent = Double(value.exponent)
    let ratio = (value.significand - 1) / (value.significand + 1)
    let square = ratio * ratio
    var term = ratio
    var sum = 0.0
    for power in stride(from: 1.0, through: 39, by: 2) {
      sum += term / power
      term *= square
    }
    return 2 * sum + exponent * 0.693_147_180_559_945_3
  }
}
