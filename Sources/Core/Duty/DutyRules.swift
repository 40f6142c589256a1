public import TextSafety

/// How the desk has to work, as data of the city: deadlines, pauses, limits by role, reports, stock phrases.
public struct DutyRules: Sendable, Equatable {
  /// Seconds from the moment an alarm asks for somebody.
  public struct Limits: Sendable, Equatable {
    public var acknowledge: Double?
    public var act: Double?

    public init(acknowledge: Double? = nil, act: Double? = nil) {
      self.acknowledge = acknowledge
      self.act = act
    }
  }

  /// What may be chosen by number instead of typed.
  public struct Phrases: Sendable, Equatable {
    public var urge: [SafeText] = []
    public var supervise: [SafeText] = []
    public var escalate: [SafeText] = []
    public var shelve: [SafeText] = []

    public init() {}
  }

  public var limits: [Severity: Limits] = [:]
  /// Seconds that lie between two urgings of one alarm.
  public var urgeInterval = 0.0
  /// The longest shelf, in seconds; roles without one have the alarm's own limit.
  public var shelfLimits: [OperatorRole: Double] = [:]
  public var reports: [ReportPlan] = []
  public var phrases = Phrases()

  public init() {}

  public func plan(_ id: SafeText) -> ReportPlan? { reports.first { $0.id == id } }
}
