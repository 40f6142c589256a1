extension State {
  /// Puts back what the journal knows: every alarm as its last entry left it. All of that is on disk.
  public mutating func restore(alarms list: [Alarm], lastSequence: Int64) {
    alarms.restore(list)
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
