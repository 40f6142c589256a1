import TestSupport
import Testing
import TextSafety

@testable import Core

/// In key periods (重点时期) rules may be stricter.
struct KeyPeriodTests {
  private static let period = KeyPeriod(name: LocalName(zh: "国庆"), from: .start + 100, to: .start + 200)
  private static let rule = RuleTimeline.rule(
    levels: [.init(severity: .yellow, value: 10)], keyPeriodLevels: [.init(severity: .orange, value: 5)])

  @Test func levelsChangeWithTheFirstTickInAndAfterThePeriod() {
    var line = RuleTimeline([Self.rule], keyPeriods: [Self.period])
    line.expect(
      """
      t+0 6 → clear
      t+99 tick → ·
      t+100 tick → orange
      t+150 4 → clear
      t+160 7 → orange
      t+199 tick → ·
      t+200 tick → clear
      t+210 11 → yellow
      """)
  }

  @Test func aSeverityThatOnlyThePeriodHasEndsWithIt() {
    var line = RuleTimeline([Self.rule], keyPeriods: [Self.period])
    line.expect(
      """
      t+100 tick → ·
      t+110 11 → orange
      t+200 tick → yellow
      t+210 9 → clear
      """)
  }

  @Test func aHoldBeginsAnewInTheNextPeriod() {
    let held = RuleTimeline.rule(
      levels: [.init(severity: .yellow, value: 10)], keyPeriodLevels: [.init(severity: .orange, value: 5, holdSeconds: 60)])
    let next = KeyPeriod(name: LocalName(), from: .start + 300, to: .start + 400)
    var line = RuleTimeline([held], keyPeriods: [Self.period, next])
    line.expect(
      """
      t+0 6 → clear
      t+150 tick → ·
      t+200 tick → ·
      t+300 tick → ·
      t+359 tick → ·
      t+360 tick → orange
      """)
  }

  @Test func whatIsNotKnownIsNotHeldAgainstOtherLevels() {
    var line = RuleTimeline([Self.rule], keyPeriods: [Self.period])
    line.expect(
      """
      t+0 6 → clear
      t+50 - → ·
      t+100 tick → ·
      t+110 6 → orange
      """)
  }

  @Test func rulesWithoutOtherLevelsStayAsTheyAre() {
    var line = RuleTimeline([RuleTimeline.rule()], keyPeriods: [Self.period])
    line.expect(
      """
      t+0 2 → clear
      t+100 tick → ·
      t+101 3 → orange
      """)
  }

  @Test func theCityKnowsItsPeriod() {
    var city = City()
    city.keyPeriods = [Self.period]
    #expect(city.keyPeriod(at: .start + 99.999) == nil)
    #expect(city.keyPeriod(at: .start + 100) == Self.period)
    #expect(city.keyPeriod(at: .start + 199.999)?.name.zh == "国庆")
    #expect(city.keyPeriod(at: .start + 200) == nil)
  }
}
