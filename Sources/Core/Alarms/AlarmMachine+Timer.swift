/// Timers are events: they come in when the clock has passed them, and each does something only to what it was set for.
extension Alarm {
  /// What was acknowledged until a moment must be looked at again as it is then.
  mutating func acknowledgementExpired(of moment: Timestamp) -> AlarmOutcome {
    guard let acknowledgement, acknowledgement.at == moment, acknowledgement.until != nil else { return .nothing }
    return reopen(announcing: current ?? acknowledgement.severity)
  }

  /// The acknowledgement sinks to what holds, so that a second rise is news again.
  mutating func acknowledgementDecayed() -> AlarmOutcome {
    guard milderSince != nil, let current else { return .nothing }
    acknowledgement?.severity = current
    milderSince = nil
    return .changed()
  }

  /// C2: a shelf that ran out leaves nothing active acknowledged.
  mutating func shelfExpired(number: Int) -> AlarmOutcome {
    guard let shelf, shelf.number == number else { return .nothing }
    self.shelf = nil
    return surface()
  }

  mutating func timeToLive(clears: Bool, at time: Timestamp) -> AlarmOutcome {
    guard isActive else { return .nothing }
    return clears ? end(at: time) : becomeStale()
  }
}
