import TestSupport
import Testing
import TextSafety

@testable import Core

/// What happened to the rules while the program was down.
@Suite struct RuleResumeTests {
  private static func city(_ ids: [SafeText], reading name: SafeText = "load") -> City {
    var city = SampleState.city
    city.rules = ids.map { id in
      RuleTimeline.rule(.metric(name: name, labels: []), levels: [.init(severity: .orange, value: 5)], id: id)
    }
    return city
  }

  /// Two rules, each with an open alarm, one of them acknowledged, and an alert of a feed; then a start with other rules.
  private static func restarted(with ids: [SafeText], reading name: SafeText = "load") -> (feed: Feed, entries: [JournalEntry]) {
    var feed = Feed(city(["kept", "gone"]))
    feed.take(Feed.gauge(9), at: 1)
    feed.reduce(.event(SampleState.alert("x", .red, "积水", at: 2), collector: "c", at: SampleState.start + 2))
    for alarm in feed.state.alarms.all where alarm.key.rule == "gone" {
      let who = Operator(id: "duty-02", shift: "day")
      feed.reduce(.command(.acknowledge(alarm.key, revision: alarm.revision), by: who, at: SampleState.start + 3))
    }
    var next = Feed(city(ids, reading: name))
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

  @Test func theAlarmOfARuleThatReadsSomethingElseNowIsEndedOnRecord() {
    let (feed, entries) = Self.restarted(with: ["gone", "kept"], reading: "load of another kind")
    #expect(entries.map(\.input) == ["rule_deleted", "rule_deleted"])
    #expect(feed.state.alarms.all.filter(\.isActive).map(\.key.rule) == [nil])
  }

  @Test func whatAnAlarmOfAnOlderJournalReadIsNotGuessed() throws {
    var feed = Feed(Self.city(["kept"]))
    feed.take(Feed.gauge(9), at: 1)
    var alarm = try #require(feed.state.alarms.rows.first)
    #expect(alarm.facts.subject == "metric load")
    alarm.facts.subject = nil
    var next = Feed(Self.city(["kept"], reading: "load of another kind"))
    next.state.restore(alarms: [alarm], lastSequence: feed.state.alarms.lastSequence)
    #expect(next.reduce(.resumed(at: SampleState.start + 60)).isEmpty)
  }

  @Test func everySubjectHasWordsOfItsOwn() {
    let label = Label("az", "a")
    let subjects: [Rule.Subject] = [
      .metric(name: "a", labels: []), .metric(name: "a", labels: [label]), .metric(name: "b", labels: []),
      .aggregate(.init(.sum, of: "a")), .aggregate(.init(.max, of: "a")), .aggregate(.init(.sum, of: "a", by: [.source])),
      .aggregate(.init(.count, of: "a", bound: .init(.above, 1.5))),
      .aggregate(.init(.count, of: "a", bound: .init(.below, 1.5))),
      .aggregate(.init(.sum, of: "a", by: [.label("source")])), .aggregate(.init(.sum, of: "a", freshSeconds: 7)),
      .ratio(.init("a", over: "b")), .ratio(.init("a", [label], over: "b")), .ratio(.init("a", over: "b", [label])),
      .queue(.depth, queue: nil), .queue(.depth, queue: "q"), .queue(.oldest, queue: nil),
      .fleet(.init(.offline)), .fleet(.init(.fault)), .fleet(.init(.offline, fleet: "f")), .fleet(.init(.offline, by: .area)),
      .tickets(.open, domain: nil, by: .whole), .tickets(.red, domain: nil, by: .whole),
      .tickets(.open, domain: nil, by: .agency),
      .task(.state, task: nil), .task(.milestones, task: nil), .task(.value, task: "t"), .task(.behind(.linear), task: nil),
      .sourceSilence(coreOnly: true), .sourceSilence(coreOnly: false), .sourceDown,
    ]
    #expect(Set(subjects.map(\.text)).count == subjects.count)
  }
}
