import TestSupport
import Testing
import TextSafety

@testable import Core

/// 【演练】: a drill is marked everywhere and touches nothing that is actual.
@Suite struct ExerciseTests {
  let start = SampleState.start
  let actual = AlarmKey.feed(source: "/test/feed", alert: "a")
  let drill = AlarmKey(text: "exercise/feed/test/feed/a")

  @Test func aDrillNeverTouchesTheActualAlertOfTheSameName() {
    var feed = Feed(City())
    feed.alert("a", .yellow, at: 0)
    feed.alert("a", .red, at: 1, isExercise: true)
    #expect(feed.state.alarms[actual]?.current == .yellow)
    #expect(feed.state.alarms[actual]?.revision == 1)
    #expect(feed.state.alarms[drill]?.current == .red)
    feed.command(.acknowledge(drill, revision: 1), at: 2)
    #expect(feed.state.alarms[actual]?.core == .unacknowledged)
    feed.alert("a", nil, at: 3, status: .resolved, isExercise: true)
    #expect(feed.state.alarms[actual]?.isActive == true)
    #expect(feed.state.alarms[drill] == nil)
  }

  @Test func anUnmarkedClearEndsTheDrillToo() {
    var feed = Feed(City())
    feed.alert("a", .red, at: 1, isExercise: true)
    feed.alert("a", nil, at: 3, status: .resolved)
    #expect(feed.state.alarms[drill]?.core == .returned)
    #expect(feed.state.alarms[actual] == nil)
  }

  @Test func theKeyKnowsItsRuleInADrillToo() {
    let key = AlarmKey.rule("alloc", instance: "x").marked(isExercise: true)
    #expect(key.text == "exercise/rule/alloc/x")
    #expect(key.isExercise)
    #expect(key.rule == "alloc")
    #expect(!actual.isExercise)
  }

  @Test func itIsCountedApart() {
    var feed = Feed(City())
    feed.alert("a", .blue, at: 0)
    feed.alert("b", .red, at: 1, isExercise: true)
    #expect(feed.state.alarms.totals.unacknowledged == 1)
    #expect(feed.state.alarms.totals.worstUnacknowledged == .blue)
    #expect(feed.state.alarms.totals.exercise == 1)
    #expect(feed.state.announcements.count == 1)
    #expect(feed.state.performance.figures(from: start, to: start + 60).announced == 1)
    let page = feed.state.handover(from: start)
    #expect(page.unacknowledged.map(\.key) == [actual])
    #expect(page.drills.count == 1)
  }

  @Test func itsSoundIsMarked() {
    var feed = Feed(City())
    var effects: [Effect] = []
    var event = SampleState.alert("a", .red, "a", at: 1)
    event.marks = .exercise
    feed.state.reduce(.event(event, collector: "t", at: start + 1), effects: &effects)
    #expect(effects.contains(.announce(.red, isExercise: true)))
    #expect(!effects.contains(.announce(.red, isExercise: false)))
  }

  @Test func everyLogLineOfItIsMarked() throws {
    var feed = Feed(City())
    feed.alert("a", .red, at: 0, isExercise: true)
    feed.command(.acknowledge(drill, revision: 1), at: 1)
    feed.command(.acknowledge(drill, revision: 1), at: 2)
    feed.command(.note(drill, "x"), at: 3)
    feed.command(.unacknowledge(drill), at: 4)
    feed.alert("a", nil, at: 5, status: .resolved, isExercise: true)
    feed.command(.acknowledgeAll([.init(key: drill, revision: 2)]), at: 6)
    let lines = Array(feed.state.log.entries)
    #expect(lines.count == 8)
    #expect(lines.map(\.isExercise) == Array(repeating: true, count: 8))
    let document = try #require(lines.first).document(offsetMinutes: 480)
    #expect(document.contains(#""exercise":true"#))
    #expect(document.contains(#""headline":"【演练】a""#))
  }

  @Test func theLogReadBackMarksItToo() {
    var feed = Feed(City())
    var entries = feed.alert("a", .red, at: 0, isExercise: true)
    for effect in feed.command(.acknowledge(drill, revision: 7), at: 1) {
      if case .journal(let entry) = effect { entries.append(entry) }
    }
    var again = State(city: City(), startingAt: start)
    again.restore(journal: entries)
    #expect(again.log.entries.map(\.isExercise) == [true, true])
  }

