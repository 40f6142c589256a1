internal import Glibc

/// A value against its own past: how unlikely it is, as −log₁₀ of the probability.
struct BaselineWatch: Sendable {
  /// Less than this is not told apart.
  static let leastProbability = 1e-15
  private var baseline = DynamicBaseline()
  private var newest = Timestamp.distantPast

  /// What is expected at a moment, and the scatter around it; nil while too little is known.
  func usual(at time: Timestamp, offsetMinutes: Int) -> (expected: Double, scatter: Double)? {
    baseline.usual(at: time, offsetMinutes: offsetMinutes)
  }

  /// Nil while too little is known, and for what comes late: it would be learned at the wrong place.
  mutating func take(
    _ value: Double, at time: Timestamp, side: Rule.Direction?, offsetMinutes: Int
  ) -> Measuring.Result? {
    guard time > newest else { return nil }
    newest = time
    guard let score = baseline.take(value, at: time, offsetMinutes: offsetMinutes) else { return nil }
    let probability = max(1 - score.anomaly, BaselineWatch.leastProbability)
    let isMeant =
      switch side {
      case nil: true
      case .above: value > score.expected
      case .below: value < score.expected
      }
    return Measuring.Result(judged: isMeant ? -log10(probability) : 0, shown: value, expected: score.expected)
  }
}
