import TextSafety

/// A value axis with round ticks.
struct ValueAxis {
  let low: Double
  let high: Double
  let ticks: [Double]
  private let step: Double

  /// Covers the values and the fixed ends; about one tick in three rows.
  init(covering values: [Double], minimum: Double?, maximum: Double?, rows: Int) {
    let finite = values.filter { abs($0) < Self.limit }
    let fixedLow = minimum.flatMap { abs($0) < Self.limit ? $0 : nil }
    let fixedHigh = maximum.flatMap { abs($0) < Self.limit ? $0 : nil }
    let least = fixedLow ?? min(0, finite.min() ?? 0)
    var most = fixedHigh ?? finite.max() ?? 1
    if most <= least { most = least + max(1, abs(least)) }
    let step = Self.roundStep((most - least) / Double(max(1, min(8, (rows - 1) / 3))))
    self.step = step
    low = fixedLow ?? (least / step).rounded(.down) * step
    high = fixedHigh ?? (most / step).rounded(.up) * step
    let first = (low / step).rounded(.up)
    let count = Int(min(20, max(0, (high / step - first + 0.001).rounded(.down))))
    ticks = (0...count).map { (first + Double($0)) * step }
  }

  /// Larger values come out of broken feeds; they are drawn at the edge and do not stretch the axis.
  private static let limit = 1e15

  func contains(_ value: Double) -> Bool { value >= low && value <= high }

  /// 0 at the bottom, 1 at the top.
  func share(_ value: Double) -> Double { (value - low).clampedShare(of: high - low) }

  func row(of value: Double, in plot: Rect) -> Int {
    plot.maxY - 1 - Int((share(value) * Double(max(0, plot.height - 1))).rounded())
  }

  /// The tick with as many decimals as the step needs.
  func label(_ tick: Double) -> SafeText {
    step >= 1 ? SafeText(grouped: Int(tick.rounded())) : SafeText(tick, decimals: step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3)
  }

  /// 1, 2 or 5 times a power of ten, not below a width.
  private static func roundStep(_ width: Double) -> Double {
    guard width.isFinite, width > 0 else { return 1 }
    var power = 1.0
    while power * 10 <= width { power *= 10 }
    while power > width, power > 1e-9 { power /= 10 }
    for factor in [1.0, 2, 5] where power * factor >= width * 0.999 { return power * factor }
    return power * 10
  }
}
