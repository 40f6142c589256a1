internal import Core

/// A value over the day, given at some moments.
struct Curve: Sendable {
  private var points: [(at: Double, value: Double)]
  private var isStepped: Bool

  /// Keys are `HH:MM[:SS]`; nil where one is not.
  init?(_ values: [String: Double], steps: Bool = false) {
    points = []
    for (key, value) in values {
      guard let seconds = DayTime.seconds(key) else { return nil }
      points.append((seconds, value))
    }
    points.sort { $0.at < $1.at }
    isStepped = steps
    if points.isEmpty { return nil }
  }

  /// The value at a second of the day.
  func value(at moment: Double) -> Double {
    // A curve of one day holds for every day.
    let isOneDay = points[points.count - 1].at < 86_400
    let second = isOneDay && moment >= 86_400 ? moment.truncatingRemainder(dividingBy: 86_400) : moment
    guard let after = points.firstIndex(where: { $0.at > second }) else { return points[points.count - 1].value }
    guard after > 0 else { return points[0].value }
    let (from, to) = (points[after - 1], points[after])
    return isStepped ? from.value : from.value + (to.value - from.value) * (second - from.at) / (to.at - from.at)
  }
}

enum DayTime {
  /// Seconds since midnight of `HH:MM` or `HH:MM:SS`.
  static func seconds(_ text: String) -> Double? {
    let parts = text.split(separator: ":").map { Int($0) }
    guard parts.count == 2 || parts.count == 3, let hours = parts[0], let minutes = parts[1] else { return nil }
    guard let seconds = parts.count == 3 ? parts[2] : 0, (0..<48).contains(hours), (0..<60).contains(minutes) else { return nil }
    return Double(hours * 3600 + minutes * 60 + seconds)
  }
}
