import TestSupport
import Testing
import TextSafety

@testable import Core

@Suite struct AlarmFiguresTests {
  let start = SampleState.start

  private func figures(_ feed: Feed, to end: Double = 3600) -> AlarmFigures {
    feed.state.performance.figures(from: start, to: start + end)
  }

  @Test(arguments: [
    (0.0, AlarmFigures.Band.acceptable), (1, .acceptable), (1.01, .manageable), (2, .manageable), (2.01, .demanding),
    (10, .demanding),
    (10.1, .unacceptable),
  ])
  func bandsOfEEMUA(rate: Double, band: AlarmFigures.Band) { #expect(AlarmFigures.Band(rate: rate) == band) }

  /// Twelve within two minutes from 1,200 s on: the flood lasts from the eleventh until fewer than five are left.
  @Test func floodsAreThoseTheDeskHasShown() {
    var feed = Feed(City())
    for number in 0..<12 { feed.alert("a\(number)", .yellow, at: 1200 + Double(number) * 10) }
    let figures = figures(feed)
    #expect(figures.bins == [0, 0, 12, 0, 0, 0])
    #expect(figures.floods == [.init(from: start + 1300, to: start + 1870)])
    #expect(figures.floodSeconds == 570)
    #expect(figures.floodMinutes == 10)
    // One that goes on ends with the period.
    #expect(self.figures(feed, to: 1400).floods == [.init(from: start + 1300, to: start + 1400)])
  }

  @Test func twoFloodsAreTwo() {
    var feed = Feed(City())
    for number in 0..<11 { feed.alert("a\(number)", .yellow, at: Double(number)) }
    for number in 0..<11 { feed.alert("b\(number)", .yellow, at: 2000 + Double(number)) }
    #expect(figures(feed).floods == [.init(from: start + 10, to: start + 606), .init(from: start + 2010, to: start + 2606)])
  }

  @Test func theRateIsSharedByThoseWhoAnswered() {
    var feed = Feed(City())
    for number in 0..<12 { feed.alert("a\(number)", .yellow, at: Double(number) * 300) }
    #expect(figures(feed).operators == 1)
    #expect(figures(feed).averagePerOperator == 2)
    #expect(figures(feed).band == .manageable)
    for (number, who) in ["duty-01", "duty-02"].enumerated() {
      let key = AlarmKey.feed(source: "/test/feed", alert: "a\(number)")
      feed.command(.acknowledge(key, revision: 1), at: 3400, by: SafeText(sanitizing: who))
    }
    #expect(figures(feed).operators == 2)
    #expect(figures(feed).averagePerOperator == 1)
    #expect(figures(feed).band == .acceptable)
  }

  @Test func waitsAreRankedAndTheSlowestTwentiethIsLeftOut() {
    var feed = Feed(City())
    for number in 0..<20 { feed.alert("a\(number)", .yellow, at: 0) }
    for number in 0..<20 {
      let key = AlarmKey.feed(source: "/test/feed", alert: "a\(number)")
      feed.command(.acknowledge(key, revision: 1), at: Double(number + 1) * 10)
    }
    let figures = figures(feed)
    #expect(figures.acknowledged == 20)
    #expect(figures.medianResponse == 110)
    #expect(figures.p95Response == 190)
    #expect(figures.slowestResponse == 200)
  }

  @Test func prioritiesAgainstEightyFifteenFive() {
    var feed = Feed(City())
    let severities: [Severity] = Array(repeating: .blue, count: 16) + [.yellow, .yellow, .orange, .red]
    for (number, severity) in severities.enumerated() { feed.alert("a\(number)", severity, at: Double(number) * 100) }
    let figures = figures(feed)
    #expect(figures.share(of: .low) == 0.8)
    #expect(figures.share(of: .middle) == 0.1)
    #expect(figures.share(of: .high) == 0.1)
    #expect(AlarmPriority.allCases.map(\.target) == [0.80, 0.15, 0.05])
    #expect(AlarmFigures(from: start, to: start).share(of: .low) == nil)
  }

  @Test func refusalsAreCountedByTheirCode() {
    var feed = Feed(City())
    feed.alert("a", .red, at: 0)
    let key = AlarmKey.feed(source: "/test/feed", alert: "a")
    feed.command(.acknowledge(key, revision: 0), at: 1)
    feed.command(.acknowledge(key, revision: 1), at: 2)
    feed.command(.acknowledge(key, revision: 1), at: 3)
    feed.command(.acknowledge(key, revision: 1), at: 4)
    feed.command(.unacknowledge(key), at: 5)
    #expect(figures(feed).refused == ["STALE": 1, "ALREADY": 2])
    #expect(figures(feed).refusedCount == 3)
  }

  @Test func theLongestAcknowledgedComesFirst() {
    var feed = Feed(City())
    for (number, id) in ["a", "b", "c"].enumerated() {
      feed.alert(SafeText(sanitizing: id), [.blue, .red, .orange][number], at: Double(number))
    }
    for (number, id) in ["c", "a", "b"].enumerated() {
      feed.command(
        .acknowledge(.feed(source: "/test/feed", alert: SafeText(sanitizing: id)), revision: 1), at: 10 + Double(number))
    }
    var effects: [Effect] = []
    feed.state.reduce(.journalled(through: feed.state.alarms.lastSequence), effects: &effects)
    #expect(feed.state.handover(from: start).acknowledged.map(\.facts.headline.zh) == ["c", "a", "b"])
  }
}
