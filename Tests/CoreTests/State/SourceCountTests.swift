import TestSupport
import Testing
import TextSafety

@testable import Core

/// What is counted of a source: repeats, gaps, bytes, lines that could not be read, collectors.
struct SourceCountTests {
  @Test func aRepeatIsCountedAndNothingElse() {
    var feed = Feed()
    feed.take(Feed.gauge(1), at: 0, id: "x")
    feed.take(Feed.gauge(2), at: 10, id: "x")
    feed.take(Feed.gauge(3), at: 20, id: "x", source: "/test/other")
    #expect(feed.source.duplicates == 1 && feed.source.events == 1)
    #expect(feed.state.counts.duplicates == 1)
    #expect(feed.source("/test/other").duplicates == 0)
    #expect(feed.metric()?.value == 3)
  }

  @Test func anOldRevisionIsCounted() {
    var feed = Feed()
    var events = [2, 1, 2].map { SampleState.ticket("T", "积水", revision: Int64($0), at: Double($0)) }
    events[2].id = "again"
    for event in events { feed.reduce(.event(event, collector: "c", at: SampleState.start + 10)) }
    #expect(feed.source.outdated == 2 && feed.state.counts.outdated == 2)
    #expect(feed.state.tickets["T"]?.update.revision == 2)
  }

  @Test func gapsAreOfTheSourceAndNotOfItsHeartbeats() {
    var city = SampleState.city
    city.sources = [ExpectedSource(source: "/test/feed", name: LocalName(zh: "源", en: "Feed"))]
    var feed = Feed(city)
    for (number, second) in [(1, 0), (2, 1), (5, 2)] as [(Int64, Double)] {
      feed.take(Feed.gauge(1), at: second) { $0.sequence = number }
    }
    feed.take(Feed.heartbeat(), at: 3, subject: "feed", source: "/test/collector") { $0.sequence = 9000 }
    #expect(feed.source.gaps == 2)
    feed.take(Feed.gauge(1), at: 1.5, arriving: 4) { $0.sequence = 3 }
    #expect(feed.source.gaps == 1 && feed.source.sequence.filled == 1)
  }

  @Test func bytesAreSharedAmongTheEventsOfALine() {
    var events = (0..<3).map { SampleState.event(Feed.gauge(1), id: "e\($0)", at: Double($0)) }
    events.share(bytes: 1000, from: 1)
    #expect(events.map(\.bytes) == [0, 500, 500])
    events.share(bytes: 1000, from: 0)
    #expect(events.map(\.bytes) == [334, 333, 333])
    events.share(bytes: 7, from: 3)
    var feed = Feed()
    for event in events { feed.reduce(.event(event, collector: "c", at: event.time)) }
    #expect(feed.source.bytes == 1000)
  }

  @Test func badLinesCountForTheSourceTheyName() {
    var feed = Feed()
    feed.take(Feed.gauge(1), at: 0)
    let position = LinePosition(collector: "tcp", file: "in", line: 7)
    let raw: SafeText = "{\"source\":\"/test/feed\",\"data\":{\"depth\":-3}}"
    var named = Malformed(.classified, "may not be shown")
    named.source = "/test/feed"
    for malformed in [Malformed(.value, "data.depth"), Malformed(.value, "data.depth")] {
      feed.reduce(.malformed(malformed, position, raw: raw, at: SampleState.start + 1))
    }
    feed.reduce(.malformed(named, position, raw: "", at: SampleState.start + 2))
    // Whose it is cannot be told, or nobody of that name is known.
    feed.reduce(.malformed(Malformed(.syntax, "no JSON"), position, raw: "}{", at: SampleState.start + 3))
    feed.reduce(.malformed(Malformed(.value, "x"), position, raw: "{\"source\":\"/who\"}", at: SampleState.start + 3))
    #expect(feed.source.malformed == [.value: 2, .classified: 1])
    #expect(feed.source.lastLines == [raw, raw])
    #expect(feed.source.lastErrors.map(\.malformed.reason) == [.value, .value, .classified])
    #expect(feed.state.counts.malformed == 5)
    #expect(feed.state.sources.sources.count == 1)
    for _ in 0..<100 { feed.reduce(.malformed(Malformed(.value, "x"), position, raw: raw, at: SampleState.start + 4)) }
    #expect(feed.source.malformedCount == 103)
    #expect(feed.source.lastErrors.count == CollectorTable.faultsKept)
    #expect(feed.source.lastLines.count == CollectorTable.linesKept)
  }

  @Test func theLatestLineIsKeptForItsSource() {
    var feed = Feed()
    feed.take(Feed.gauge(1), at: 0)
    for number in 0..<10 {
      let line: SafeText = "{\"id\":\"\(number)\", \"source\": \"/test/feed\"}"
      feed.reduce(.collector(CollectorReport(name: "tcp", kind: "listen", lines: 1, lastLine: line), at: SampleState.start + 1))
    }
    #expect(feed.source.lastLines.count == CollectorTable.linesKept)
    #expect(feed.source.lastLines.last == "{\"id\":\"9\", \"source\": \"/test/feed\"}")
  }

  @Test func theCollectorsThatFeedItAreNamed() {
    var feed = Feed()
    for (second, name) in ["tcp", "tcp", "file", "tcp", "a", "b", "c"].enumerated() {
      feed.take(Feed.gauge(1), at: Double(second), collector: SafeText(sanitizing: name))
    }
    #expect(feed.source.collectors == ["tcp", "a", "b", "c"])
  }
}
