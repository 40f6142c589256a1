import TestSupport
import Testing
import TextSafety

@testable import Core

/// What happened to the rules while the program was down.
@Suite struct RuleResumeTests {
  private static func city(_ ids: [SafeText]) -> City {
    var city = SampleState.city
    city.rules = ids.map { id in
      RuleTimeline.rule(.metric(name: "load", labels: []), levels: [.init(severity: .orange, value: 5)], id: id)
    }
    return city
  }

  /// Two rules, each with an open alarm, one of them acknowledged, and an alert of a feed; then a start with other rules.
  private static func restarted(with ids: [SafeText]) -> (feed: Feed, entries: [JournalEntry]) {
    var feed = Feed(city(["kept", "gone"]))
    feed.take(Feed.gauge(9), at: 1)
    feed.reduce(.event(SampleState.alert("x", .red, "积水", at: 2), collector: "c", at: SampleState.start + 2))
    for alarm in feed.state.alarms.all where alarm.key.rule == "gone" {
      let who = Operator(id: "duty-02", shift: "day")
      feed.reduce(.command(.acknowledge(alarm.key, revision: alarm.revision), by: who, at: SampleState.start + 3))
    }
    var next = Feed(city(ids))
    next.state.restore(alarms: Array(feed.state.alarms.all), lastSequence: feed.state.alarms.lastSequence)
    let entries = next.reduce(.resumed(at: SampleState.start + 60))
    return (next, entries)
  }

  @Test func theAlarmOfARuleThatWentMeanwhileIsEndedOnRecord() {
    let (feed, entries) = Self.restarted(with: ["kept"])
    #expect(entries.map(\.input) == ["rule_deleted"])
    #expect(entries.map { $0.key?.rule } == ["gone"])
    #expect(entries.map { $0.after?.core } == [.normal], "it was acknowledged: nothing is left to see")
    #expect(feed.state.alarms.all.filter(\.isActive).count == 2)
    #expect(feed.state.alarms.all.filter(\.isActive).allSatisfy { $0.key.rule != "gone" })
  }

  @Test func whatNobodyHasSeenOfItStaysToBeSeen() {
    let (_, entries) = Self.restarted(with: ["gone"])
    #expect(entries.map { $0.key?.rule } == ["kept"])
    #expect(entries.map { $0.after?.core } == [.returned])
  }

  @Test func rulesThatStayedLeaveTheirAlarmsAlone() {
    #expect(Self.restarted(with: ["gone", "kept"]).entries.isEmpty)
  }
}
