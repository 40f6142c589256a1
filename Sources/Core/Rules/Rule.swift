public import TextSafety

/// A condition that raises an alert: what is read, the levels it is held against, and what the alert says.
public struct Rule: Sendable, Equatable {
  /// What a rule reads: each gives one value per instance.
  public enum Subject: Sendable, Equatable {
    /// Samples of one indicator; every label given must match. `perLabels` names the labels that make instances apart.
    case metric(name: SafeText, labels: [Label])
    /// A quantity of exchange queues; `queue` nil means all.
    case queue(QueueQuantity, queue: SafeText?)
    /// Online ÷ total of a fleet, for the whole and by area.
    case fleetOnline(fleet: SafeText?, byArea: Bool)
    /// Progress of tasks behind plan: 1 where the state is at risk or overdue.
    case task
    /// Seconds a source has been silent beyond its limit; sources listed by the city.
    case sourceSilence(coreOnly: Bool)
    /// 1 while a source says that its own upstream is down.
    case sourceDown
  }

  public enum QueueQuantity: String, Sendable, CaseIterable {
    /// Backlog in its unit.
    case depth
    /// Seconds of age of the oldest item.
    case oldest
    /// Oldest item ÷ agreed limit.
    case oldestOverLimit = "oldest_over_limit"
    /// Seconds since nothing has moved although something waits (state stall or stop).
    case stalled
    /// 1 while moving but falling behind (state warn).
    case behind
    case retrying, failed
  }

  public enum Direction: String, Sendable, CaseIterable {
    /// Worse upwards: value ≥ level.
    case above
    /// Worse downwards: value < level.
    case below
  }

  /// A level and how long the value must stay there before it counts.
  public struct Level: Sendable, Equatable {
    public var severity: Severity
    public var value: Double
    public var holdSeconds: Double

    public init(severity: Severity, value: Double, holdSeconds: Double = 0) {
      self.severity = severity
      self.value = value
      self.holdSeconds = holdSeconds
    }
  }

  public var id: SafeText
  public var subject: Subject
  public var direction: Direction
  /// Worst first.
  public var levels: [Level]
  /// A level ends only when the value has come back by this much beyond it (same unit as the value).
  public var hysteresis: Double
  /// And has stayed there this long.
  public var clearHoldSeconds: Double
  public var category: AlertReport.Category
  /// What happened, as a template: `{name} {value} {op} {level}`; see `RuleText`.
  public var headline: LocalName
  /// Who acts: a department or role in the city's words.
  public var owner: LocalName
  /// Steps, one a line.
  public var guidance: LocalName
  public var runbook: SafeText?
  /// Alerts of one group fold together.
  public var group: SafeText?
  /// False only for plain notices that need no acknowledgement after they went away.
  public var latches: Bool
  /// Where in the seeds or elsewhere its figure comes from.
  public var basis: SafeText

  public init(
    id: SafeText, subject: Subject, direction: Direction = .above, levels: [Level], hysteresis: Double = 0,
    clearHoldSeconds: Double = 0,
    category: AlertReport.Category, headline: LocalName, owner: LocalName = LocalName(), guidance: LocalName = LocalName(),
    runbook: SafeText? = nil, group: SafeText? = nil, latches: Bool = true, basis: SafeText = ""
  ) {
    self.id = id
    self.subject = subject
    self.direction = direction
    self.levels = levels.sorted { $0.severity > $1.severity }
    self.hysteresis = hysteresis
    self.clearHoldSeconds = clearHoldSeconds
    self.category = category
    self.headline = headline
    self.owner = owner
    self.guidance = guidance
    self.runbook = runbook
    self.group = group
    self.latches = latches
    self.basis = basis
  }
}

/// The part of a rule that every reading is held against.
struct RuleLevels: Sendable {
  let direction: Rule.Direction
  let levels: [Rule.Level]
  let hysteresis: Double
  let clearHoldSeconds: Double

  init(_ rule: Rule) {
    direction = rule.direction
    levels = rule.levels
    hysteresis = rule.hysteresis
    clearHoldSeconds = rule.clearHoldSeconds
  }
}

/// While a cause is active, alerts that follow from it are suppressed by design; when the cause turns stale it stops suppressing.
public struct Suppression: Sendable, Equatable {
  public var id: SafeText
  /// The alarm key (or a prefix ending in `*`) of the cause.
  public var cause: SafeText
  /// Alarm keys (or prefixes ending in `*`) of what follows.
  public var followers: [SafeText]

  public init(id: SafeText, cause: SafeText, followers: [SafeText]) {
    self.id = id
    self.cause = cause
    self.followers = followers
  }
}
