/// What a source says: S1–S3 and S6 of the severity rules.
extension Alarm {
  mutating func raise(_ severity: Severity, sequence: Int64, options: AlarmOptions, at: Timestamp) -> AlarmOutcome {
    if sequence == self.sequence, core != .normal || current == nil, count > 0 { return repeated(severity, at: at) }
    if sequence < self.sequence { return raiseLate(severity, sequence: sequence, options: options, at: at) }
    self.sequence = sequence
    count += 1
    isStale = false
    breakShelf(above: severity)
    switch core {
    case .unacknowledged:
      guard let now = current, severity != now else { return .duplicate }
      current = severity
      guard severity > (announced ?? severity) || severity > now else { return .changed() }
      announced = max(announced ?? severity, severity)
      revise()
      return .changed(announce: true)
    case .acknowledged:
      let covered = acknowledgement?.severity ?? severity
      let before = current
      current = severity
      guard severity > covered else { return severity == before ? .duplicate : .changed() }
      becomeUnacknowledged(severity)
      revise()
      return .changed(announce: true)
    case .normal, .returned, .latched: return newOccurrence(severity, at: at)
    }
  }

  /// The same sequence again: the same thing said twice.
  private func repeated(_ severity: Severity, at: Timestamp) -> AlarmOutcome { .duplicate }

  private mutating func newOccurrence(_ severity: Severity, at: Timestamp) -> AlarmOutcome {
    occurrence += 1
    revise()
    raisedAt = at
    clearedAt = nil
    current = severity
    becomeUnacknowledged(severity)
    return .changed(announce: true)
  }

  /// S6: an older word cannot change what is true now, but what is worse than anything acknowledged still reaches the operator.
  private mutating func raiseLate(_ severity: Severity, sequence: Int64, options: AlarmOptions, at: Timestamp) -> AlarmOutcome {
    count += 1
    guard options.latch != .none, Double(self.sequence - sequence) / 1000 <= options.lateWindow else { return .noted }
    switch core {
    case .normal:
      occurrence += 1
      revise()
      raisedAt = at
      clearedAt = at
      core = .returned
      announced = severity
      return .changed(announce: true)
    case .unacknowledged, .returned:
      guard severity > (announced ?? .blue) else { return .noted }
      announced = severity
      revise()
      return .changed(announce: true)
    case .acknowledged:
      guard severity > (acknowledgement?.severity ?? .blue) else { return .noted }
      becomeUnacknowledged(severity)
      revise()
      return .changed(announce: true)
    case .latched:
      guard severity > (acknowledgement?.severity ?? .blue) else { return .noted }
      core = .returned
      announced = severity
      acknowledgement = nil
      revise()
      return .changed(announce: true)
    }
  }

  mutating func clear(sequence: Int64, options: AlarmOptions, at: Timestamp) -> AlarmOutcome {
    guard sequence >= self.sequence else { return .noted }
    guard isActive else { return .duplicate }
    self.sequence = sequence
    return goneByItself(options: options, at: at)
  }

  /// The cause is gone: unseen stays as returned, seen is over or waits for its reset.
  mutating func goneByItself(options: AlarmOptions, at: Timestamp) -> AlarmOutcome {
    clearedAt = at
    current = nil
    if shelf?.isOneShot == true { shelf = nil }
    if core == .unacknowledged {
      guard options.latch == .none else {
        core = .returned
        return .changed()
      }
      becomeNormal()
      return .changed(silence: true)
    }
    if options.latch == .reset {
      core = .latched
    } else {
      becomeNormal()
    }
    return .changed()
  }

  mutating func setStale(_ stale: Bool) -> AlarmOutcome {
    guard isStale != stale else { return .noted }
    isStale = stale
    return .changed()
  }
}
