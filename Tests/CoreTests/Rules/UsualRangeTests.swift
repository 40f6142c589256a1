import TestSupport
import Testing
import TextSafety

@testable import Core

@Suite struct UsualRangeTests {
  private func city(_ measure: Rule.Measure) -> City {
    var city = SampleState.city
    city.rules = [
      Rule(
        id: "odd", subject: .metric(name: "load", labels: []), measure: measure, levels: [.init(severity: .yellow, value: 6)],
        category: .app, headline: LocalName(zh: "异常", en: "odd"))
    ]
    return city
  }

  @Test func aRuleThatLearnsTellsWhatItExpected() throws {
    var feed = Feed(city(.baseline(side: .above)))
    for minute in 0..<260 {
      feed.take(Feed.gauge(minute % 2 == 0 ? 10 : 12), at: Double(minute) * 60)
    }
    let key = try #require(feed.metric()?.key)
    let usual = try #require(feed.state.usual(of: key, minutes: 240, endingAt: SampleState.start + 259 * 60))
    // Nothing is judged before 200 values are known.
    #expect(usual.count == 240 && usual.prefix(150).allSatisfy { $0 == nil })
    let last = try #require(usual.last ?? nil)
    #expect(last.low < 10 && last.high > 12 && last.low > 5 && last.high < 17)
  }

  @Test func whereNoRuleLearnsNothingIsUsual() throws {
    var feed = Feed(city(.value))
    for minute in 0..<260 { feed.take(Feed.gauge(10), at: Double(minute) * 60) }
    let key = try #require(feed.metric()?.key)
    #expect(feed.state.usual(of: key, minutes: 240, endingAt: SampleState.start + 259 * 60) == nil)
  }

  @Test func arrivalsAreKnownFromTheFirstThatWasTold() {
    var feed = Feed()
    #expect(feed.state.tickets.arrivals.heardSince == nil)
    for (id, told) in [("T1", 600.0), ("T2", 300)] as [(SafeText, Double)] {
      let event = SampleState.ticket(id, "路面积水", at: told - 200)
      feed.take(event.payload, at: told, subject: id)
    }
    #expect(feed.state.tickets.arrivals.heardSince == SampleState.start + 300)
    // Seven whole days are kept, and the one that runs.
    let week = feed.state.tickets.arrivals.steps(8 * 144, endingAt: SampleState.start + 600)
    #expect(week.count == 1152 && week.reduce(0, +) == 2)
  }
}
