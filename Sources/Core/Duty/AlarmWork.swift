public import TextSafety

/// What has been done about an alarm: it travels with the alarm through the journal, so that a restart keeps it.
public struct AlarmWork: Sendable, Equatable, Codable {
  public struct Step: Sendable, Equatable, Codable {
    public var at: Timestamp
    /// Nil: the deadline did it, not an operator.
    public var by: SafeText?
    public var text: SafeText
  }

  /// Reported up, and to whom.
  public struct Escalation: Sendable, Equatable, Codable {
    public var step: Step
    public var to: DutyLevel
  }

  /// Who has to act: the id of a department or a role.
  public internal(set) var assignment: Step?
  /// The latest of each, `kept` at most; the counts go on.
  public internal(set) var urges: [Step] = []
  public internal(set) var urgeCount = 0
  public internal(set) var supervisions: [Step] = []
  public internal(set) var escalations: [Escalation] = []
  /// One for each report plan.
  public internal(set) var reports: [ReportClock] = []
  /// Deadlines that have passed and were told.
  public internal(set) var missed: [DutyDeadline] = []
  /// The occurrence that somebody has done something about.
  public internal(set) var actedOccurrence: Int?

  static let kept = 20

  public var hasOpenReport: Bool { reports.contains { !$0.isClosed } }
  public var isEmpty: Bool { self == AlarmWork() }

  /// A new beginning: only reports that are still owed go on.
  mutating func renew() {
    let open = reports.filter { !$0.isClosed }
    self = AlarmWork()
    reports = open
  }

  mutating func miss(_ deadline: DutyDeadline) { missed = missed.suffix(Self.kept - 1) + [deadline] }
}
