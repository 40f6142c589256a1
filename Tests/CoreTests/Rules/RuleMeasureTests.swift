import TestSupport
import Testing
import TextSafety

@testable import Core

/// What a rule makes of the past of a value: rate, occurrences, absence, likelihood; and the dead band before it.
struct RuleMeasureTests {
  private typealias Line = RuleTimeline

  @Test func theRateIsMeasuredOverItsWindow() {
    var line = Line([Line.rule(measure(per: 3600, window: 600), hysteresis: 1)])
    line.expect(
      """
      t+0 10 → ·
      t+200 10 → ·
      t+300 10.1 → clear
      t+600 10.5 → orange
      t+800 10.7 → ·
      t+1200 10.7 → clear
      """)
  }

  @Test func aRateNeedsHalfAWindowAndForgetsAnOldGap() {
    var line = Line([Line.rule(measure(per: 1, window: 100), levels: [.init(severity: .red, value: 1)])])
    line.expect(
      """
      t+0 0 → ·
      t+49 1000 → ·
      t+50 0 → clear
      t+5000 1000 → ·
      t+5060 1000 → ·
      t+5100 2000 → red
      """)
  }

  @Test func aRateFallsTooAndLateValuesArePast() {
    var line = Line([
      Line.rule(measure(per: 60, window: 60), direction: .below, levels: [.init(severity: .red, value: -5)])
    ])
    line.expect(
      """
      t+0 100 → ·
      t+60 96 → clear
      t+30 0 → ·
      t+120 80 → red
      """)
  }

  @Test func aRateKeepsFewPoints() {
    var window = RateWindow()
    var rates: Set<Double> = []
    for second in 0..<5000 {
      if let rate = window.take(Double(second) * 2, at: .start + Double(second), windowSeconds: 600) { rates.insert(rate) }
    }
    #expect(rates == [2])
    #expect(Mirror(reflecting: window).children.contains { ($0.value as? [Any]).map { $0.count <= 33 } ?? false })
  }

  @Test func occurrencesAreCountedWhereTheyBegin() {
    var line = Line([
      Line.rule(.metric(name: "m", labels: []), .occurrences(of: .init(.above, 1), windowSeconds: 100))
    ])
    line.expect(
      """
      t+0 1 → clear
      t+10 1 → ·
      t+20 0 → ·
      t+30 1 → ·
      t+40 0 → ·
      t+50 1 → orange
      t+99 tick → ·
      t+100 tick → clear
      t+200 tick → ·
      t+210 0 → ·
      """)
  }

  @Test func occurrencesDownwardsAndNoMoreThanAreKept() {
    var window = OccurrenceWindow()
    for second in 0..<2000 { window.take(isReached: second % 2 == 0, at: .start + Double(second)) }
    #expect(window.count(at: .start + 2000, windowSeconds: 1e6) == OccurrenceWindow.limit)
    var line = Line([
      Line.rule(
        .metric(name: "m", labels: []), .occurrences(of: .init(.below, 6), windowSeconds: 600),
        levels: [.init(severity: .yellow, value: 2)])
    ])
    line.expect(
      """
      t+0 5 → clear
      t+10 6 → ·
      t+20 5.9 → yellow
      """)
  }

  @Test func whatSaysNothingIsAbsentWhileItsSourceIsHeard() {
    var line = Line([
      Line.rule(
        .metric(name: "m", labels: []), .absence,
        levels: [.init(severity: .yellow, value: 60), .init(severity: .orange, value: 300)])
    ])
    line.expect(
      """
      t+0 7 → clear
      t+59 tick → ·
      t+60 tick → yellow
      t+70 8 → clear
      t+100 lost → ·
      t+900 tick → ·
      t+901 back → ·
      t+960 tick → yellow
      t+1200 tick → orange
      t+1210 lost → ·
      t+1220 back → clear
      """)
  }

  @Test func notKnownIsNoReading() {
    var line = Line([Line.rule(.metric(name: "m", labels: []), .absence, levels: [.init(severity: .yellow, value: 60)])])
    line.expect(
      """
      t+0 7 → clear
      t+30 - → ·
      t+60 tick → yellow
      """)
  }

