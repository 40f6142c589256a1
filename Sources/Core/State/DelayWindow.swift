/// How long what a source says usually takes to reach us: the least delay of each of the latest minutes in which it was heard,
/// and of these the median.
///
/// The least of a minute leaves out what was held up on the way, the median a minute that was odd. Minutes of silence are not
/// counted, so that what an outage held back does not pass for usual. Nor are moments of the future, which are errors of single
/// events, unless for minutes there is nothing else: then the clock is wrong.
public struct DelayWindow: Sendable, Equatable {
  /// Minutes remembered.
  static let capacity = 9
  /// So many minutes of nothing but the future make a clock that is wrong.
  static let minutesOfDoubt = 3

  private struct Leasts: Sendable, Equatable {
    var values: [Double] = []
    var minute: Int64 = .min

    /// True where it changes anything.
    mutating func take(_ seconds: Double, in minute: Int64) -> Bool {
      if minute == self.minute, let last = values.last {
        guard seconds < last else { return false }
        values[values.count - 1] = seconds
        return true
      }
      self.minute = minute
      if values.count == DelayWindow.capacity { values.removeFirst() }
      values.append(seconds)
      return true
    }

    var median: Double? { values.isEmpty ? nil : values.sorted()[(values.count - 1) / 2] }
  }

  private var believed = Leasts()
  private var doubtful = Leasts()
  /// Kept, because it is asked for with every event.
  public private(set) var typical: Double?

  public init() {}

  mutating func record(_ seconds: Double, isFuture: Bool, at now: Timestamp) {
    let minute = floorDivision(now.milliseconds, 60_000)
    if isFuture {
      guard minute != believed.minute, doubtful.take(seconds, in: minute) else { return }
      if believed.values.isEmpty || doubtful.values.count >= DelayWindow.minutesOfDoubt { typical = doubtful.median }
    } else {
      if doubtful.minute != .min {
        doubtful = Leasts()
        typical = believed.median
      }
      if believed.take(seconds, in: minute) { typical = believed.median }
    }
  }
}
