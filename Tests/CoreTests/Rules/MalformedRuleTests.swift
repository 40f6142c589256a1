import TestSupport
import Testing
import TextSafety

@testable import Core

/// Lines that cannot be read are an alert of their collector, and over when none has come for a while.
@Suite struct MalformedRuleTests {
  private var feed: Feed = {
    var city = SampleState.city
    city.rules = [
      Rule(
        id: "lines", subject: .malformedLines, measure: .occurrences(of: .init(.above, 1), windowSeconds: 60),
        levels: [.init(severity: .yellow, value: 3)], category: .feed, headline: LocalName(zh: "{name} {value} 行", en: "{name}"))
    ]
    return Feed(city)
  }()

  private mutating func fault(_ collector: SafeText, at seconds: Double) {
    let position = LinePosition(collector: collector, file: "f", line: 1)
    feed.reduce(.malformed(Malformed(.syntax, "x"), position, raw: "", at: SampleState.start + seconds))
  }

  @Test mutating func eachLineCountsOnceForItsCollector() {
    for second in [0.0, 0, 1] { fault("a", at: second) }
    fault("b", at: 1)
    #expect(feed.state.alarms.all.map(\.key.text) == ["rule/lines/a"])
    #expect(feed.state.alarms[.rule("lines", instance: "a")]?.facts.headline.zh == "a 3 行")
    #expect(feed.state.alarms[.rule("lines", instance: "a")]?.current == .yellow)
  }

  @Test mutating func itIsOverWhenTheLinesHaveLeftTheWindow() {
    for second in [0.0, 1, 2] { fault("a", at: second) }
    feed.tick(59)
    #expect(feed.state.alarms[.rule("lines", instance: "a")]?.isActive == true)
    feed.tick(60)
    #expect(feed.state.alarms[.rule("lines", instance: "a")]?.core == .returned)
    fault("a", at: 61)
    #expect(feed.state.alarms[.rule("lines", instance: "a")]?.core == .returned)
  }
}
