/// How fast a value changes over a window: the newest against the oldest that is still in it, with at most 32 points kept.
struct RateWindow: Sendable, Equatable {
  private static let steps = 30.0
  private var points: [Point] = []

  private struct Point: Equatable {
    var at: Timestamp
    var value: Double
  }

  /// The change per second; nil while the points span less than half the window.
  mutating func take(_ value: Double, at time: Timestamp, windowSeconds: Double) -> Double? {
    if let last = points.last, time <= last.at {
      // What comes late is past; a clock that was set back by more than the window begins anew.
      guard last.at - time > windowSeconds else { return nil }
      points = []
    }
    // One point at or before the beginning of the window is kept, to measure from.
    while points.count > 1, time - points[1].at >= windowSeconds { points.removeFirst() }
    if let first = points.first, time - first.at > 2 * windowSeconds { points.removeFirst() }
    defer {
      if points.last.map({ time - $0.at >= windowSeconds / RateWindow.steps }) ?? true {
        points.append(Point(at: time, value: value))
      }
    }
    guard let first = points.first, time - first.at >= windowSeconds / 2 else { return nil }
    return (value - first.value) / (time - first.at)
  }
}
