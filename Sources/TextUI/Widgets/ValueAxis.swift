import TextSafety

/// A value axis with round ticks.
struct ValueAxis {
  let low: Double
  let high: Double
  let ticks: [Double]
  private let step: Double

  /// Covers the values and the fixed ends; about one tick in three rows.
  init(covering values: [Double], minimum: Double?, maximum: Double?, rows: Int) {
    let finite = values.filter(\.isFinite)
    let least = minimum ?? min(0, finite.min() ?? 0)
    var most = maximum ?? finite.max() ?? 1
    if most <= least { most = least + 1 }
    let step = Self.roundStep((most - least) / Double(max(1, min(8, (rows - 1) / 3))))
    self.step = step
    low = minimum ?? (least / step).rounded(.down) * step
    high = maximum ?? (most / step).rounded(.up) * step
    let first = (low / step).rounded(.up)
    let count = Int(max(0, ((high - first * step) / step + 0.001).rounded(.down)))
    ticks = (0...min(count, 20)).map { (first + Double($0)) * step }
  }

  func contains(_ value: Double) -> Bool { value >= low && value <= high }

  /// 0 at the bottom, 1 at the top.
  func share(_ value: Double) -> Double { (value - low).clampedShare(of: high - low) }

  func row(of value: Double, in plot: Rect) -> Int {
    plot.maxY - 1 - Int((share(value) * Double(max(0, plot.height - 1))).rounded())
  }

  /// The tick with as many decimals as the step needs.
  func label(_ tick: Double) -> SafeText { SafeText(tick, decimals: step >= 1 ? 0 : step >= 0.1 ? 1 : 2) }

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
