extension Alarm {
  /// Takes one input; every state knows every input. Under an overlay the core does the same, only without a sound.
  public mutating func apply(
    _ input: AlarmInput, facts: AlarmFacts? = nil, options: AlarmOptions = AlarmOptions(), at time: Timestamp
  ) -> AlarmOutcome {
    apply(input, boxed: facts.map(Boxed.init), options: options, at: time)
  }

  mutating func apply(
    _ input: AlarmInput, boxed facts: Boxed<AlarmFacts>?, options: AlarmOptions, at time: Timestamp
  ) -> AlarmOutcome {
    let (wasNormal, seen) = (core == .normal, revision)
    var outcome = step(input, facts: facts, options: options, at: time)
    if revision != seen { askedAt = time }
    if wasNormal, core != .normal { work?.renew() }
    if isHidden { outcome.announce = false }
    if outcome.isChanged { changedAt = time }
    return outcome
  }

  private mutating func step(
    _ input: AlarmInput, facts: Boxed<AlarmFacts>?, options: AlarmOptions, at time: Timestamp
  ) -> AlarmOutcome {
    switch input {
    case .raise(let severity, let number): raise(severity, number, facts: facts, options: options, at: time)
    case .clear(let number, _): clear(number, at: time)
    case .sourceLost: becomeStale()
    case .sourceBack: becomeFresh()

    case .acknowledge(let seen, let by, let until): acknowledge(seen, by: by, until: until, at: time)
    case .unacknowledge: unacknowledge()
    case .reset: reset()
    case .note(let text, let by): note(text, by: by, at: time)
    case .duty(let action, let by): perform(action, by: by, options: options, at: time)

    case .shelve(let until, let by, let reason, let isOneShot):
      shelve(until: until, by: by, reason: reason, isOneShot: isOneShot, options: options, at: time)
    case .unshelve(let seen, let by): unshelve(seen, by: by, at: time)
    case .takeOutOfService(let by, let permit): takeOutOfService(by: by, permit: permit, at: time)
    case .returnToService: returnToService()
    case .suppress(let rule): suppress(rule)
    case .unsuppress(let rule): unsuppress(rule)

    case .acknowledgementExpired(let moment): acknowledgementExpired(of: moment)
    case .acknowledgementDecayed: acknowledgementDecayed()
    case .shelfExpired(let number): shelfExpired(number: number)
    case .deadlinePassed(let deadline): missed(deadline, at: time)
    case .timeToLive(let clears): timeToLive(clears: clears, at: time)

    case .ruleEdited: ruleEdited(facts)
    case .ruleDeleted: isActive ? end(at: time) : .noted
    }
  }

  /// What has been acknowledged, or stands before the operators unacknowledged; only worse is news.
  var covered: Severity? {
    switch core {
    case .normal: nil
    case .unacknowledged, .returned: announced
    case .acknowledged, .latched: acknowledgement?.severity
    }
  }

  /// To normal; the acknowledgement is remembered for a return.
  mutating func settle() {
    core = .normal
    current = nil
    announced = nil
    milderSince = nil
    isHeld = false
    previousAcknowledgement = acknowledgement ?? previousAcknowledgement
    acknowledgement = nil
  }

  /// From acknowledged or latched back to where somebody must look again.
  mutating func reopen(announcing severity: Severity) -> AlarmOutcome {
    core = isActive ? .unacknowledged : .returned
    announced = severity
    acknowledgement = nil
    milderSince = nil
    isHeld = false
    revision += 1
    return .changed(announce: true)
  }
}

extension Severity {
  func isWorse(than other: Severity?) -> Bool { other.map { self > $0 } ?? true }
}
