import TestSupport
import Testing
import TextSafety

@testable import Core

/// Whether a source is heard: 断流 is silence, 源故障 is what it says itself.
struct SourceHealthTests {
  private var city: City {
    var city = SampleState.city
    city.sources = [
      ExpectedSource(source: "/440800/hotline", name: LocalName(zh: "热线", en: "Hotline"), staleAfterSeconds: 45, isCore: true)
    ]
    let headline = LocalName(zh: "{name}", en: "{name}")
    city.rules = [
      Rule(
        id: "silent", subject: .sourceSilence(coreOnly: false), levels: [.init(severity: .yellow, value: 1)], category: .feed,
        headline: headline),
      Rule(
        id: "down", subject: .sourceDown, levels: [.init(severity: .orange, value: 1)], category: .feed, headline: headline),
    ]
    return city
  }

  private func raised(_ entries: [JournalEntry]) -> [SafeText] { entries.compactMap { $0.key?.rule } }

  @Test func silenceIsLostAndTheReportedFailureIsDown() {
    var feed = Feed(city)
    let hotline: SafeText = "/440800/hotline"
    feed.take(Feed.gauge(1), at: 0, source: hotline)
    #expect(raised(feed.tick(45)) == [])
    #expect(feed.source(hotline).health == .fresh)
    #expect(raised(feed.tick(46)) == ["silent"])
    #expect(feed.source(hotline).health == .stale)
    #expect(feed.source(hotline).healthSince == SampleState.start + 46)
    // It speaks again, and says that it is down: the silence is over, the failure begins.
    feed.take(Feed.heartbeat(.down), at: 60, subject: "hotline", source: "/440800/collector/hotline")
    #expect(raised(feed.tick(61)) == ["silent", "down"])
    #expect(feed.source(hotline).health == .down)
    // Silent again: what it said last no longer counts.
    #expect(raised(feed.tick(120)).contains("silent"))
    #expect(feed.source(hotline).health == .stale)
    feed.take(Feed.heartbeat(.ok), at: 130, subject: "hotline", source: "/440800/collector/hotline")
    feed.tick(131)
    #expect(feed.source(hotline).health == .fresh)
  }

  @Test func aHeartbeatSpeaksForTheSourceItWatches() {
    var feed = Feed(city)
    feed.take(Feed.heartbeat(), at: 0, subject: "hotline", source: "/440800/collector/hotline")
    #expect(feed.state.sources["/440800/collector/hotline"] == nil)
    #expect(feed.source("/440800/hotline").lastArrivalAt == SampleState.start)
    // Heartbeats are no data.
    #expect(feed.source("/440800/hotline").lastEventAt == nil)
    #expect(feed.source("/440800/hotline").lags.count == 0)
  }

  @Test func threeMissedHeartbeatsAreSilence() {
    var feed = Feed()
    feed.take(Feed.heartbeat(interval: 20), at: 0)
    feed.tick(60)
    #expect(feed.source.health == .fresh)
    feed.tick(61)
    #expect(feed.source.health == .stale)
    // Nobody talks himself out of being watched.
    feed.take(Feed.heartbeat(interval: 1e9), at: 70)
    #expect(feed.source.silenceLimit == 10_800)
  }

  @Test func anOlderHeartbeatThatComesLateSaysNothingOfNow() {
    var feed = Feed()
    feed.take(Feed.heartbeat(.down), at: 100)
    feed.take(Feed.heartbeat(.ok), at: 40, arriving: 101)
    feed.tick(102)
    #expect(feed.source.health == .down)
  }

  @Test func whatNobodyExpectsIsNeverLost() {
    var feed = Feed()
    feed.take(Feed.gauge(1), at: 0)
    feed.tick(100_000)
    #expect(feed.source.health == .fresh)
  }

  @Test func anExpectedSourceThatNeverSpeaksIsLost() {
    var feed = Feed(city)
    #expect(feed.source("/440800/hotline").health == .expected)
    feed.tick(46)
    #expect(feed.source("/440800/hotline").health == .stale)
  }

  @Test func collectorCountersGoOnOverARestart() {
    var feed = Feed()
    for (second, count) in [(0, 100), (15, 160), (30, 5), (45, 25)] as [(Double, Int64)] {
      feed.take(.heartbeat(Heartbeat(collector: "c", intervalSeconds: 15, upstream: .ok, emitted: count)), at: second)
    }
    #expect(feed.source.emitted.total == 185)
    #expect(feed.source.emitted.resets == 1)
  }
}
