/// The order of the screen, kept with every change: a frame looks at what it shows, not at a million.
extension State {
  /// Open alarms as a list shows them, so many at most: unacknowledged first, the worst and oldest on top; an alarm changes its place only
  /// when it changes its group. What is being confirmed counts as unacknowledged.
  public func alarmsInOrder(limit: Int, where isWanted: (Alarm) -> Bool = { _ in true }) -> [Alarm] {
    let confirming = confirmingAlarms.filter(isWanted)
    let keys = Set(confirming.map(\.key))
    var rows: [Alarm] = []
    alarms.visit { alarm in
      if !keys.contains(alarm.key), isWanted(alarm) { rows.append(alarm) }
      return rows.count < limit
    }
    for alarm in confirming {
      let order = alarm.screenOrder(isOpen: true)
      let place = rows.firstIndex { other in
        (other.screenOrder(isOpen: needsAcknowledgement(other)), other.arrival) > (order, alarm.arrival)
      }
      rows.insert(alarm, at: place ?? rows.endIndex)
    }
    return Array(rows.prefix(limit))
  }

  /// Open alarms whose acknowledgement is not on disk yet: not shown as done.
  public var confirmingAlarms: [Alarm] {
    alarms.undecided.filter { isConfirming($0) && $0.core != .normal && !$0.needsAcknowledgement }
  }

  /// The one that has waited longest among the severe; where there is none, among all.
  public var longestWaiting: Alarm? {
    var longest: (severe: Alarm?, mild: Alarm?)
    func look(_ alarm: Alarm) {
      if alarm.shownSeverity >= .orange {
        if alarm.raisedAt < longest.severe?.raisedAt ?? .distantFuture { longest.severe = alarm }
      } else if alarm.raisedAt < longest.mild?.raisedAt ?? .distantFuture {
        longest.mild = alarm
      }
    }
    for rank in 0...1 as ClosedRange<UInt64> {
      for severity in Severity.allCases { alarms.first(rank: rank, severity).map(look) }
    }
    for alarm in confirmingAlarms where !alarm.isHidden && !alarm.facts.isExercise { look(alarm) }
    return longest.severe ?? longest.mild
  }
}

extension AlarmTable {
  /// Open alarms in the order of the screen, for as long as `body` says so.
  func visit(from order: UInt64 = 0, _ body: (Alarm) -> Bool) {
    shown.visit(from: order) { entry in
      for alarm in alarms(arrivedAt: entry.arrival) where alarm.screenOrder == entry.order { if !body(alarm) { return false } }
      return true
    }
  }

  fileprivate func first(rank: UInt64, _ severity: Severity) -> Alarm? {
    var found: Alarm?
    visit(from: Alarm.group(rank, severity)) { alarm in
      if alarm.screenRank(isOpen: alarm.needsAcknowledgement) == rank, alarm.shownSeverity == severity { found = alarm }
      return false
    }
    return found
  }
}

extension Alarm {
  var screenOrder: UInt64 { screenOrder(isOpen: needsAcknowledgement) }

  /// Group, severity from the worst on, then the moment it was raised.
  func screenOrder(isOpen: Bool) -> UInt64 {
    Alarm.group(screenRank(isOpen: isOpen), shownSeverity) | UInt64(min(max(0, raisedAt.milliseconds), 1 << 55))
  }

  fileprivate static func group(_ rank: UInt64, _ severity: Severity) -> UInt64 {
    rank << 60 | UInt64(Severity.red.rawValue - severity.rawValue) << 57
  }

  fileprivate func screenRank(isOpen: Bool) -> UInt64 {
    if facts.isExercise { return 4 }
    if isHidden { return 3 }
    return isOpen ? isActive ? 0 : 1 : 2
  }
}
