internal import TextSafety

/// What operators do: each a compare-and-set with a refusal that says why.
extension Alarm {
  mutating func acknowledge(revision seen: Int, by: SafeText, until: Timestamp?, options: AlarmOptions, at: Timestamp) -> AlarmOutcome {
    switch core {
    case .normal: return .refused(.nothing)
    case .acknowledged, .latched:
      guard let acknowledgement else { return .refused(.nothing) }
      return .refused(.already(by: acknowledgement.by, at: acknowledgement.at))
    case .unacknowledged, .returned:
      guard seen == revision else { return .refused(.stale(current: current ?? announced, revision: revision)) }
      cover(by: by, until: until, options: options, at: at)
      return .changed(silence: true)
    }
  }

  /// Seen: the active one is acknowledged, the returned one is over or waits for its reset.
  mutating func cover(by: SafeText, until: Timestamp?, options: AlarmOptions, at: Timestamp) {
    let severity = max(current ?? .blue, announced ?? .blue)
    let wasActive = core == .unacknowledged
    acknowledgement = Acknowledgement(severity: severity, by: by, at: at, until: until)
    announced = nil
    if wasActive {
      core = .acknowledged
    } else if options.latch == .reset {
      core = .latched
    } else {
      becomeNormal()
    }
  }

  mutating func unacknowledge() -> AlarmOutcome {
    switch core {
    case .normal: return .refused(.nothing)
    case .unacknowledged, .returned: return .refused(.notAcknowledged)
    case .acknowledged, .latched: return forgetAcknowledgement()
    }
  }

  /// The acknowledgement no longer holds: by hand, by its own end, or by a coupling.
  mutating func forgetAcknowledgement() -> AlarmOutcome {
    let severity = max(current ?? .blue, core == .latched ? acknowledgement?.severity ?? .blue : .blue)
    core = core == .latched ? .returned : .unacknowledged
    announced = severity
    acknowledgement = nil
    revise()
    return .changed(announce: true)
  }

  mutating func reset() -> AlarmOutcome {
    switch core {
    case .normal: return .refused(.nothing)
    case .unacknowledged, .acknowledged: return .refused(.active)
    case .returned: return .refused(.unacknowledged)
    case .latched:
      becomeNormal()
      return .changed()
    }
  }

  mutating func note(_ text: SafeText, by: SafeText, at: Timestamp) -> AlarmOutcome {
    notes.append(Note(at: at, by: by, text: text))
    if notes.count > 50 { notes.removeFirst() }
    return .noted
  }
}
