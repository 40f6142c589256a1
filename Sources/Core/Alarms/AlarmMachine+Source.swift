internal import TextSafety

extension Alarm {
  /// RAISE. Worse than what is covered is always news, the same never is.
  mutating func raise(
    _ severity: Severity, _ number: Int64, facts new: Boxed<AlarmFacts>?, options: AlarmOptions, at time: Timestamp
  ) -> AlarmOutcome {
    count += 1
    if number < sequence { return raiseLate(severity, number, facts: new, options: options, at: time) }
    // Two different events may carry one number where it is a time: never lose the worse one.
    if number == sequence, !(isActive && severity.isWorse(than: covered)) { return .duplicate }
    sequence = number
    if let new { boxedFacts = new }
    let isOtherwise = refresh(options)
    var outcome: AlarmOutcome
    switch core {
    case .normal, .latched:
      outcome = holds(severity, options: options, at: time) ? hold(severity, at: time) : open(severity, at: time)
    case .returned: outcome = open(severity, at: time)
    case .unacknowledged: outcome = raiseUnacknowledged(severity)
    case .acknowledged: outcome = raiseAcknowledged(severity, at: time)
    }
    if isOtherwise { outcome = .changed(announce: outcome.announce) }
    breakShelf(severity, &outcome)
    return outcome
  }

  /// What every raise in order renews besides the core; true where it changed.
  private mutating func refresh(_ options: AlarmOptions) -> Bool {
    let before = (isStale, latch, suppressedBy.count)
    isStale = false
    latch = options.latch
    suppressedBy.formSortedUnion(options.suppressedBy)
    return before != (isStale, latch, suppressedBy.count)
  }

  /// A new occurrence. What nobody has seen of the one before is not forgotten.
  private mutating func open(_ severity: Severity, at time: Timestamp) -> AlarmOutcome {
    begin(severity, at: time)
    core = .unacknowledged
    announced = max(announced ?? severity, severity)
    acknowledgement = nil
    isHeld = false
    revision += 1
    return .changed(announce: true)
  }

  /// A new occurrence under the acknowledgement of the one before.
  private mutating func hold(_ severity: Severity, at time: Timestamp) -> AlarmOutcome {
    begin(severity, at: time)
    core = .acknowledged
    acknowledgement = acknowledgement ?? previousAcknowledgement
    isHeld = true
    measure(at: time)
    return .changed()
  }

  private func holds(_ severity: Severity, options: AlarmOptions, at time: Timestamp) -> Bool {
    guard let last = acknowledgement ?? previousAcknowledgement, let clearedAt, severity <= last.severity else { return false }
    if let until = last.until, until <= time { return false }
    let seconds = isChattering ? max(options.acknowledgementHold, AlarmOptions.chatteringHold) : options.acknowledgementHold
    return seconds > 0 && time - clearedAt <= seconds
  }

  private mutating func begin(_ severity: Severity, at time: Timestamp) {
    current = severity
    occurrence += 1
    raisedAt = time
    clearedAt = nil
    if beginnings.count > 2 { beginnings.removeFirst(beginnings.count - 2) }
    beginnings.append(time)
  }

  private mutating func raiseUnacknowledged(_ severity: Severity) -> AlarmOutcome {
    let isSame = severity == current
    current = severity
    guard severity.isWorse(than: announced) else { return isSame ? .duplicate : .changed() }
    announced = severity
    revision += 1
    return .changed(announce: true)
  }

  private mutating func raiseAcknowledged(_ severity: Severity, at time: Timestamp) -> AlarmOutcome {
    let isSame = severity == current
    current = severity
    if severity.isWorse(than: covered) { return reopen(announcing: severity) }
    measure(at: time)
    return isSame ? .duplicate : .changed()
  }

  /// Since when the alarm has been milder than its acknowledgement.
  mutating func measure(at time: Timestamp) {
    guard let current, let acknowledgement, current < acknowledgement.severity else {
      milderSince = nil
      return
    }
    milderSince = milderSince ?? time
  }

  /// A RAISE older than what is known cannot change what is true now, but what is worse than anything acknowledged must be seen.
  private mutating func raiseLate(
    _ severity: Severity, _ number: Int64, facts new: Boxed<AlarmFacts>?, options: AlarmOptions, at time: Timestamp
  ) -> AlarmOutcome {
    let latch = core == .normal ? options.latch : latch
    guard latch != .none, severity.isWorse(than: covered), (Double(sequence) - Double(number)) / 1000 <= options.lateWindow else {
      return .noted
    }
    var outcome: AlarmOutcome
    switch core {
    case .normal:
      if let seen = previousAcknowledgement, number <= seen.through, severity <= seen.severity { return .noted }
      if let new { boxedFacts = new }
      self.latch = latch
      suppressedBy.formSortedUnion(options.suppressedBy)
      _ = open(severity, at: time)
      core = .returned
      current = nil
      clearedAt = time
      outcome = .changed(announce: true)
    case .unacknowledged, .returned:
      announced = severity
      revision += 1
      outcome = .changed(announce: true)
    case .acknowledged, .latched: outcome = reopen(announcing: severity)
    }
    breakShelf(severity, &outcome)
    return outcome
  }

  /// C1: worse than the shelf covers ends the shelf.
  private mutating func breakShelf(_ severity: Severity, _ outcome: inout AlarmOutcome) {
    guard let shelf, severity > shelf.covers else { return }
    self.shelf = nil
    outcome = .changed(announce: needsAcknowledgement)
  }

  /// CLEAR in the order of the source.
  mutating func clear(_ number: Int64, at time: Timestamp) -> AlarmOutcome {
    guard number >= sequence else { return .noted }
    sequence = number
    let wasStale = isStale
    isStale = false
    if isActive { return end(at: time) }
    return wasStale ? .changed() : .duplicate
  }

  /// The condition holds no longer.
  mutating func end(at time: Timestamp) -> AlarmOutcome {
    current = nil
    clearedAt = time
    milderSince = nil
    var outcome = AlarmOutcome.changed()
    switch (core, latch) {
    case (.unacknowledged, .none):
      settle()
      outcome.silence = true
    case (.unacknowledged, _): core = .returned
    case (_, .reset): core = .latched
    default: settle()
    }
    // C5: a one-shot shelf ends with the occurrence.
    if shelf?.isOneShot == true {
      shelf = nil
      outcome.announce = needsAcknowledgement
    }
    return outcome
  }

  /// A lost source clears nothing.
  mutating func becomeStale() -> AlarmOutcome {
    guard !isStale else { return .duplicate }
    isStale = true
    return .changed()
  }

  mutating func becomeFresh() -> AlarmOutcome {
    guard isStale else { return .noted }
    isStale = false
    return .changed()
  }

  mutating func ruleEdited(_ new: Boxed<AlarmFacts>?) -> AlarmOutcome {
    guard let new, new != boxedFacts else { return .noted }
    boxedFacts = new
    return .changed()
  }
}

extension [SafeText] {
  /// Keeps a sorted list of distinct texts sorted and distinct.
  mutating func formSortedUnion(_ others: [SafeText]) {
    for other in others where !contains(other) { insert(other, at: firstIndex { $0 > other } ?? endIndex) }
  }
}
