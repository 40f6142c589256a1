/// Timers are events: they come in when the clock has passed them, and each does something only to what it was set for.
extension Alarm {
  mutating func acknowledgementExpired(of moment: Timestamp) -> AlarmOutcome {
    guard core == .acknowledged || core == .latched, let acknowledgement, acknowledgement.at == moment, acknowledgement.until != nil else {
      return .nothing
    }
    return forgetAcknowledgement()
  }

  mutating func timeToLive(clears: Bool, options: AlarmOptions, at: Timestamp) -> AlarmOutcome {
    guard isActive else { return .nothing }
    return clears ? goneByItself(options: options, at: at) : setStale(true)
  }

  /// The timers that are due.
  func dueTimers(at now: Timestamp) -> [AlarmInput] {
    var due: [AlarmInput] = []
    if let acknowledgement, let until = acknowledgement.until, until <= now { due.append(.acknowledgementExpired(of: acknowledgement.at)) }
    if let shelf, shelf.until <= now { due.append(.shelfExpired(number: shelf.number)) }
    return due
  }
}
