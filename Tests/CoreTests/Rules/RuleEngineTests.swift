import Testing
import TextSafety

@testable import Core

/// Rules as text timelines: `t+seconds reading → what is decided` (`·` nothing, `clear`, or a severity). `-` is "not known", `tick` the clock.
struct RuleEngineTests {
  private static let load = Rule(
    id: "load", subject: .metric(name: "cloud.load_ratio", labels: []),
    levels: [
      .init(severity: .yellow, value: 0.85, holdSeconds: 60), .init(severity: .orange, value: 0.92, holdSeconds: 30),
      .init(severity: .red, value: 0.97),
    ], hysteresis: 0.02, clearHoldSeconds: 60, category: .cloud, headline: LocalName(zh: "{name} {value} {op} {level}"))

  private static let online = Rule(
    id: "online", subject: .metric(name: "cloud.load_ratio", labels: []), direction: .below,
    levels: [.init(severity: .blue, value: 0.95), .init(severity: .orange, value: 0.80)], hysteresis: 0.01, category: .terminal,
    headline: LocalName(zh: "在线率 {value} {op} {level}"))

  private func expect(_ rule: Rule, _ timeline: String, sourceLocation: SourceLocation = #_sourceLocation) {
    var engine = RuleEngine(rules: [rule])
    for line in timeline.split(separator: "\n") {
      let words = line.split(separator: " ")
      let at = Timestamp.start + (Double(words[0].dropFirst(2)) ?? .nan)
      var verdicts: [Verdict] = []
      if words[1] == "tick" {
        engine.tick(at: at, into: &verdicts)
      } else {
        let reading = Reading.metric(
          name: "cloud.load_ratio", labels: [], subject: "cloud", place: .none, value: Double(words[1]))
        engine.observe(reading, at: at, into: &verdicts)
      }
      let decided = verdicts.map { verdict -> String in
        if case .raise(let severity, _, _) = verdict.change { return severity.name }
        return "clear"
      }
      #expect(decided == (words[3] == "·" ? [] : [String(words[3])]), "\(line)", sourceLocation: sourceLocation)
    }
  }

  @Test func aLevelCountsAfterItsHold() {
    expect(
      Self.load,
      """
      t+0 0.40 → ·
      t+60 0.40 → clear
      t+70 0.90 → ·
      t+100 0.90 → ·
      t+129 tick → ·
      t+130 tick → yellow
      t+140 0.91 → ·
      t+150 0.98 → red
      t+151 0.98 → ·
      """)
  }

  @Test func aDipStartsTheHoldAnew() {
    expect(
      Self.load,
      """
      t+0 0.90 → ·
      t+50 0.80 → ·
      t+55 0.90 → ·
      t+114 tick → ·
      t+115 tick → yellow
      """)
  }

  @Test func aLevelEndsBeyondTheDeadBandAndAfterItsHold() {
    expect(
      Self.load,
      """
      t+0 0.97 → red
      t+10 0.96 → ·
      t+100 0.96 → ·
      t+110 0.94 → ·
      t+150 0.955 → ·
      t+160 0.94 → ·
      t+219 tick → ·
      t+220 tick → orange
      t+230 0.50 → ·
      t+290 0.50 → clear
      t+999 0.50 → ·
      """)
  }

  @Test func whatIsNotKnownClearsNothing() {
    expect(
      Self.load,
      """
      t+0 0.97 → red
      t+10 0.40 → ·
      t+20 - → ·
      t+500 tick → ·
      t+510 0.40 → ·
      t+569 0.40 → ·
      t+570 tick → clear
      """)
  }

  @Test func worseDownwards() {
    expect(
      Self.online,
      """
      t+0 0.95 → ·
      t+5 0.97 → clear
      t+10 0.94 → blue
      t+20 0.955 → ·
      t+30 0.80 → ·
      t+40 0.79 → orange
      t+50 0.805 → ·
      t+60 0.81 → blue
      t+70 0.96 → clear
      """)
  }

  @Test func aClockThatJumpedForthPutsNothingOff() {
    expect(
      Self.load,
      """
      t+999999 0.90 → ·
      t+10 0.90 → ·
      t+70 0.90 → yellow
      """)
  }

  @Test func verdictsKeepTheirOrderThoughAnEventComesLate() {
    var engine = RuleEngine(rules: [Self.load])
    var verdicts: [Verdict] = []
    func reading(_ value: Double) -> Reading {
      .metric(name: "cloud.load_ratio", labels: [], subject: "cloud", place: .none, value: value)
    }
    engine.observe(reading(0.90), at: .start, into: &verdicts)
    engine.tick(at: .start + 90, into: &verdicts)
    engine.observe(reading(0.99), at: .start + 70, into: &verdicts)
    #expect(verdicts.map(\.sequence) == [90_000, 90_001].map { Timestamp.start.milliseconds + $0 })
  }

