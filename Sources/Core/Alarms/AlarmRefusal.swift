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
  /// It was done a moment ago.
  case tooSoon(until: Timestamp)
  /// No report is owed.
  case noReport
  /// There is no such department, role or plan.
  case unknownTarget
  /// Reds in a key period: two have to acknowledge them together.
  case secondOperator
  /// The id or its PIN is wrong.
  case wrongPIN
  /// Too many wrong PINs.
  case lockedOut(until: Timestamp)
  /// Nobody is signed in.
  case notSignedIn
  /// One drill at a time.
  case drill(isOn: Bool)
  /// The drill that is on is another one than was meant.
  case otherDrill(number: Int64)

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
    case .tooSoon: "TOOSOON"
    case .noReport: "NOREPORT"
    case .unknownTarget: "NOTARGET"
    case .secondOperator: "SECOND"
    case .wrongPIN: "WRONGPIN"
    case .lockedOut: "LOCKEDOUT"
    case .notSignedIn: "NOTSIGNEDIN"
    case .drill, .otherDrill: "DRILL"
    }
  }
}
