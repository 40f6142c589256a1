internal import TextSafety

extension Alarm {
  static let noteLimit = 50

  /// ACK is a compare-and-set on the revision that was on the screen.
  mutating func acknowledge(_ seen: Int, by: SafeText, until: Timestamp?, at time: Timestamp) -> AlarmOutcome {
    if core == .normal { return .refused(.nothing) }
    if let acknowledgement { return .refused(.already(by: acknowledgement.by, at: acknowledgement.at)) }
    guard seen == revision else { return .refused(.stale(current: current ?? announced, revision: revision)) }
    accept(by: by, until: until, at: time)
    return .changed(silence: true)
  }

  /// What the operator saw, the worst included, is acknowledged.
  mutating func accept(by: SafeText, until: Timestamp?, at time: Timestamp) {
    guard let worst else { return }
    acknowledgement = Acknowledgement(severity: worst, by: by, at: time, until: until, through: sequence)
    announced = nil
    if isActive {
      core = .acknowledged
      measure(at: time)
    } else if latch == .reset {
      core = .latched
    } else {
      settle()
    }
  }

  /// Takes an acknowledgement back: all that it covered is open again.
  mutating func unacknowledge() -> AlarmOutcome {
    if core == .normal { return .refused(.nothing) }
    guard let acknowledgement else { return .refused(.notAcknowledged) }
    return reopen(announcing: acknowledgement.severity)
  }

  mutating func reset() -> AlarmOutcome {
    switch core {
    case .normal: return .refused(.nothing)
    case .unacknowledged, .acknowledged: return .refused(.active)
    case .returned: return .refused(.unacknowledged)
    case .latched:
      settle()
      return .changed()
    }
  }

  mutating func note(_ text: SafeText, by: SafeText, at time: Timestamp) -> AlarmOutcome {
    notes = notes.suffix(Alarm.noteLimit - 1) + [Note(at: time, by: by, text: text)]
    if core != .normal { markActed() }
    return .changed()
  }
}
