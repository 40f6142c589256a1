import TestSupport
import Testing
import TextSafety

@testable import Core

/// A reload keeps what it can: holds, windows and alarms of rules that judge as before.
struct RuleReloadTests {
  private func city(_ rules: [Rule]) -> City {
    var city = SampleState.city
    city.rules = rules
    return city
  }

  private func reload(_ feed: inout Feed, _ city: City, at seconds: Double) -> [JournalEntry] {
    feed.reduce(.reconfigured(city, at: SampleState.start + seconds))
  }

  private static let held = RuleTimeline.rule(
    .metric(name: "load", labels: []), levels: [.init(severity: .yellow, value: 1, holdSeconds: 60)])
  private static let key = AlarmKey.rule("r", instance: "s@440800")

  @Test func aHoldRunsOnThroughAReload() {
    var feed = Feed(city([Self.held]))
    feed.take(Feed.gauge(2), at: 0)
    var renamed = Self.held
    renamed.headline = LocalName(zh: "另一句话")
    renamed.owner = LocalName(zh: "市政数局")
    _ = reload(&feed, city([RuleTimeline.rule(id: "new"), renamed]), at: 30)
    #expect(feed.tick(59) == [])
    feed.tick(60)
    #expect(feed.state.alarms[Self.key]?.current == .yellow)
    #expect(feed.state.alarms[Self.key]?.facts.headline.zh == "另一句话")
  }

  @Test func windowsRunOnThroughAReload() {
    let flapping = RuleTimeline.rule(
      .metric(name: "load", labels: []), .occurrences(of: .init(.above, 1), windowSeconds: 600))
    let sum = RuleTimeline.rule(
      .aggregate(Rule.Aggregate(.sum, of: "load")), levels: [.init(severity: .red, value: 3)], id: "sum")
    var feed = Feed(city([flapping, sum]))
    for (second, value) in [(0.0, 1.0), (1, 0), (2, 1), (3, 0)] { feed.take(Feed.gauge(value), at: second, subject: "a") }
    feed.take(Feed.gauge(2), at: 4, subject: "b")
    _ = reload(&feed, city([sum, flapping]), at: 5)
    feed.take(Feed.gauge(1), at: 6, subject: "a")
    feed.tick(7)
    #expect(feed.state.alarms[.rule("r", instance: "a@440800")]?.facts.value == 3)
    #expect(feed.state.alarms[.rule("sum", instance: "all")]?.facts.value == 3)
  }

  @Test func aRuleThatIsGoneEndsItsAlarms() {
    var feed = Feed(city([Self.held]))
    feed.take(Feed.gauge(2), at: 0)
    feed.tick(60)
    let entries = reload(&feed, city([]), at: 70)
    #expect(entries.map(\.input) == ["rule_deleted"])
    #expect(feed.state.alarms[Self.key]?.core == .returned)
  }

  @Test func aRuleThatReadsSomethingElseEndsItsAlarmsToo() {
    var feed = Feed(city([Self.held]))
    feed.take(Feed.gauge(2), at: 0)
    feed.tick(60)
    var other = Self.held
    other.subject = .metric(name: "other", labels: [])
    #expect(reload(&feed, city([other]), at: 70).map(\.input) == ["rule_deleted"])
  }

  @Test func otherWordsReachOpenAlarms() {
    var feed = Feed(city([Self.held]))
    feed.take(Feed.gauge(2), at: 0)
    feed.tick(60)
    var edited = Self.held
    edited.guidance = LocalName(zh: "1 看一看")
    edited.ownerLevel = .county
    edited.group = "load"
    #expect(reload(&feed, city([edited]), at: 70).map(\.input) == ["rule_edited"])
    let facts = feed.state.alarms[Self.key]?.facts
    #expect(facts?.guidance.zh == "1 看一看")
    #expect(facts?.ownerLevel == .county)
    #expect(facts?.group == "load")
    #expect(feed.state.alarms[Self.key]?.core == .unacknowledged)
  }

  @Test func otherLevelsAreHeldAgainstTheNextReading() {
    var feed = Feed(city([Self.held]))
    feed.take(Feed.gauge(2), at: 0)
    feed.tick(60)
    var milder = Self.held
    milder.levels = [.init(severity: .yellow, value: 5)]
    _ = reload(&feed, city([milder]), at: 70)
    #expect(feed.state.alarms[Self.key]?.isActive == true)
    feed.take(Feed.gauge(2), at: 80)
    #expect(feed.state.alarms[Self.key]?.isActive == false)
  }

  @Test func namesOfSourcesFollowTheList() {
    var first = city([
      RuleTimeline.rule(.sourceSilence(coreOnly: false), levels: [.init(severity: .yellow, value: 1)], id: "silent")
    ])
    first.sources = [
      ExpectedSource(source: "/test/feed", name: LocalName(zh: "甲"), staleAfterSeconds: 30),
      ExpectedSource(source: "/test/never", name: LocalName(zh: "从未"), staleAfterSeconds: 30),
    ]
    var feed = Feed(first)
    feed.take(Feed.gauge(1), at: 0)
    feed.tick(20)
    feed.tick(40)
    let never = AlarmKey.rule("silent", instance: "/test/never")
    #expect(feed.state.alarms[never]?.isActive == true)
    var second = first
    second.sources = [
      ExpectedSource(source: "/test/feed", name: LocalName(zh: "乙"), staleAfterSeconds: 100, isCore: true),
      ExpectedSource(source: "/test/more", name: LocalName(zh: "新"), staleAfterSeconds: 30),
    ]
    _ = reload(&feed, second, at: 41)
    #expect(feed.source.name?.zh == "乙" && feed.source.isCore && feed.source.staleAfterSeconds == 100)
    #expect(feed.source("/test/more").name?.zh == "新")
    #expect(feed.source("/test/never").name == nil)
    #expect(feed.state.alarms[never]?.isActive == false, "nobody waits for it any more")
    feed.tick(42)
    #expect(feed.state.alarms[.rule("silent", instance: "/test/feed")]?.isActive == false)
    feed.tick(99)
    #expect(feed.state.alarms[never]?.isActive == false)
  }

  @Test func suppressionsAreThoseOfTheNewCity() {
    var first = city([
      RuleTimeline.rule(.metric(name: "load", labels: []), id: "cause"),
      RuleTimeline.rule(.metric(name: "load", labels: []), id: "follower"),
    ])
    var feed = Feed(first)
    feed.take(Feed.gauge(5), at: 0)
    let follower = AlarmKey.rule("follower", instance: "s@440800")
    #expect(feed.state.alarms[follower]?.isHidden == false)
    first.suppressions = [Suppression(id: "x", cause: "rule/cause/*", followers: ["rule/follower/*"])]
    _ = reload(&feed, first, at: 1)
    #expect(feed.state.alarms[follower]?.suppressedBy == ["x"])
    first.suppressions = []
    _ = reload(&feed, first, at: 2)
    #expect(feed.state.alarms[follower]?.isHidden == false)
  }
}
