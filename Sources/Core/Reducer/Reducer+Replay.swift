import TextSafety

extension State {
  /// In a playback, what an operator did at a desk of this program is done again; false for all else, which is only told.
  mutating func replay(_ record: OperatorRecord, of event: Event, effects: inout [Effect]) -> Bool {
    guard !isLive, event.source == RecordedAction.source, record.result == .ok, let command = command(record, at: event.time)
    else { return false }
    let first = effects.count
    // Whether the role was entitled to it was decided then.
    execute(command, by: Operator(id: record.operatorID, shift: record.shift, role: .shiftLead), effects: &effects)
    // The answer was for the desk where it was asked.
    effects.removeAll(from: first) { if case .tell = $0 { true } else { false } }
    return true
  }

  private func command(_ record: OperatorRecord, at time: Timestamp) -> OperatorCommand? {
    guard let target = record.target else { return nil }
    let key = AlarmKey(text: target)
    // It was accepted then: the revision that was seen is the one that holds now.
    let revision = alarms[key]?.revision ?? 0
    switch record.verb {
    case .acknowledge: return .acknowledge(key, revision: revision)
    case .unacknowledge: return .unacknowledge(key)
    case .note: return record.note.map { .note(key, $0) }
    case .shelve: return record.until.map { .shelve(key, seconds: max(1, $0 - now), reason: record.note ?? "") }
    case .unshelve: return .unshelve(key, revision: revision)
    case .handover: return .handOver(to: target)
    case .assign, .urge, .supervise, .escalate, .reportStart, .reportSent:
      return DutyAction(word: record.verb.rawValue, text: record.note ?? "").map { .duty(key, $0) }
    case .reveal, .login, .lock, .filter, .quarantine: return nil
    }
  }
}

extension Array {
  fileprivate mutating func removeAll(from first: Int, where isGone: (Element) -> Bool) {
    var kept = first
    for index in first..<count where !isGone(self[index]) {
      swapAt(kept, index)
      kept += 1
    }
    removeLast(count - kept)
  }
}