  @Test func aSourceThatIsLostIsNoAbsence() {
    var city = SampleState.city
    city.rules = [
      Line.rule(.metric(name: "load", labels: []), .absence, levels: [.init(severity: .yellow, value: 60)]),
      Line.rule(.sourceSilence(coreOnly: false), levels: [.init(severity: .yellow, value: 1)], id: "silent"),
    ]
    city.sources = [ExpectedSource(source: "/test/feed", name: LocalName(zh: "甲"), staleAfterSeconds: 30)]
    var feed = Feed(city)
    feed.take(Feed.gauge(1), at: 0)
    for second in 1...200 { feed.tick(Double(second)) }
    #expect(feed.state.alarms.all.map(\.key.text) == ["rule/silent//test/feed"])
    for second in 201...300 {
      feed.take(Feed.gauge(1, "other"), at: Double(second))
      feed.tick(Double(second))
    }
    #expect(feed.state.alarms[.rule("r", instance: "s@440800")]?.current == .yellow)
    #expect(feed.state.alarms[.rule("r", instance: "s@440800")]?.facts.source == "/test/feed")
    #expect(feed.state.alarms[.rule("r", instance: "s@440800")]?.facts.isSimulated == true)
  }

  @Test func aValueOutOfTheUsualIsUnlikely() {
    let levels = [Rule.Level(severity: .yellow, value: 4), .init(severity: .red, value: 8)]
    var line = Line([
      Line.rule(.metric(name: "m", labels: []), .baseline(side: .above), levels: levels, id: "up"),
      Line.rule(.metric(name: "m", labels: []), .baseline(side: .below), levels: levels, id: "down"),
    ])
    var random = Seeded(3)
    var told: Set<String> = []
    for step in 0..<600 { told.formUnion(line.reads(100 + Double(random.below(100)) / 50, at: Double(step) * 60)) }
    #expect(told == ["clear"])
    let jump = (600..<606).flatMap { line.reads(140, at: Double($0) * 60) }
    #expect(jump.last == "red")
    let low = (0..<6).flatMap { line.reads(100, at: 36_360 + Double($0) * 60) }
    #expect(!low.contains("red") || low.contains("clear"))
  }

  @Test func anUnlikelyValueIsShownWithWhatWasExpected() throws {
    var engine = RuleEngine(rules: [
      Line.rule(.metric(name: "m", labels: []), .baseline(side: nil), levels: [.init(severity: .red, value: 5)])
    ])
    var verdicts: [Verdict] = []
    var random = Seeded(4)
    for step in 0..<400 {
      let value = step < 390 ? 10 + Double(random.below(100)) / 100 : 30
      engine.observe(
        .metric(name: "m", labels: [], subject: "s", place: .none, value: value), at: .start + Double(step) * 60, into: &verdicts)
    }
    let change = try #require(verdicts.last { if case .raise = $0.change { true } else { false } }).change
    guard case .raise(.red, let value, let level) = change else { return }
    #expect(value == 30)
    #expect((9.5...12).contains(level))
  }

  @Test func aValueWithinTheDeadBandHasNotMoved() {
    var line = Line([Line.rule(levels: [.init(severity: .orange, value: 10)], deadband: 0.5)])
    line.expect(
      """
      t+0 9.8 → clear
      t+1 10.2 → ·
      t+2 9.6 → ·
      t+3 10.3 → orange
      t+4 9.9 → ·
      t+5 - → ·
      t+6 9.9 → clear
      """)
  }

  @Test func theFirstRestoredValuesOnlyFillWindows() {
    var engine = RuleEngine(rules: [Line.rule(measure(per: 1, window: 100), levels: [.init(severity: .red, value: 1)])])
    func reading(_ value: Double) -> Reading { .metric(name: "m", labels: [], subject: "s", place: .none, value: value) }
    for (second, value) in [(0.0, 0.0), (50, 100), (90, 190)] {
      engine.remember(reading(value), from: "/a", marks: [], at: .start + second, now: .start + 500)
    }
    var verdicts: [Verdict] = []
    engine.observe(reading(200), at: .start + 100, into: &verdicts)
    #expect(verdicts.map(\.change) == [.raise(.red, value: 2, level: 1)])
  }

  private func measure(per: Double, window: Double) -> Rule.Measure { .rate(perSeconds: per, windowSeconds: window) }
}

extension RuleTimeline {
  fileprivate static func rule(
    _ measure: Rule.Measure, direction: Rule.Direction = .above, levels: [Rule.Level] = [.init(severity: .orange, value: 3)],
    hysteresis: Double = 0
  ) -> Rule {
    rule(.metric(name: "m", labels: []), measure, direction: direction, levels: levels, hysteresis: hysteresis)
  }
}
