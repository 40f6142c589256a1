public import TextSafety

/// What has to be reported to whom and by when (首报, 书面报告, 续报, 终报): data of the city, with the rule it rests on.
public struct ReportPlan: Sendable, Equatable {
  public var id: SafeText
  public var name: LocalName
  /// Who is reported to.
  public var recipient: LocalName
  /// Alarms of these categories and at least this severity need it; no category: none starts by itself.
  public var categories: Set<AlertReport.Category>
  public var from: Severity
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
    from: Severity = .red, first: Double, written: Double? = nil, followEvery: Double? = nil, final: Double? = nil,
    basis: LocalName = LocalName()
  ) {
    self.id = id
    self.name = name
    self.recipient = recipient
    self.categories = categories
    self.from = from
    self.first = first
    self.written = written
    self.followEvery = followEvery
    self.final = final
    self.basis = basis
  }

  /// True where such an alarm starts its clocks by itself.
  func fits(_ alarm: Alarm) -> Bool {
    guard !alarm.facts.isExercise, let severity = alarm.current else { return false }
    return severity >= from && categories.contains(alarm.facts.category)
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
