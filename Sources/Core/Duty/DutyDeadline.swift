public import TextSafety

/// Something that has to be done about an alarm by a moment; it names what it belongs to, so that an earlier one does nothing.
public enum DutyDeadline: Sendable, Hashable, Codable {
  case acknowledge(revision: Int)
  case act(occurrence: Int)
  /// The report after so many that were sent.
  case report(plan: SafeText, sent: Int)

  /// `report cyber`, in the journal.
  public var text: SafeText {
    switch self {
    case .acknowledge: "acknowledge"
    case .act: "act"
    case .report(let plan, _): "report " + plan
    }
  }
}

extension Alarm {
  /// A deadline and its moment.
  public struct Due: Sendable, Equatable {
    public var deadline: DutyDeadline
    public var at: Timestamp
  }

  /// Everything that is due by the city's rules, soonest first; what was missed stays until it is done. Drills have no deadlines.
  public func dues(_ rules: DutyRules) -> [Due] {
    guard !facts.isExercise else { return [] }
    var dues: [Due] = []
    if core != .normal, !isHidden, !rules.limits.isEmpty, let severity = worst, let limits = rules.limits[severity] {
      let asked = askedAt ?? raisedAt
      if needsAcknowledgement, let limit = limits.acknowledge {
        dues.append(Due(deadline: .acknowledge(revision: revision), at: asked + limit))
      }
      if isActive, work?.actedOccurrence != occurrence, let limit = limits.act {
        dues.append(Due(deadline: .act(occurrence: occurrence), at: asked + limit))
      }
    }
    for clock in work?.reports ?? [] {
      guard let plan = rules.plan(clock.plan), let due = clock.due(plan), let at = due.at else { continue }
      dues.append(Due(deadline: .report(plan: clock.plan, sent: clock.count), at: at))
    }
    return dues.sorted { $0.at < $1.at }
  }

  /// The soonest that has not been missed yet.
  func nextDue(_ rules: DutyRules) -> Due? {
    guard !rules.limits.isEmpty || work != nil else { return nil }
    let missed = work?.missed ?? []
    return dues(rules).first { !missed.contains($0.deadline) }
  }
}
