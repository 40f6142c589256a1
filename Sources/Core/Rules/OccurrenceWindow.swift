/// When something has begun, within a window: for rules on how often.
struct OccurrenceWindow: Sendable, Equatable {
  /// Further ones are not told apart: a rule asks for less.
  static let limit = 256
  private var moments: [Timestamp] = []
  private var isReached = false
  private var newest = Timestamp.distantPast

  /// True while time alone changes the count.
  var isOpen: Bool { !moments.isEmpty }

  /// Only the way there counts; staying there does not.
  mutating func take(isReached: Bool, at time: Timestamp) {
    guard time >= newest else { return }
    newest = time
    if isReached, !self.isReached {
      if moments.count == OccurrenceWindow.limit { moments.removeFirst() }
      moments.append(time)
    }
    self.isReached = isReached
  }

  mutating func count(at time: Timestamp, windowSeconds: Double) -> Int {
    let first = moments.firstIndex { time - $0 < windowSeconds } ?? moments.count
    if first > 0 { moments.removeFirst(first) }
    return moments.count
  }
}
