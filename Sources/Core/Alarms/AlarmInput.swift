public import TextSafety

/// Everything that can happen to an alarm: the rows of the table.
public enum AlarmInput: Sendable, Equatable {
  // From its source.
  case raise(Severity, sequence: Int64)
  case clear(sequence: Int64, cause: SafeText)
  case sourceLost, sourceBack
  // From an operator.
  case acknowledge(revision: Int, by: SafeText, until: Timestamp?)
  case unacknowledge(by: SafeText)
  case reset(by: SafeText)
  case note(text: SafeText, by: SafeText)
  /// Nil: no operator, but a rule of the city.
  case duty(DutyAction, by: SafeText?)
  case shelve(until: Timestamp, by: SafeText, reason: SafeText, isOneShot: Bool)
  case unshelve(revision: Int, by: SafeText)
  case takeOutOfService(by: SafeText, permit: SafeText)
  case returnToService(by: SafeText)
  // From a timer: each names what it belongs to, so that the timer of an earlier one does nothing.
  case acknowledgementExpired(of: Timestamp)
  case shelfExpired(number: Int)
  /// It has long been milder than what was acknowledged: a second rise is to be news again.
  case acknowledgementDecayed
  case timeToLive(clears: Bool)
  /// The ESCALATE timer.
  case deadlinePassed(DutyDeadline)
  // By design.
  case suppress(rule: SafeText), unsuppress(rule: SafeText)
  case ruleEdited, ruleDeleted

  /// The row's name in the journal.
  public var word: SafeText {
    switch self {
    case .raise: "raise"
    case .clear: "clear"
    case .sourceLost: "source_lost"
    case .sourceBack: "source_back"
    case .acknowledge: "ack"
    case .unacknowledge: "unack"
    case .reset: "reset"
    case .note: "note"
    case .shelve: "shelve"
    case .unshelve: "unshelve"
    case .takeOutOfService: "oos"
    case .returnToService: "rts"
    case .acknowledgementExpired: "ack_expired"
    case .shelfExpired: "shelf_expired"
    case .acknowledgementDecayed: "ack_decayed"
    case .timeToLive: "ttl"
    case .duty(let action, _): action.word
    case .deadlinePassed: "escalate"
    case .suppress: "suppress"
    case .unsuppress: "unsuppress"
    case .ruleEdited: "rule_edited"
    case .ruleDeleted: "rule_deleted"
    }
  }

  /// Who asked for it; nil for sources, timers and rules.
  public var operatorID: SafeText? {
    switch self {
    case .acknowledge(_, let by, _), .unacknowledge(let by), .reset(let by), .note(_, let by), .shelve(_, let by, _, _),
      .unshelve(_, let by),
      .takeOutOfService(let by, _), .returnToService(let by):
      by
    case .duty(_, let by): by
    default: nil
    }
  }

  /// How it is filed when it changed the alarm.
  var kind: JournalEntry.Kind {
    if operatorID != nil { return .action }
    switch self {
    case .acknowledgementExpired, .acknowledgementDecayed, .shelfExpired, .timeToLive, .deadlinePassed: return .timer
    default: return .transition
    }
  }

  /// A decision of an operator, which the screen must not show as done before it is on disk.
  var isDecision: Bool {
    switch self {
    case .note, .duty: return false
    default: return operatorID != nil
    }
  }

  var isDeadline: Bool { if case .deadlinePassed = self { true } else { false } }

  /// What was said with it.
  var text: SafeText? {
    switch self {
    case .clear(_, let cause): cause
    case .note(let text, _): text
    case .duty(let action, _): action.text
    case .deadlinePassed(let deadline): deadline.text
    case .shelve(_, _, let reason, _): reason
    case .takeOutOfService(_, let permit): permit
    case .suppress(let rule), .unsuppress(let rule): rule
    default: nil
    }
  }
}
