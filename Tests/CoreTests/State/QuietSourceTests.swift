import TestSupport
import Testing
import TextSafety

@testable import Core

/// A source that was judged is left alone until something can come of it: the fold is the same as if it were judged every second.
@Suite struct QuietSourceTests {
  private static func rule(
    _ id: SafeText, _ subject: Rule.Subject, _ levels: [Rule.Level], measure: Rule.Measure = .value, keyLevels: [Rule.Level] = [],
    hysteresis: Double = 0, deadband: Double = 0, clearHold: Double = 0
  ) -> Rule {
    Rule(
      id: id, subject: subject, measure: measure, levels: levels, keyPeriodLevels: keyLevels, hysteresis: hysteresis,
      deadband: deadband, clearHoldSeconds: clearHold, category: .feed, headline: LocalName(zh: "{name} {value}", en: "{value}"))
  }

  private static func city(deadband: Double) -> City {
    var city = SampleState.city
    let silence = Rule.Subject.sourceSilence(coreOnly: false)
    city.rules = [
      rule(
        "silent", silence,
        [
          .init(severity: .yellow, value: 1), .init(severity: .orange, value: 45, holdSeconds: 20),
          .init(severity: .red, value: 90),
        ],
        hysteresis: 5, clearHold: 10),
      rule(
        "core", .sourceSilence(coreOnly: true), [.init(severity: .orange, value: 60.5)],
        keyLevels: [.init(severity: .red, value: 30)], deadband: deadband),
      rule("down", .sourceDown, [.init(severity: .orange, value: 1, holdSeconds: 7)]),
      rule(
        "flapping", .sourceDown, [.init(severity: .yellow, value: 2)],
        measure: .occurrences(of: .init(.above, 1), windowSeconds: 200)),
      rule(
        "often", silence, [.init(severity: .blue, value: 2)], measure: .occurrences(of: .init(.above, 40), windowSeconds: 400)),
    ]
    // The fourth is on no list: only its heartbeats say when it is silent.
    city.sources = (0..<3).map {
      ExpectedSource(
        source: "/test/\($0)", name: LocalName(zh: "源\($0)"), staleAfterSeconds: 20 + Double($0) * 7.5, isCore: $0 < 2)
    }
    city.keyPeriods = [
      KeyPeriod(name: LocalName(zh: "重点"), from: SampleState.start + 200, to: SampleState.start + 500)
    ]
    return city
  }

  /// What there is to be seen, and every decision on its way there.
  private static func seen(_ state: State) -> String {
    state.document()
      + state.alarms.all.map {
        "\($0.key.text) \($0.core) \($0.current?.name ?? "-") \($0.sequence) \($0.raisedAt.milliseconds) \($0.facts.headline.zh)"
      }.joined(separator: "\n")
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func itIsTheSameAsJudgingEverySecond(_ seed: UInt64) {
    var random = seed
    func next(_ bound: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((random >> 33) % UInt64(bound))
    }
    var quiet = State(city: Self.city(deadband: seed % 2 == 0 ? 0 : 3), startingAt: SampleState.start)
    var watched = quiet
    var (skipped, raised) = (0, 0)
    var chatter = [0, 0, 0, 0]
    for second in 1...700 {
      var actions: [Action] = []
      for source in 0..<4 {
        // Talks for a while, is silent for a while.
        if chatter[source] == 0 { chatter[source] = next(3) == 0 ? next(90) : -next(160) }
        defer { chatter[source] -= chatter[source].signum() }
        guard chatter[source] > 0, next(4) == 0 else { continue }
        let time = SampleState.start + Double(second) - Double(next(1000)) / 1000
        let beat = Heartbeat(collector: "c", intervalSeconds: 5, upstream: next(5) == 0 ? .down : .ok)
        let event = Event(
          source: "/test/\(source)", id: "\(second)", time: time, subject: "c", place: .none, payload: .heartbeat(beat))
        actions.append(.event(event, collector: "t", at: SampleState.start + Double(second)))
      }
      actions.append(.tick(SampleState.start + Double(second)))
      var (one, other): ([Effect], [Effect]) = ([], [])
      for action in actions {
        quiet.reduce(action, effects: &one)
        watched.quietSources = []
        watched.reduce(action, effects: &other)
      }
      #expect(one == other, "second \(second)")
      raised += one.count { if case .journal = $0 { true } else { false } }
      skipped += quiet.quietSources.count { $0 != nil }
      guard Self.seen(quiet) == Self.seen(watched) else {
        Issue.record("another state in second \(second)")
        return
      }
    }
    #expect(raised > 10)
    if seed % 2 == 0 { #expect(skipped > 100) }
  }
}
