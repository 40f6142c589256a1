extension AlarmTable {
  /// So many deadlines may pass in one tick; the rest wait for the next, so that the wall never stands still for them.
  static let deadlinesPerTick = 200

  /// Deadlines that have passed and were not told yet, the soonest first; the caller applies them.
  public mutating func dueDeadlines(at time: Timestamp) -> [(key: AlarmKey, deadline: DutyDeadline)] {
    var passed: [(key: AlarmKey, deadline: DutyDeadline)] = []
    while passed.count < Self.deadlinesPerTick, let first = deadlines.first, first.at <= time {
      _ = deadlines.pop()
      for alarm in alarms(arrivedAt: first.arrival) {
        // An entry that no longer says what holds is void.
        guard let due = alarm.nextDue(duty), due.at == first.at else { continue }
        passed.append((alarm.key, due.deadline))
      }
    }
    return passed
  }

  /// Other rules: every deadline is reckoned anew.
  mutating func follow(_ rules: DutyRules) {
    guard rules != duty else { return }
    duty = rules
    rebuildDeadlines()
  }

  /// Takes note of an alarm's next deadline where it is another than before.
  mutating func schedule(_ alarm: Alarm, before: Alarm?) {
    if let before, before.arrival == alarm.arrival, alarm.hasSameDues(as: before) { return }
    if alarm.work?.hasOpenReport == true {
      reporting.insert(alarm.key)
    } else if !reporting.isEmpty {
      reporting.remove(alarm.key)
    }
    guard let due = alarm.nextDue(duty) else { return }
    if let before, before.arrival == alarm.arrival, due == before.nextDue(duty) { return }
    deadlines.push(due.at, alarm.arrival)
    // A flapping alarm leaves many void entries behind.
    if deadlines.count > 2 * count + 4096 { rebuildDeadlines() }
  }

  private mutating func rebuildDeadlines() {
    deadlines.removeAll()
    for slot in slots { if let alarm = slot.alarm, let due = alarm.nextDue(duty) { deadlines.push(due.at, alarm.arrival) } }
  }

  /// Alarms with reports that are owed, whether their cause is still there or not.
  public var withOpenReports: [Alarm] { reporting.compactMap { self[$0] }.sorted { $0.arrival < $1.arrival } }
}
