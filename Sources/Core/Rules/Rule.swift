public import TextSafety

/// A condition that raises an alert: what is read, the levels it is held against, and what the alert says.
public struct Rule: Sendable, Equatable {
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
  public var measure: Measure
  public var direction: Direction
  /// Worst first.
  public var levels: [Level]
  /// Instead of them in key periods (重点时期); empty where they stay the same.
  public var keyPeriodLevels: [Level]
  /// A level ends only when the value has come back by this much beyond it (same unit as the value).
  public var hysteresis: Double
  /// And has stayed there this long.
  public var clearHoldSeconds: Double
  /// A value that has moved by less than this since it was last taken counts as unmoved.
  public var deadband: Double
  public var category: AlertReport.Category
  /// What happened, as a template: `{name} {value} {op} {level}`; see `RuleText`.
  public var headline: LocalName
  /// Who acts: a department or role in the city's words.
  public var owner: LocalName
  /// Whose it is: what the desk does about it follows.
  public var ownerLevel: OwnerLevel?
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
    id: SafeText, subject: Subject, measure: Measure = .value, direction: Direction = .above, levels: [Level],
    keyPeriodLevels: [Level] = [], hysteresis: Double = 0, deadband: Double = 0, clearHoldSeconds: Double = 0,
    category: AlertReport.Category, headline: LocalName, owner: LocalName = LocalName(), ownerLevel: OwnerLevel? = nil,
    guidance: LocalName = LocalName(), runbook: SafeText? = nil, group: SafeText? = nil, latches: Bool = true,
    basis: SafeText = ""
  ) {
    self.id = id
    self.subject = subject
    self.measure = measure
    self.direction = direction
    self.levels = levels.sorted { $0.severity > $1.severity }
    self.keyPeriodLevels = keyPeriodLevels.sorted { $0.severity > $1.severity }
    self.hysteresis = hysteresis
    self.deadband = deadband
    self.clearHoldSeconds = clearHoldSeconds
    self.category = category
    self.headline = headline
    self.owner = owner
    self.ownerLevel = ownerLevel
    self.guidance = guidance
    self.runbook = runbook
    self.group = group
    self.latches = latches
    self.basis = basis
  }

  /// Whether two rules read and judge alike, whatever they say about it.
  func judges(as other: Rule) -> Bool {
    subject == other.subject && measure == other.measure && RuleLevels(self) == RuleLevels(other)
      && RuleLevels(keyPeriodOf: self) == RuleLevels(keyPeriodOf: other)
  }
}

/// Whose thing an alert is about: the province's is reported up, the city's own is acted on, a county's is urged (上报, 处置, 催办).
public enum OwnerLevel: String, Sendable, CaseIterable, Codable {
  case province, city, county

  public var duty: LocalName {
    switch self {
    case .province: LocalName(zh: "上报", en: "report up")
    case .city: LocalName(zh: "处置", en: "act")
    case .county: LocalName(zh: "催办", en: "urge")
    }
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