  @Test func actualAndDrillAreNeverAcknowledgedTogether() {
    var feed = Feed(City())
    feed.alert("a", .blue, at: 0)
    feed.alert("a", .red, at: 1, isExercise: true)
    let both: [OperatorCommand.SeenAlarm] = [.init(key: drill, revision: 1), .init(key: actual, revision: 1)]
    let effects = feed.command(.acknowledgeAll(both), at: 2)
    #expect(effects.contains(.tell(.bulk(accepted: 1, refused: [.init(key: drill, refusal: .mixed)]))))
    #expect(feed.state.alarms[actual]?.core == .acknowledged)
    #expect(feed.state.alarms[drill]?.core == .unacknowledged)
    let refusal = effects.compactMap { if case .journal(let entry) = $0, entry.refusal != nil { entry } else { nil } }
    #expect(refusal.map(\.refusal) == [.mixed])
    #expect(feed.command(.acknowledgeAll([both[0]]), at: 3).contains(.tell(.bulk(accepted: 1, refused: []))))
    #expect(feed.state.alarms[drill]?.core == .acknowledged)
  }

  @Test func aBulkAnswerSaysWhyEachWasRefused() {
    var feed = Feed(City())
    for id in ["a", "b", "c"] { feed.alert(SafeText(sanitizing: id), .yellow, at: 0) }
    func key(_ id: SafeText) -> AlarmKey { .feed(source: "/test/feed", alert: id) }
    feed.alert("b", .red, at: 1)
    feed.command(.acknowledge(key("c"), revision: 1), at: 2, by: "duty-01")
    let seen = ["a", "b", "c"].map { OperatorCommand.SeenAlarm(key: key(SafeText(sanitizing: $0)), revision: 1) }
    let refused: [Effect.BulkRefusal] = [
      .init(key: key("b"), refusal: .stale(current: .red, revision: 2)),
      .init(key: key("c"), refusal: .already(by: "duty-01", at: start + 2)),
    ]
    #expect(feed.command(.acknowledgeAll(seen), at: 3).contains(.tell(.bulk(accepted: 1, refused: refused))))
  }

  @Test func aDrillSuppressesNothingActual() {
    var city = City()
    city.suppressions = [Suppression(id: "power", cause: "feed/test/feed/power", followers: ["feed/test/feed/a"])]
    var feed = Feed(city)
    feed.alert("power", .red, at: 0, isExercise: true)
    feed.alert("a", .red, at: 1)
    feed.tick(5)
    #expect(feed.state.alarms[actual]?.isHidden == false)
    feed.alert("power", .red, at: 6)
    feed.tick(7)
    #expect(feed.state.alarms[actual]?.suppressedBy == ["power"])
  }

  /// Four in a drill: one acknowledged at once, one late after a mistaken revision, one taken back and missed, one missed.
  @Test func aDrillIsScored() {
    var feed = Feed(City())
    func key(_ id: SafeText) -> AlarmKey { AlarmKey.feed(source: "/test/feed", alert: id).marked(isExercise: true) }
    feed.alert("real", .red, at: 0)
    feed.command(.acknowledge(.feed(source: "/test/feed", alert: "real"), revision: 9), at: 1)
    for (number, id) in ["w", "x", "y", "z"].enumerated() {
      feed.alert(SafeText(sanitizing: id), [.red, .orange, .blue, .yellow][number], at: 10 + Double(number), isExercise: true)
    }
    feed.command(.acknowledge(key("w"), revision: 1), at: 40)
    feed.command(.acknowledge(key("x"), revision: 3), at: 50)
    feed.command(.acknowledge(key("x"), revision: 1), at: 111)
    feed.command(.acknowledge(key("y"), revision: 1), at: 112)
    feed.command(.unacknowledge(key("y")), at: 113)
    let score = feed.state.handover(from: start).exercise
    #expect(score.alarms == 4)
    #expect(score.answered.map(\.key) == [key("w"), key("x"), key("y")])
    #expect(score.answered.map(\.seconds) == [30, 100, 100])
    #expect(score.medianResponse == 100)
    #expect(score.slowestResponse == 100)
    #expect(
      score.missed == [
        .init(key: key("z"), severity: .yellow, at: start + 13, isOver: false),
        .init(key: key("y"), severity: .blue, at: start + 113, isOver: false),
      ])
    #expect(score.wrong.map(\.code) == ["STALE", "UNACK"])
    #expect(score.wrong.map(\.key) == [key("x"), key("y")])
    #expect(feed.state.handover(from: start + 500).exercise.isEmpty)
  }
}
