internal import TextSafety

/// Turns readings of a counter, or counts per interval, into an increase per second.
///
/// What rules and curves see of a counter is its rate. The first reading gives none, and a gap gives none either, for an average
/// over an outage is no rate of any moment. A counter that begins anew at zero has not fallen: it has counted what it reads since
/// then. Readings may come in another order than they were taken: the latest of them are kept, and a late one corrects the rate of
/// its successor.
public struct CounterRate: Sendable, Equatable {
  struct Point: Sendable, Equatable {
    var value: Double
    var at: Timestamp
    /// When the counter began at zero, where the source says so.
    var startedAt: Timestamp?
    /// How long the count of an interval was, where the report says so.
    var window: Double?
    /// Seconds between readings, where the report says so.
    var interval: Double?
  }

  /// The rate at one moment; nil where it is not known.
  struct Rate: Equatable {
    var value: Double?
    var at: Timestamp
  }

  /// Missing so many intervals makes a gap.
  static let gapIntervals = 5.0
  /// Where no interval is told.
  static let longestStep = 7200.0
  /// The most readings kept.
  static let capacity = 16

  /// As the source counts: `{request}`; the rate is per second of it.
  let unit: SafeText
  /// True for counts per interval, false for a counter that only rises.
  let isDelta: Bool
  /// Of what is no longer kept, the first reading included.
  private var base = 0.0
  private var forgottenResets = 0
  private var points: [Point] = []

  init(unit: SafeText, isDelta: Bool) {
    self.unit = unit
    self.isDelta = isDelta
  }

  /// What has been counted in all; never falls because a source started again.
  public var total: Double { (points.first?.value ?? 0) + points.indices.dropFirst().reduce(base) { $0 + increase(at: $1) } }
  /// How often the counter began anew.
  public var resets: Int { isDelta ? 0 : points.indices.dropFirst().count { isReset(at: $0) } + forgottenResets }

  /// Puts a reading where it belongs in time and tells what follows from it: its own rate, and that of its successor.
  mutating func take(_ point: Point) -> (own: Rate?, successor: Rate?) {
    guard point.value.isFinite, isDelta || point.value >= 0 else { return (Rate(value: nil, at: point.at), nil) }
    var index = points.count
    while index > 0, points[index - 1].at > point.at { index -= 1 }
    if index > 0, points[index - 1].at == point.at {
      // Two readings of one moment: the later one counts, of counts per interval both do.
      index -= 1
      if isDelta { points[index].value += point.value } else { points[index] = point }
    } else {
      guard index > 0 || points.count < CounterRate.capacity else {
        if isDelta { base += point.value }
        return (nil, nil)
      }
      points.insert(point, at: index)
    }
    let own = Rate(value: rate(at: index), at: point.at)
    let successor = index + 1 < points.count ? Rate(value: rate(at: index + 1), at: points[index + 1].at) : nil
    if points.count > CounterRate.capacity { forgetOldest() }
    return (own, successor)
  }

  /// Every rate that is known of the readings kept, oldest first.
  var rates: [Rate] {
    points.indices.compactMap { index in rate(at: index).map { Rate(value: $0, at: points[index].at) } }
  }

  private mutating func forgetOldest() {
    base += points[0].value + increase(at: 1) - points[1].value
    if !isDelta, isReset(at: 1) { forgottenResets += 1 }
    points.removeFirst()
  }

  private func rate(at index: Int) -> Double? {
    let point = points[index]
    if isDelta, let window = point.window, window > 0 { return point.value / window }
    let isCounting = !isDelta && isReset(at: index)
    // A start that is told gives a rate to the first reading after it.
    if !isDelta, let start = point.startedAt, start < point.at, index == 0 || isCounting && start > points[index - 1].at {
      return isGap(point.at - start, point) ? nil : point.value / (point.at - start)
    }
    guard index > 0 else { return nil }
    let before = points[index - 1]
    let seconds = point.at - before.at
    guard !isGap(seconds, point) else { return nil }
    if isCounting { return point.value > 0 ? point.value / seconds : nil }
    if !isDelta, point.value < before.value { return nil }
    return increase(at: index) / seconds
  }

  private func increase(at index: Int) -> Double {
    if isDelta || isReset(at: index) { return points[index].value }
    return max(0, points[index].value - points[index - 1].value)
  }

  /// True where a counter began anew between a reading and the one before: it reads less, or tells of a later start.
  private func isReset(at index: Int) -> Bool {
    guard index > 0 else { return false }
    if let start = points[index].startedAt, let before = points[index - 1].startedAt { return start > before }
    return points[index].value < points[index - 1].value
  }

  private func isGap(_ seconds: Double, _ point: Point) -> Bool {
    if let interval = point.interval, interval > 0 { return seconds > interval * CounterRate.gapIntervals }
    return seconds > CounterRate.longestStep
  }
}
