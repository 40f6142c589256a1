public import TextSafety

/// One line of the year's task ledger.
public struct TaskReport: Sendable, Equatable {
  public enum State: String, Sendable, CaseIterable {
    case notStarted = "not_started", inProgress = "in_progress", atRisk = "at_risk", blocked, overdue, done, cancelled
  }

  public struct Target: Sendable, Equatable {
    public enum Comparison: String, Sendable, CaseIterable {
      case atLeast = ">=", above = ">", atMost = "<=", below = "<", equal = "="
    }
    public var comparison: Comparison
    public var value: Double
    public var unit: SafeText
    public var by: CivilDate?

    public init(comparison: Comparison, value: Double, unit: SafeText, by: CivilDate? = nil) {
      self.comparison = comparison
      self.value = value
      self.unit = unit
      self.by = by
    }
  }

  public struct Milestone: Sendable, Equatable {
    public var title: SafeText
    public var due: CivilDate
    public var isDone: Bool

    public init(title: SafeText, due: CivilDate, isDone: Bool) {
      self.title = title
      self.due = due
      self.isDone = isDone
    }
  }

  public var task: SafeText
  public var title: SafeText
  public var lead: SafeText
  public var item: SafeText?
  public var state: State
  /// 0…1
  public var progress: Double?
  public var value: Double?
  public var target: Target?
  public var milestones: [Milestone]
  public var updatedAt: Timestamp?

  public init(
    task: SafeText, title: SafeText, lead: SafeText, state: State, item: SafeText? = nil, progress: Double? = nil,
    value: Double? = nil,
    target: Target? = nil, milestones: [Milestone] = [], updatedAt: Timestamp? = nil
  ) {
    self.task = task
    self.title = title
    self.lead = lead
    self.state = state
    self.item = item
    self.progress = progress
    self.value = value
    self.target = target
    self.milestones = milestones
    self.updatedAt = updatedAt
  }
}
