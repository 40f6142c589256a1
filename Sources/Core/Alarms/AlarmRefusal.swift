public import TextSafety

/// Why a command was refused: nothing changed, and the operator is told the facts.
public enum AlarmRefusal: Sendable, Equatable, Codable {
  /// There is nothing to act on: the alarm is normal.
  case nothing
  /// Somebody was faster.
  case already(by: SafeText, at: Timestamp)
  /// It has changed since the screen was drawn.
  case stale(current: Severity?, revision: Int)
  case notAcknowledged
  /// Its condition still holds.
  case active
  /// It must be acknowledged first.
  case unacknowledged
  /// Too severe to be shelved, or no reason was given.
  case forbidden
  case tooLong
  case notShelved
  case inService
  case unknownAlarm
  case journalUnavailable
  case readOnly
  /// The operator's role is not entitled to it.
  case role
  /// Never on a wall.
  case wall
  /// Drill and actual alarms are never acknowledged together.
  case mixed

  /// `STALE`
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
    case .role: "ROLE"
    case .wall: "WALL"
    case .mixed: "MIXED"
    }
  }
}
