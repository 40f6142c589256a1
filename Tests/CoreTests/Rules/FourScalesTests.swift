import TestSupport
import Testing
import TextSafety

@testable import Core

/// Four scales that are often taken for one: a weather signal, the grade of an incident, the level of a response, our own severity.
struct FourScalesTests {
  private func report(
    _ severity: Severity?, signal: AlertReport.Signal.Color? = nil, response: AlertReport.Response? = nil,
    grade: AlertReport.Grade? = nil, alert: SafeText = "a"
  ) -> Event.Payload {
    .alert(
      AlertReport(
        alert: alert, status: .firing, severity: severity, category: .weather, event: "台风", headline: "台风",
        signal: signal.map { AlertReport.Signal(hazard: "台风", color: $0) }, response: response, grade: grade))
  }

  private func facts(_ feed: Feed, _ alert: SafeText = "a") -> AlarmFacts? {
    feed.state.alarms[.feed(source: "/test/feed", alert: alert)]?.facts
  }

  @Test func noneIsMadeFromAnother() {
    for severity in Severity.allCases {
      for signal in AlertReport.Signal.Color.allCases {
        for grade in AlertReport.Grade.allCases {
          var feed = Feed()
          let response = AlertReport.Response(plan: "防风", level: .two)
          feed.take(report(severity, signal: signal, response: response, grade: grade), at: 0)
          let alarm = feed.state.alarms[.feed(source: "/test/feed", alert: "a")]
          #expect(alarm?.current == severity)
          #expect(alarm?.facts.signal?.color == signal)
          #expect(alarm?.facts.response == response)
          #expect(alarm?.facts.grade == grade)
        }
      }
    }
  }

  @Test func aWhiteSignalIsNoAlertOfOurs() {
    var feed = Feed()
    feed.take(report(nil, signal: .white), at: 0)
    #expect(feed.state.alarms.all.isEmpty)
    #expect(Severity(name: "white") == nil)
    #expect(AlertReport.Signal.Color.allCases.map(\.rawValue) == ["white", "blue", "yellow", "orange", "red"])
  }

  @Test func everyPlanHasALevelOfItsOwn() {
    var feed = Feed()
    for (plan, level) in [("防风", AlertReport.Response.Level.one), ("防汛", .three), ("救灾", .four)] {
      let plan = SafeText(sanitizing: plan)
      feed.take(report(.orange, response: .init(plan: plan, level: level), alert: plan), at: 0, subject: plan)
    }
    #expect(facts(feed, "防风")?.response?.level == .one)
    #expect(facts(feed, "防汛")?.response?.level == .three)
    #expect(facts(feed, "救灾")?.response?.level == .four)
    feed.take(report(.orange, response: .init(plan: "防风", level: .two), alert: "防风"), at: 10)
    #expect(facts(feed, "防风")?.response?.level == .two)
    #expect(facts(feed, "防汛")?.response?.level == .three)
    #expect(feed.state.alarms[.feed(source: "/test/feed", alert: "防风")]?.current == .orange)
  }

  @Test func acknowledgingOursLeavesTheOthers() {
    var feed = Feed()
    feed.take(report(.red, signal: .yellow, grade: .three), at: 0)
    let key = AlarmKey.feed(source: "/test/feed", alert: "a")
    let who = Operator(id: "duty-02", shift: "day")
    feed.reduce(.command(.acknowledge(key, revision: 1), by: who, at: SampleState.start + 1))
    #expect(feed.state.alarms[key]?.core == .acknowledged)
    #expect(feed.state.alarms[key]?.facts.signal?.color == .yellow)
    #expect(feed.state.alarms[key]?.facts.grade == .three)
  }
}
