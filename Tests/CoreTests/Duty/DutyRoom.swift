import TextSafety

@testable import Core

/// A desk whose city has deadlines, report plans and a key period; every command is confirmed by a log that never fails.
struct DutyRoom {
  static let flood = AlarmKey.feed(source: "/f", alert: "a")
  static let officer = Operator(id: "duty-02", shift: "day")
  static let lead = Operator(id: "lead-01", shift: "day", role: .shiftLead)

  var state: State
  /// All that the journal has been given.
  var entries: [JournalEntry] = []
  var answers: [Effect.Answer] = []
  var sounds: [Severity] = []

  init(_ change: (inout City) -> Void = { _ in }) {
    var city = City(
      code: PlaceCode(digits: 440800),
      departments: [Department(id: "sw", name: LocalName(zh: "市水务局"), short: LocalName(zh: "水务局"))])
    city.duty.limits = [.red: .init(acknowledge: 180, act: 600), .yellow: .init(acknowledge: 900)]
    city.duty.urgeInterval = 600
    city.duty.shelfLimits = [.dutyOfficer: 3600]
    city.duty.reports = [
      ReportPlan(
        id: "flood", name: LocalName(zh: "险情"), categories: [.flood], first: 1800, written: 7200, followEvery: 3600, final: 86_400
      )
    ]
    change(&city)
    state = State(city: city, startingAt: .start)
  }

  mutating func run(_ action: Action) {
    var effects: [Effect] = []
    state.reduce(action, effects: &effects)
    for effect in effects {
      switch effect {
      case .journal(let entry): entries.append(entry)
      case .tell(let answer): answers.append(answer)
      case .announce(let severity, _): sounds.append(severity)
      default: break
      }
    }
    if case .journalFailed = action { return }
    if state.journal.failure == nil, let last = entries.last {
      state.reduce(.journalled(through: last.sequence), effects: &effects)
    }
  }

  mutating func raise(
    _ severity: Severity, _ alert: SafeText = "a", category: AlertReport.Category = .app, after seconds: Double = 0,
    isExercise: Bool = false, grade: AlertReport.Grade? = nil, response: AlertReport.Response.Level? = nil
  ) {
    report(.firing, severity, alert, category, seconds, isExercise, grade, response.map { .init(plan: "防汛", level: $0) })
  }

  mutating func clear(_ alert: SafeText = "a", after seconds: Double) { report(.resolved, .red, alert, .app, seconds, false) }

  private mutating func report(
    _ status: AlertReport.Status, _ severity: Severity, _ alert: SafeText, _ category: AlertReport.Category, _ seconds: Double,
    _ isExercise: Bool, _ grade: AlertReport.Grade? = nil, _ response: AlertReport.Response? = nil
  ) {
    var report = AlertReport(alert: alert, status: status, severity: severity, category: category, event: "e", headline: "积水")
    (report.grade, report.response) = (grade, response)
    let time = Timestamp.start + seconds
    let event = Event(
      source: "/f", id: "\(alert)-\(Int64(seconds * 10))-\(severity.word)", time: time, subject: alert, place: .none,
      marks: isExercise ? .exercise : [], payload: .alert(report))
    run(.event(event, collector: "c", at: time))
  }

  mutating func command(_ command: OperatorCommand, by who: Operator = officer, after seconds: Double = 0) {
    run(.command(command, by: who, at: .start + seconds))
  }

  mutating func work(_ action: DutyAction, by who: Operator = officer, after seconds: Double = 0) {
    command(.duty(Self.flood, action), by: who, after: seconds)
  }

  mutating func tick(after seconds: Double) { run(.tick(.start + seconds)) }

  var alarm: Alarm? { state.alarms[Self.flood] }
  var inputs: [String] { entries.map { $0.refusal.map { "✗\($0.code)" } ?? $0.input.string } }

  /// What a restart makes of the journal, with the entries read back from their JSON.
  func restarted() throws -> DutyRoom {
    var room = DutyRoom()
    let kept = try entries.map { try JournalCopy.of($0) }
    var latest: [AlarmKey: Alarm] = [:]
    for entry in kept { if let after = entry.after { latest[after.key] = after } }
    room.state = State(city: state.city, startingAt: state.now)
    room.state.restore(alarms: Array(latest.values), lastSequence: kept.last?.sequence ?? 0)
    room.state.restore(journal: kept)
    return room
  }
}
