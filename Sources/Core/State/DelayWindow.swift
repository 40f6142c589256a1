/// How long what a source says usually takes to reach us: the least delay of each of the latest minutes in which it was heard,
/// and of these the median.
///
/// The least of a minute leaves out what was held up on the way, the median a minute that was odd. Minutes of silence are not
/// counted, so that what an outage held back does not pass for usual.
public struct DelayWindow: Sendable, Equatable {
  /// Minutes remembered.
  static let capacity = 9

  private var leasts: [Double] = []
  private var minute: Int64 = .min
  /// Nothing but what claims to be of the future has come in this minute.
  private var isDoubtful = false
  /// Kept, because it is asked for with every event.
  public private(set) var typical: Double?

  public init() {}

  /// One event of the future among others is an error of that event; where all are, the clock is wrong.
  mutating func record(_ seconds: Double, isFuture: Bool, at now: Timestamp) {
    let minute = floorDivision(now.milliseconds, 60_000)
    if minute == self.minute, let last = leasts.last {
      guard isFuture == isDoubtful ? seconds < last : isDoubtful else { return }
      leasts[leasts.count - 1] = seconds
    } else {
      self.minute = minute
      if leasts.count == DelayWindow.capacity { leasts.removeFirst() }
      leasts.append(seconds)
    }
    isDoubtful = isFuture
    typical = leasts.sorted()[leasts.count / 2]
  }
}
