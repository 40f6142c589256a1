internal import Glibc

/// A value against its own past: how unlikely it is, as −log₁₀ of the probability.
struct BaselineWatch: Sendable {
  /// Less than this is not told apart.
  static let leastProbability = 1e-15
  private var baseline = DynamicBaseline()
  private var newest = Timestamp.distantPast
  /// What was expected at the latest moments: what is now expected of them is no longer the same.
  private var expectations = Series()
  private var scatter = 0.0

  /// Nil while too little is known, and for what comes late: it would be learned at the wrong place.
  mutating func take(
    _ value: Double, at time: Timestamp, side: Rule.Direction?, offsetMinutes: Int
  ) -> Measuring.Result? {
    guard time > newest else { return nil }
    newest = time
    guard let score = baseline.take(value, at: time, offsetMinutes: offsetMinutes) else { return nil }
    expectations.record(score.expected, at: time)
    scatter = score.scatter
    let probability = max(1 - score.anomaly, BaselineWatch.leastProbability)
    let isMeant =
      switch side {
      case nil: true
      case .above: value > score.expected
      case .below: value < score.expected
      }
    return Measuring.Result(judged: isMeant ? -log10(probability) : 0, shown: value, expected: score.expected)
  }

  /// What was usual in each of so many minutes, `width` scatters to either side; nil where nothing was judged.
  func usual(minutes count: Int, endingAt end: Timestamp, width: Double) -> [UsualRange?] {
    expectations.minutes(count, endingAt: end).map {
      $0.map { UsualRange(low: $0 - scatter * width, high: $0 + scatter * width) }
    }
  }
}
