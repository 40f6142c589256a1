extension State {
  /// Puts back what the journal knows: every alarm as its last entry left it. All of that is on disk.
  public mutating func restore(alarms list: [Alarm], lastSequence: Int64) {
    alarms.restore(list.map { $0.bounded(at: now) })
    alarms.restore(lastSequence: lastSequence)
    journal.durableThrough = max(journal.durableThrough, lastSequence)
  }

  /// What the latest entries say of how the alarms have been handled, in their order.
  public mutating func restore(journal entries: [JournalEntry]) {
    for entry in entries {
      performance.take(entry)
      drillPerformance.take(entry)
      signIns.take(entry)
      if let line = DutyLog.Entry(entry) { log.append(line) }
    }
  }
}

extension Alarm {
  /// A clock that was set back while the program was away lengthens nothing: no more is left than there was at the beginning.
  fileprivate func bounded(at now: Timestamp) -> Alarm {
    var alarm = self
    if let shelf { alarm.shelf?.until = min(shelf.until, now + min(shelf.until - shelf.since, AlarmOptions().maximumShelf)) }
    if let acknowledgement, let until = acknowledgement.until {
      alarm.acknowledgement?.until = min(until, now + max(0, until - acknowledgement.at))
    }
    return alarm
  }
}