  @Test func eachKindGivesItsValue() {
    func rule(_ id: SafeText, _ subject: Rule.Subject, _ value: Double, _ direction: Rule.Direction = .above) -> Rule {
      Rule(
        id: id, subject: subject, direction: direction, levels: [.init(severity: .orange, value: value)], category: .data,
        headline: LocalName(zh: "{name}"))
    }
    let town = PlaceCode(digits: 440_803_001)
    var engine = RuleEngine(rules: [
      rule("other", .metric(name: "other", labels: []), 0),
      rule("arm", .metric(name: "cloud.load_ratio", labels: [Label("arch", "arm")]), 0.9),
      rule("limit", .queue(.oldestOverLimit, queue: nil), 1), rule("stall", .queue(.stalled, queue: "q-1"), 60),
      rule("all", .fleet(.init(.online, fleet: "kiosk")), 0.9, .below),
      rule("area", .fleet(.init(.online, by: .area)), 0.9, .below), rule("task", .task(.state, task: nil), 1),
      rule("core", .sourceSilence(coreOnly: true), 1), rule("down", .sourceDown, 1),
    ])
    var verdicts: [Verdict] = []
    let party = Party(id: "a", name: "甲")
    let queue = QueueReading(
      queue: "q-1", title: "户籍", mode: .table, provider: party, consumer: party, depth: 5, unit: "{record}", state: .stall,
      oldestSeconds: 90,
      lastSuccess: .start - 120, limitSeconds: 60)
    let area = FleetReport.Area(place: town, total: 10, online: 5)
    let silent = FleetReport.Area(place: PlaceCode(digits: 440_803), total: 0, online: 0)
    let fleet = FleetReport(fleet: "kiosk", title: "粤智助", total: 20, online: 10, areas: [area], isSnapshot: true)
    for reading: Reading in [
      .metric(name: "cloud.load_ratio", labels: [Label("arch", "arm")], subject: "cloud", place: town, value: 0.95),
      .metric(name: "cloud.load_ratio", labels: [Label("arch", "x86")], subject: "cloud", place: town, value: 0.95),
      .metric(name: "cloud.load_ratio", labels: [Label("arch", "arm")], subject: "cloud", place: town, value: .infinity),
      .queue(queue, place: town), .fleet(fleet, areas: [area, silent], place: .none),
      .task(TaskReport(task: "t-1", title: "扩容", lead: "a", state: .overdue), place: .none),
      .source(id: "/a", isCore: true, silentSeconds: 5, isDown: true),
      .source(id: "/b", isCore: false, silentSeconds: 5, isDown: true),
    ] { engine.observe(reading, at: .start, into: &verdicts) }
    let decided = verdicts.map { verdict -> String in
      guard case .raise(.orange, let value, _) = verdict.change else { return "?" }
      return "\(verdict.rule.id) \(verdict.instance) \(verdict.name) \(verdict.place.digits) \(value)"
    }
    #expect(
      decided == [
        "arm cloud{arch=arm}@440803001 arm 440803001 0.95", "limit q-1 户籍 440803001 1.5", "stall q-1 户籍 440803001 120.0",
        "all kiosk 粤智助 0 0.5", "area kiosk/440803001 粤智助 440803001 0.5", "task t-1 扩容 0 1.0", "core /a /a 0 5.0",
        "down /a /a 0 1.0",
        "down /b /b 0 1.0",
      ])
  }

  @Test(arguments: [
    (0.91, RuleText.Unit.ratio, "91.0%"), (48_210, .plain, "48,210"), (38.46, .plain, "38.5"), (1260, .duration, "21:00"),
    (3727, .duration, "1:02:07"), (1e300, .plain, "1e+300"), (.infinity, .plain, "–"), (.infinity, .duration, "–"),
  ])
  func numbersAreWrittenByTheirUnit(value: Double, unit: RuleText.Unit, text: String) {
    #expect(RuleText.number(value, unit).string == text)
  }

  @Test func templatesAreFilled() {
    let values = RuleText.Values(name: "户籍", value: 0.91, level: 0.85, direction: .above, unit: .ratio, place: "霞山")
    #expect(RuleText.fill("{place} {name}:{value} {op} {level} {x} {", values) == "霞山 户籍:91.0% ≥ 85.0% {x} {")
    #expect(RuleText.fill("", values).isEmpty)
  }
}
