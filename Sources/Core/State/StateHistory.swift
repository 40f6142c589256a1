/// The states of one thing over time: since when it has been in the newest, in whatever order they were told.
///
/// The latest readings are kept one by one; of those before them only since when the state then had lasted.
struct StateHistory<State: Equatable & Sendable>: Sendable {
  /// The most readings kept.
  static var capacity: Int { 16 }

  private var readings: [(state: State, at: Timestamp)] = []
  /// Since when the state of the oldest reading had lasted.
  private var oldestSince: Timestamp = .distantPast

  mutating func record(_ state: State, at time: Timestamp) {
    var index = readings.count
    while index > 0, readings[index - 1].at > time { index -= 1 }
    if index == 0 {
      guard readings.count < StateHistory.capacity else { return }
      oldestSince = time
    }
    readings.insert((state, time), at: index)
    guard readings.count > StateHistory.capacity else { return }
    let oldest = readings.removeFirst()
    if readings[0].state != oldest.state { oldestSince = readings[0].at }
  }

  /// Since when the newest state has lasted.
  var since: Timestamp {
    guard let newest = readings.last else { return .distantPast }
    guard let change = readings.lastIndex(where: { $0.state != newest.state }) else { return oldestSince }
    return readings[change + 1].at
  }
}
