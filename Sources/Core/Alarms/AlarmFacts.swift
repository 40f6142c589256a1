public import TextSafety

/// What the alarm is about and says, as opposed to the state it is in; replaced whole when its source says it anew.
public struct AlarmFacts: Sendable, Equatable {
  public var category: AlertReport.Category
  /// What kind of thing a feed says it is: alarms of one kind and source fold into one row.
  public var event: SafeText?
  /// Already filled in: our rules make it from their templates, feeds send it.
  public var headline: LocalName
  public var detail: SafeText?
  public var place: PlaceCode
  /// Who acts, and whose thing it is.
  public var owner: LocalName
  public var ownerLevel: OwnerLevel?
  public var source: SafeText
  public var sender: SafeText?
  public var value: Double?
  public var threshold: Double?
  public var unit: SafeText?
  public var guidance: LocalName
  public var runbook: SafeText?
  public var group: SafeText?
  public var references: [SafeText]
  /// Three scales of others, each shown in its own words and apart from our severity: a weather office's colour, the level of a response
  /// plan, the grade of an incident.
  public var signal: AlertReport.Signal?
  public var response: AlertReport.Response?
  public var grade: AlertReport.Grade?
  /// When it is over by itself unless its source says otherwise.
  public var expiresAt: Timestamp?
  /// What its rule read when it was raised; nil for what feeds report, and in journals of before.
  public var subject: SafeText?
  public var isExercise: Bool
  public var isSimulated: Bool

  /// What others call it by their own scales is as it was.
  func hasSameScales(as other: AlarmFacts?) -> Bool { grade == other?.grade && response == other?.response }

  public init(
    category: AlertReport.Category, headline: LocalName, detail: SafeText? = nil, place: PlaceCode = .none,
    owner: LocalName = LocalName(), ownerLevel: OwnerLevel? = nil,
    source: SafeText = "", sender: SafeText? = nil, value: Double? = nil, threshold: Double? = nil, unit: SafeText? = nil,
    guidance: LocalName = LocalName(), runbook: SafeText? = nil, group: SafeText? = nil, references: [SafeText] = [],
    signal: AlertReport.Signal? = nil, response: AlertReport.Response? = nil, grade: AlertReport.Grade? = nil,
    expiresAt: Timestamp? = nil, event: SafeText? = nil, subject: SafeText? = nil, isExercise: Bool = false,
    isSimulated: Bool = false
  ) {
    self.category = category
    self.event = event
    self.headline = headline
    self.detail = detail
    self.place = place
    self.owner = owner
    self.ownerLevel = ownerLevel
    self.source = source
    self.sender = sender
    self.value = value
    self.threshold = threshold
    self.unit = unit
    self.guidance = guidance
    self.runbook = runbook
    self.group = group
    self.references = references
    self.signal = signal
    self.response = response
    self.grade = grade
    self.expiresAt = expiresAt
    self.subject = subject
    self.isExercise = isExercise
    self.isSimulated = isSimulated
  }
}
