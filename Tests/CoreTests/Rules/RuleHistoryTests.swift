import TestSupport
import Testing
import TextSafety

@testable import Core

/// Random histories: what is decided depends on the actions alone, and hysteresis and dead bands keep what they promise.
struct RuleHistoryTests {
  private static let levels: [Rule.Level] = [
    .init(severity: .yellow, value: 5, holdSeconds: 4), .init(severity: .red, value: 8),
  ]
  private static var rules: [Rule] {
    let metric = Rule.Subject.metric(name: "load", labels: [])
    let rule = RuleTimeline.rule
    return [
      rule(metric, .value, .above, levels, [.init(severity: .orange, value: 3)], 1, 0.5, 3, "level"),
      rule(metric, .rate(perSeconds: 60, windowSeconds: 20), .above, levels, [], 1, 0, 0, "rate"),
      rule(metric, .occurrences(of: .init(.above, 6), windowSeconds: 30), .above, levels, [], 0, 0, 0, "count"),
      rule(metric, .absence, .above, levels, [], 0, 0, 0, "absent"),
      rule(metric, .baseline(side: nil), .above, [.init(severity: .yellow, value: 0.6)], [], 0, 0, 0, "unusual"),
      rule(.aggregate(Rule.Aggregate(.mean, of: "load", by: [.district])), .value, .above, levels, [], 1, 0, 0, "mean"),
      rule(.ratio(Rule.Ratio("load", over: "all")), .value, .above, [.init(severity: .blue, value: 1)], [], 0, 0, 0, "ratio"),
      rule(.tickets(.open, domain: nil, by: .district), .value, .above, levels, [], 0, 0, 0, "tickets"),
      rule(.sourceSilence(coreOnly: false), .value, .above, [.init(severity: .yellow, value: 1)], [], 0, 0, 0, "silent"),
    ]
  }

  private static var city: City {
    var city = SampleState.city
    city.rules = rules
    city.suppressions = [Suppression(id: "x", cause: "rule/silent/*", followers: ["rule/absent/*", "rule/mean/*"])]
    city.sources = [ExpectedSource(source: "/test/a", name: LocalName(zh: "甲"), staleAfterSeconds: 20)]
    city.keyPeriods = [
      KeyPeriod(name: LocalName(zh: "重点"), from: SampleState.start + 150, to: SampleState.start + 300)
    ]
    return city
  }

  /// Seven minutes of four series, two of which fall silent now and then as one source does, with tickets between.
  private func history(_ seed: Int) -> [Action] {
    var random = Seeded(seed)
    var actions: [Action] = []
    for second in 0..<420 {
      for series in 0..<4 where random.below(5) > 0 && (series < 2 || second / 50 % 2 == 0) {
        if series % 2 == 0, (300..<340).contains(second) { continue }
        let value = random.below(40) == 0 ? nil : Double(random.below(100)) / 10
        var event = SampleState.event(
          Feed.gauge(value, random.below(9) == 0 ? "all" : "load"), id: "e\(second)-\(series)", subject: "s\(series % 3)",
          source: series % 2 == 0 ? "/test/a" : "/test/b", at: Double(second) - (random.below(6) == 0 ? 2 : 0),
          place: series == 3 ? 440811 : 440803)
        if random.below(8) == 0 { event.expiryTime = event.time + Double(random.below(30)) }
        actions.append(.event(event, collector: "c", at: SampleState.start + Double(second)))
      }
      if random.below(20) == 0 {
        let event = SampleState.ticket("T\(second)", "积水", at: Double(second))
        actions.append(.event(event, collector: "c", at: event.time))
      }
      if random.below(4) > 0 { actions.append(.tick(SampleState.start + Double(second) + 0.5)) }
    }
    return actions
  }

  /// The journal in short.
  private func fold(_ actions: [Action], reloadingAt moments: Set<Int> = []) -> [String] {
    var feed = Feed(Self.city)
    var entries: [JournalEntry] = []
    for (number, action) in actions.enumerated() {
      entries += feed.reduce(action)
      if moments.contains(number) { entries += feed.reduce(.reconfigured(Self.city, at: feed.state.now)) }
    }
    return entries.map { entry in
      "\(entry.sequence) \(entry.at.milliseconds) \(entry.key?.text ?? "") \(entry.input) \(entry.after?.current?.name ?? "-")"
        + " \(entry.after?.facts.value ?? -1)"
    }
  }

  @Test(arguments: 1...10)
  func aHistoryInPartsWithReloadsBetweenIsTheWholeHistory(seed: Int) {
    let actions = history(seed)
    let whole = fold(actions)
    for rule in Self.rules { #expect(whole.contains { $0.contains("rule/\(rule.id)/") }, "nothing is heard of \(rule.id)") }
    var random = Seeded(seed + 1000)
    let moments = Set((0..<12).map { _ in random.below(actions.count) })
    let parts = fold(actions, reloadingAt: moments)
    let difference = zip(whole, parts).first { $0 != $1 }
    #expect(difference == nil && whole.count == parts.count)
  }

  @Test func theOrderOfRulesDecidesNothing() {
    for seed in 1...5 as ClosedRange<Int> {
      let actions = history(seed)
      var reversed = Feed(Self.city)
      var city = Self.city
      city.rules.reverse()
      reversed.state = State(city: city, startingAt: SampleState.start)
      for action in actions { reversed.reduce(action) }
      var forward = Feed(Self.city)
      for action in actions { forward.reduce(action) }
      let words = { (state: State) in state.alarms.all.map { "\($0.key.text) \($0.core) \($0.current?.name ?? "-")" }.sorted() }
      #expect(words(reversed.state) == words(forward.state))
    }
  }

  @Test func whatIsDecidedHoldsToTheBandsOfItsRule() {
    for seed in 1...50 as ClosedRange<Int> {
      var random = Seeded(seed)
      let hysteresis = Double(random.below(20)) / 10
      let deadband = Double(random.below(20)) / 10
      var engine = RuleEngine(rules: [
        RuleTimeline.rule(levels: [.init(severity: .red, value: 5)], hysteresis: hysteresis, deadband: deadband)
      ])
      // The value that counts: it moves by the dead band at least.
      var taken: Double?
      for second in 0..<400 {
        var verdicts: [Verdict] = []
        let value = Double(random.below(1000)) / 100
        let hasMoved = taken.map { abs(value - $0) >= deadband } ?? true
        if hasMoved { taken = value }
        engine.observe(
          .metric(name: "m", labels: [], subject: "s", place: .none, value: value), at: .start + Double(second), into: &verdicts)
        #expect(verdicts.isEmpty || hasMoved)
        for verdict in verdicts {
          switch verdict.change {
          case .raise(_, let value, _): #expect(value >= 5 && value == taken)
          case .clear(let value): #expect(value < 5 - hysteresis && value == taken)
          }
        }
      }
    }
  }

  @Test func whatOneRuleRemembersIsBounded() {
    var engine = RuleEngine(rules: [RuleTimeline.rule(.metric(name: "m", labels: []), .absence)])
    var verdicts: [Verdict] = []
    for number in 0..<RuleEngine.measuredLimit + 10 {
      engine.observe(.metric(name: "m", labels: [], subject: "s\(number)", place: .none, value: 1), at: .start, into: &verdicts)
    }
    #expect(engine.instances.count == RuleEngine.measuredLimit)
    #expect(engine.watched.count == RuleEngine.measuredLimit)
  }
}
