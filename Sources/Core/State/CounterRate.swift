internal import TextSafety

/// Turns readings of a counter, or counts per interval, into an increase per second.
///
/// What rules and curves see of a counter is its rate. The first reading gives none; a gap of more than five intervals gives none
/// either, for an average over an outage is no rate of any moment. A reading below the one before is a restart, not a fall.
public struct CounterRate: Sendable, Equatable {
  /// What a reading says of its moment.
  enum Outcome: Equatable {
    case rate(Double)
    /// The rate is not known.
    case unknown
    /// Nothing new.
    case nothing
  }

  private struct Point: Sendable, Equatable {
    var value: Double
    var at: Timestamp
  }

  /// Missing so many intervals makes a gap.
  static let gapIntervals = 5.0
  /// Where neither the report nor experience tells the interval.
  static let longestFirstStep = 300.0

  /// As the source counts: `{request}`; the rate is per second of it.
  var unit: SafeText
  private var sum = RunningTotal()
  private var deltas = 0.0
  private var newest: Point?
  /// The reading before the newest: what comes late is placed behind it.
  private var before: Point?
  /// The usual seconds between readings.
  private var step: Double?

  init(unit: SafeText) { self.unit = unit }

  /// What has been counted in all; never falls because a source started again.
  public var total: Double { sum.total + deltas }
  /// How often the counter began anew.
  public var resets: Int { sum.resets }

  /// A reading of a counter that only rises.
  mutating func take(_ value: Double, at time: Timestamp, interval: Double?) -> Outcome {
    guard value.isFinite, value >= 0 else { return isNewest(time) ? .unknown : .nothing }
    guard let newest else {
      sum.take(value)
      self.newest = Point(value: value, at: time)
      return .unknown
    }
    let point = Point(value: value, at: time)
    if time < newest.at { return place(point, interval) }
    let increase = sum.take(value) ?? 0
    self.newest = point
    let seconds = time - newest.at
    // Two readings of one moment give no rate; the later one counts.
    guard seconds > 0 else { return .nothing }
    before = newest
    defer { learn(seconds) }
    return isGap(seconds, interval) ? .unknown : .rate(increase / seconds)
  }

  /// A count of what happened in an interval; `window` is how long that was, where the report says so.
  mutating func take(delta: Double, at time: Timestamp, window: Double?) -> Outcome {
    guard delta.isFinite else { return isNewest(time) ? .unknown : .nothing }
    deltas += delta
    let isNewest = isNewest(time)
    let since = newest.map { time - $0.at }
    if isNewest { newest = Point(value: delta, at: time) }
    if let window, window > 0 { return .rate(delta / window) }
    guard isNewest, let since, since > 0 else { return isNewest ? .unknown : .nothing }
    defer { learn(since) }
    return isGap(since, nil) ? .unknown : .rate(delta / since)
  }

  private func isNewest(_ time: Timestamp) -> Bool { newest.map { time >= $0.at } ?? true }

  /// A reading that came late fills the curve and changes nothing else.
  private mutating func place(_ point: Point, _ interval: Double?) -> Outcome {
    guard let before, point.at > before.at else { return .nothing }
    let seconds = point.at - before.at
    self.before = point
    guard !isGap(seconds, interval) else { return .nothing }
    return .rate(RunningTotal.increase(from: before.value, to: point.value) / seconds)
  }

  private func isGap(_ seconds: Double, _ interval: Double?) -> Bool {
    if let interval, interval > 0 { return seconds > interval * CounterRate.gapIntervals }
    return seconds > (step.map { $0 * CounterRate.gapIntervals } ?? CounterRate.longestFirstStep)
  }

  private mutating func learn(_ seconds: Double) {
    guard let step, seconds <= step * CounterRate.gapIntervals else {
      step = seconds
      return
    }
    self.step = step + (seconds - step) / 4
  }
}
