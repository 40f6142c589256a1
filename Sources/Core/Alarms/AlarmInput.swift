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
  case shelve(until: Timestamp, by: SafeText, reason: SafeText, isOneShot: Bool)
  case unshelve(revision: Int, by: SafeText)
  case takeOutOfService(by: SafeText, permit: SafeText)
  case returnToService(by: SafeText)
  // From a timer: each names what it belongs to, so that the timer of an earlier one does nothing.
  case acknowledgementExpired(of: Timestamp)
  case shelfExpired(number: Int)
  case timeToLive(clears: Bool)
  case escalate
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
    case .timeToLive: "ttl"
    case .escalate: "escalate"
    case .suppress: "suppress"
    case .unsuppress: "unsuppress"
    case .ruleEdited: "rule_edited"
    case .ruleDeleted: "rule_deleted"
    }
  }

  /// Who asked for it; nil for sources, timers and rules.
  public var operatorID: SafeText? {
    switch self {
    case .acknowledge(_, let by, _), .unacknowledge(let by), .reset(let by), .note(_, let by), .shelve(_, let by, _, _), .unshelve(_, let by),
      .takeOutOfService(let by, _), .returnToService(let by):
      by
    default: nil
    }
  }
}

/// Why nothing was done, with the facts.
public enum AlarmRefusal: Sendable, Equatable, Codable {
  case nothing
  case already(by: SafeText, at: Timestamp)
  case stale(current: Severity?, revision: Int)
  case notAcknowledged, active, unacknowledged, forbidden, tooLong, notShelved, inService
  case unknownAlarm, journalUnavailable, readOnly

  public var code: SafeText {
    switch self {
    case .nothing: "NOTHING"
    case .already: "ALREADY"
    case .stale: "STALE"
    case .notAcknowledged: "NOTACKED"
    case .active: "ACTIVE"
    case .unacknowledged: "UNACKED"
    case .forbidden: "FORBIDDEN"
    case .tooLong: "TOOLONG"
    case .notShelved: "NOTSHELVED"
    case .inService: "INSERVICE"
    case .unknownAlarm: "UNKNOWN"
    case .journalUnavailable: "NOJOURNAL"
    case .readOnly: "READONLY"
    }
  }
}

/// How an alarm's rule wants it handled.
public struct AlarmOptions: Sendable, Equatable {
  public enum Latch: Sendable {
    /// Cleared is over, seen or not.
    case none
    /// Cleared and never acknowledged stays until somebody has seen it.
    case acknowledge
    /// And then waits for a reset.
    case reset
  }

  public var latch = Latch.acknowledge
  /// Seconds a single shelf, and an unbroken chain of them, may last.
  public var maximumShelf = 8.0 * 3600
  public var maximumShelfChain = 24.0 * 3600
  /// From this severity on nothing is shelved.
  public var noShelfFrom = Severity.red
  /// Late source events older than this are history only.
  public var lateWindow = 600.0

  public init() {}
}

/// What an input did.
public struct AlarmOutcome: Sendable, Equatable {
  public enum Change: Sendable, Equatable {
    /// Nothing at all: a timer of something that is over.
    case none
    case duplicate
    /// Heard and written down; the core is as it was.
    case noted
    case changed
  }

  public var change = Change.none
  /// An operator must hear of it.
  public var announce = false
  /// Its sound may end.
  public var silence = false
  public var refusal: AlarmRefusal?

  public var isChanged: Bool { change == .changed }

  static let nothing = AlarmOutcome()
  static let duplicate = AlarmOutcome(change: .duplicate)
  static let noted = AlarmOutcome(change: .noted)
  static func changed(announce: Bool = false, silence: Bool = false) -> AlarmOutcome {
    AlarmOutcome(change: .changed, announce: announce, silence: silence)
  }
  static func refused(_ refusal: AlarmRefusal) -> AlarmOutcome { AlarmOutcome(refusal: refusal) }
}
