public import TextSafety

/// What a feed says of an alert. Whether anybody has acknowledged it is ours, not the feed's.
public struct AlertReport: Sendable, Equatable {
  public enum Status: String, Sendable, CaseIterable { case firing, update, resolved, cancelled }
  public enum Certainty: String, Sendable, CaseIterable { case observed, likely, possible, unlikely, unknown }
  public enum Urgency: String, Sendable, CaseIterable { case immediate, expected, future, past, unknown }
  public enum Category: String, Sendable, CaseIterable, Codable {
    case cloud, network, data, crypto, security, app, hotline, terminal, weather, flood, water, fire, geo, transport, environment,
      health,
      market, workSafety = "work_safety", social, task, feed, other
  }

  /// A weather signal: its colour is the weather office's, never our severity.
  public struct Signal: Sendable, Equatable, Codable {
    public enum Color: String, Sendable, CaseIterable, Codable { case white, blue, yellow, orange, red }
    public var hazard: SafeText
    public var color: Color

    public init(hazard: SafeText, color: Color) {
      self.hazard = hazard
      self.color = color
    }
  }

  /// The level of an emergency response plan in force.
  public struct Response: Sendable, Equatable, Codable {
    public enum Level: String, Sendable, CaseIterable, Codable { case one = "I", two = "II", three = "III", four = "IV" }
    public var plan: SafeText
    public var level: Level

    public init(plan: SafeText, level: Level) {
      self.plan = plan
      self.level = level
    }
  }

  /// The grade of an incident (突发事件): 特别重大, 重大, 较大, 一般. Government sets it; it is no level of a response and no severity of ours.
  public enum Grade: String, Sendable, CaseIterable, Codable { case one = "I", two = "II", three = "III", four = "IV" }

  public var alert: SafeText
  public var status: Status
  /// Nil where the feed says `info`: shown in the log, never an alert.
  public var severity: Severity?
  public var category: Category
  public var event: SafeText
  public var headline: SafeText
  public var detail: SafeText?
  public var instruction: SafeText?
  public var sender: SafeText?
  public var onsetAt: Timestamp?
  public var effectiveAt: Timestamp?
  public var expiresAt: Timestamp?
  public var areas: [PlaceCode]
  public var certainty: Certainty?
  public var urgency: Urgency?
  public var signal: Signal?
  public var response: Response?
  public var grade: Grade?
  public var value: Double?
  public var threshold: Double?
  public var unit: SafeText?
  public var labels: [Label]
  public var references: [SafeText]
  public var runbook: SafeText?
  public var group: SafeText?

  public init(
    alert: SafeText, status: Status, severity: Severity?, category: Category, event: SafeText, headline: SafeText,
    detail: SafeText? = nil, instruction: SafeText? = nil, sender: SafeText? = nil, onsetAt: Timestamp? = nil,
    effectiveAt: Timestamp? = nil, expiresAt: Timestamp? = nil, areas: [PlaceCode] = [], certainty: Certainty? = nil,
    urgency: Urgency? = nil, signal: Signal? = nil, response: Response? = nil, value: Double? = nil, threshold: Double? = nil,
    unit: SafeText? = nil, labels: [Label] = [], references: [SafeText] = [], runbook: SafeText? = nil, group: SafeText? = nil,
    grade: Grade? = nil
  ) {
    self.alert = alert
    self.status = status
    self.severity = severity
    self.category = category
    self.event = event
    self.headline = headline
    self.detail = detail
    self.instruction = instruction
    self.sender = sender
    self.onsetAt = onsetAt
    self.effectiveAt = effectiveAt
    self.expiresAt = expiresAt
    self.areas = areas
    self.certainty = certainty
    self.urgency = urgency
    self.signal = signal
    self.response = response
    self.value = value
    self.threshold = threshold
    self.unit = unit
    self.labels = labels
    self.references = references
    self.runbook = runbook
    self.group = group
    self.grade = grade
  }
}

/// Our own grade of an alert; not a weather signal, not the grade of an incident, not the level of a response.
public enum Severity: Int, Sendable, CaseIterable, Comparable, Codable, Hashable {
  case blue = 1, yellow, orange, red

  /// The names that feeds and rules use.
  public init?(name: some StringProtocol) {
    switch name {
    case "red": self = .red
    case "orange": self = .orange
    case "yellow": self = .yellow
    case "blue": self = .blue
    default: return nil
    }
  }

  public var name: String {
    switch self {
    case .red: "red"
    case .orange: "orange"
    case .yellow: "yellow"
    case .blue: "blue"
    }
  }

  public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}
