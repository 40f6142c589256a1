public import TextSafety

/// What has to be reported to whom and by when (首报, 书面报告, 续报, 终报): data of the city, with the rule it rests on.
public struct ReportPlan: Sendable, Equatable {
  public var id: SafeText
  public var name: LocalName
  /// Who is reported to.
  public var recipient: LocalName
  /// Alarms of these categories need it from what `start` says on; no category: all where it names a grade or a response, else none.
  public var categories: Set<AlertReport.Category>
  public var start: Start
  /// From where on, each by a scale of its own: any of them that is reached starts the clock.
  public struct Start: Sendable, Equatable {
    public var severity: Severity?
    /// As government has graded the incident.
    public var grade: AlertReport.Grade?
    /// As the plan for it has been put in force.
    public var response: AlertReport.Response.Level?

    public init(severity: Severity? = nil, grade: AlertReport.Grade? = nil, response: AlertReport.Response.Level? = nil) {
      self.severity = severity
      self.grade = grade
      self.response = response
    }

    func isReached(by alarm: Alarm) -> Bool {
      if let severity, let current = alarm.current, current >= severity { return true }
      if let grade, let given = alarm.facts.grade, given.reaches(grade) { return true }
      guard let response, let given = alarm.facts.response else { return false }
      return given.level.reaches(response)
    }
  }

  /// Seconds from the start.
  public var first: Double
  public var written: Double?
  /// Seconds from one report to the next.
  public var followEvery: Double?
  /// Seconds from the start to the final report; nil: when it is over, without a limit.
  public var final: Double?
  /// Where the figures come from.
  public var basis: LocalName

  public init(
    id: SafeText, name: LocalName, recipient: LocalName = LocalName(), categories: Set<AlertReport.Category> = [],
    start: Start = Start(severity: .red), first: Double, written: Double? = nil, followEvery: Double? = nil, final: Double? = nil,
    basis: LocalName = LocalName()
  ) {
    self.id = id
    self.name = name
    self.recipient = recipient
    self.categories = categories
    self.start = start
    self.first = first
    self.written = written
    self.followEvery = followEvery
    self.final = final
    self.basis = basis
  }

  /// True where such an alarm starts its clocks by itself.
  func fits(_ alarm: Alarm) -> Bool {
    guard !alarm.facts.isExercise, alarm.isActive else { return false }
    let isOfAll = categories.isEmpty && (start.grade != nil || start.response != nil)
    return (isOfAll || categories.contains(alarm.facts.category)) && start.isReached(by: alarm)
  }
}

extension RawRepresentable where Self: CaseIterable & Equatable, AllCases.Index == Int {
  /// As bad as that or worse, on a scale that begins with its worst.
  fileprivate func reaches(_ other: Self) -> Bool {
    (Self.allCases.firstIndex(of: self) ?? .max) <= (Self.allCases.firstIndex(of: other) ?? -1)
  }
}

/// The clocks of one report plan, running for one alarm.
public struct ReportClock: Sendable, Equatable, Codable {
  public enum Stage: String, Sendable, Codable { case first, written, follow, final }

  public struct Sent: Sendable, Equatable, Codable {
    public var stage: Stage
    public var step: AlarmWork.Step
  }

  /// What is owed next.
  public struct Due: Sendable, Equatable {
    public var stage: Stage
    /// The how manieth follow-up report it is; 1 for the others.
    public var number: Int
    /// Nil: owed, but by no fixed time.
    public var at: Timestamp?
  }

  public var plan: SafeText
  public var started: AlarmWork.Step
  /// The latest; all follow-ups are counted.
  public internal(set) var sent: [Sent] = []
  public internal(set) var count = 0
  public internal(set) var isClosed = false

  /// The report that is owed next by its plan; nil when the final one is out.
  public func due(_ plan: ReportPlan) -> Due? {
    guard !isClosed else { return nil }
    if !has(.first) { return Due(stage: .first, number: 1, at: started.at + plan.first) }
    if let written = plan.written, !has(.written) { return Due(stage: .written, number: 1, at: started.at + written) }
    let follow = plan.followEvery.map { every in (sent.last?.step.at ?? started.at) + every }
    let final = plan.final.map { started.at + $0 }
    if let follow, final.map({ follow < $0 }) ?? true {
      return Due(stage: .follow, number: followUps(plan) + 1, at: follow)
    }
    return Due(stage: .final, number: 1, at: final)
  }

  private func has(_ stage: Stage) -> Bool { sent.contains { $0.stage == stage } }
  private func followUps(_ plan: ReportPlan) -> Int { max(0, count - (plan.written == nil ? 1 : 2)) }

  mutating func note(_ stage: Stage, _ step: AlarmWork.Step) {
    count += 1
    // The first ones stay, for they say what has been reported; of follow-ups the latest.
    if sent.count >= AlarmWork.kept, let index = sent.firstIndex(where: { $0.stage == .follow }) { sent.remove(at: index) }
    sent.append(Sent(stage: stage, step: step))
    if stage == .final { isClosed = true }
  }
}
