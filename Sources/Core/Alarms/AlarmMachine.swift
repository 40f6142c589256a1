extension Alarm {
  /// Applies one input. The rows of the table are in the files beside this one; under an overlay every row applies unchanged, only its sound
  /// is muted. A refusal changes nothing.
  public mutating func apply(_ input: AlarmInput, facts: AlarmFacts? = nil, options: AlarmOptions = AlarmOptions(), at: Timestamp)
    -> AlarmOutcome
  {
    var next = self
    var outcome = next.take(input, options: options, at: at)
    if outcome.refusal != nil { return outcome }
    if outcome.isChanged { next.changedAt = at }
    if let facts, outcome.change != .none {
      if next.facts != facts, outcome.change == .duplicate { outcome.change = .noted }
      next.facts = facts
    }
    if next.isHidden { outcome.announce = false }
    self = next
    return outcome
  }

  private mutating func take(_ input: AlarmInput, options: AlarmOptions, at: Timestamp) -> AlarmOutcome {
    switch input {
    case .raise(let severity, let sequence): raise(severity, sequence: sequence, options: options, at: at)
    case .clear(let sequence, _): clear(sequence: sequence, options: options, at: at)
    case .sourceLost: setStale(true)
    case .sourceBack: setStale(false)
    case .acknowledge(let revision, let by, let until): acknowledge(revision: revision, by: by, until: until, options: options, at: at)
    case .unacknowledge: unacknowledge()
    case .reset: reset()
    case .note(let text, let by): note(text, by: by, at: at)
    case .shelve(let until, let by, let reason, let isOneShot):
      shelve(until: until, by: by, reason: reason, isOneShot: isOneShot, options: options, at: at)
    case .unshelve(let revision, let by): unshelve(revision: revision, by: by, options: options, at: at)
    case .takeOutOfService(let by, let permit): takeOutOfService(by: by, permit: permit)
    case .returnToService: returnToService()
    case .acknowledgementExpired(let moment): acknowledgementExpired(of: moment)
    case .shelfExpired(let number): shelfExpired(number: number)
    case .timeToLive(let clears): timeToLive(clears: clears, options: options, at: at)
    case .escalate: needsAcknowledgement ? .noted : .nothing
    case .suppress(let rule): suppress(rule)
    case .unsuppress(let rule): unsuppress(rule)
    case .ruleEdited: .noted
    case .ruleDeleted: isActive ? goneByItself(options: options, at: at) : .noted
    }
  }

  /// A revision that everybody must look at again.
  mutating func revise() { revision += 1 }

  /// Unacknowledged with at least this severity unseen.
  mutating func becomeUnacknowledged(_ severity: Severity) {
    core = .unacknowledged
    announced = max(announced ?? severity, severity)
    acknowledgement = nil
  }

  /// Back to normal: nothing is left of the occurrence but its numbers.
  mutating func becomeNormal() {
    core = .normal
    current = nil
    announced = nil
    acknowledgement = nil
    if shelf?.isOneShot == true { shelf = nil }
  }
}
