import Core
import Foundation
import Settings
import Testing
import TextSafety

@Suite struct RuleLoaderTests {
  private static let rest = "\n    levels: [{severity: red, at: 3}]\n    category: cloud\n    headline: x\n"

  private func load(_ text: String, city: String? = nil) throws -> City {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rules-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try text.write(toFile: folder + "/rules.yaml", atomically: true, encoding: .utf8)
    try city?.write(toFile: folder + "/city.yaml", atomically: true, encoding: .utf8)
    return try CityLoader.load(folder)
  }

  private func rule(_ text: String, rest: String = rest) throws -> Rule {
    try #require(try load("rules:\n  - id: r\n    " + text + rest).rules.first)
  }

  @Test func subjectsAreRead() throws {
    let subjects: [(String, Rule.Subject)] = [
      ("metric: m\n    labels: {a: b}", .metric(name: "m", labels: [Label("a", "b")])),
      (
        "aggregate: {share: m, below: 0.5, by: [source, district, subject, label.pool], labels: {a: b}, fresh_s: 60}",
        .aggregate(
          Rule.Aggregate(
            .share, of: "m", labels: [Label("a", "b")], bound: .init(.below, 0.5),
            by: [.source, .district, .subject, .label("pool")], freshSeconds: 60))
      ),
      ("aggregate: {count: m, above: 27}", .aggregate(Rule.Aggregate(.count, of: "m", bound: .init(.above, 27)))),
      ("aggregate: {sum: m}", .aggregate(Rule.Aggregate(.sum, of: "m"))),
      (
        "ratio: {of: bad, over: all, over_labels: {a: b}, by: [district]}",
        .ratio(Rule.Ratio("bad", over: "all", [Label("a", "b")], by: [.district]))
      ),
      ("queue: dead\n    only: q", .queue(.dead, queue: "q")),
      ("fleet: k", .fleet(.init(.online, fleet: "k"))),
      (
        "fleet: \"*\"\n    share: offline\n    by: district\n    minimum_out: 3",
        .fleet(.init(.offline, by: .district, minimumOut: 3))
      ),
      ("tickets: red_share\n    domain: hotline\n    by: district", .tickets(.redShare, domain: .hotline, by: .district)),
      ("tickets: returns\n    by: district", .tickets(.returns, domain: nil, by: .district)),
      ("collector: malformed\n    occurrences: {above: 1, window_s: 600}", .malformedLines),
      (
        "ratio: {of: a, over: b, of_at_least: 5, by: [district]}",
        .ratio(.init("a", over: "b", minimum: 5, by: [.district]))
      ),
      ("tickets: red\n    by: agency", .tickets(.red, domain: nil, by: .agency)),
      ("tickets: open\n    by: place", .tickets(.open, domain: nil, by: .place)),
      ("task: state", .task(.state, task: nil)), ("task: behind\n    only: t", .task(.behind(.linear), task: "t")),
      ("task: behind\n    plan: milestones", .task(.behind(.milestones), task: nil)),
      (
        "task: behind\n    plan: [{by: 2022-06-30, share: 0.8}, {by: 2022-12-31, share: 1}]",
        .task(
          .behind(
            .given([
              .init(by: CivilDate(year: 2022, month: 6, day: 30), share: 0.8),
              .init(by: CivilDate(year: 2022, month: 12, day: 31), share: 1),
            ])), task: nil)
      ),
      ("task: milestones", .task(.milestones, task: nil)), ("task: value", .task(.value, task: nil)),
      ("source: core_silent", .sourceSilence(coreOnly: true)), ("source: down", .sourceDown),
    ]
    for (text, subject) in subjects { #expect(try rule(text).subject == subject, "\(text)") }
  }

  @Test func measuresAreRead() throws {
    #expect(try rule("metric: m\n    rate: {per: hour, window_s: 1800}").measure == .rate(perSeconds: 3600, windowSeconds: 1800))
    #expect(
      try rule("source: down\n    occurrences: {below: 6, window_s: 600}").measure
        == .occurrences(of: .init(.below, 6), windowSeconds: 600))
    #expect(try rule("metric: m\n    absent: true").measure == .absence)
    #expect(try rule("metric: m\n    deadband: 0.5\n    hysteresis: 1").deadband == 0.5)
    let likely = "\n    levels: [{severity: red, probability: 1.0e-6, hold_s: 5}]\n    category: cloud\n    headline: x\n"
    let unusual = try rule("metric: m\n    baseline: below", rest: likely)
    #expect(unusual.measure == .baseline(side: .below))
    #expect(unusual.levels == [.init(severity: .red, value: 6, holdSeconds: 5)])
  }

  @Test func levelsOfKeyPeriodsAreRead() throws {
    let text = "metric: m\n    hold_s: 30\n    key_period_levels: [{severity: orange, at: 2, hold_s: 1}]\n    owner_level: county"
    let rule = try rule(text)
    #expect(rule.levels == [.init(severity: .red, value: 3, holdSeconds: 30)])
    #expect(rule.keyPeriodLevels == [.init(severity: .orange, value: 2, holdSeconds: 1)])
    #expect(rule.ownerLevel == .county)
    #expect(try self.rule("metric: m\n    key_period_factor: 0.5").keyPeriodLevels == [.init(severity: .red, value: 1.5)])
    let city = """
      utc_offset_minutes: 480
      key_periods:
        - {name: {zh: 国庆, en: National Day}, from: 2022-10-01, to: 2022-10-07}
        - {name: 演练, from: "2022-11-01T08:00:00+08:00", to: "2022-11-01T12:00:00+08:00"}

      """
    let periods = try load("rules: []\n", city: city).keyPeriods
    #expect(periods.map(\.name) == [LocalName(zh: "国庆", en: "National Day"), LocalName(zh: "演练")])
    #expect(
      periods.flatMap { [$0.from, $0.to] }
        == ["2022-10-01T00:00:00+08:00", "2022-10-08T00:00:00+08:00", "2022-11-01T08:00:00+08:00", "2022-11-01T12:00:00+08:00"]
        .map { Timestamp(rfc3339: $0) ?? .distantPast })
  }

  @Test(arguments: [
    ("metrics: m", "3:5: unknown key 'metrics'; did you mean 'metric'?"),
    (
      "metric: m\n    queue: depth",
      "2:5: a rule reads one of metric, aggregate, ratio, queue, fleet, tickets, task, source, collector"
    ),
    ("collector: malformed", "3:16: a line that cannot be read is an occurrence: such a rule needs 'occurrences'"),
    ("collector: slow", "3:16: 'slow' is none of malformed"),
    ("queue: deep", "3:12: 'deep' is none of depth, oldest"),
    ("queue: depth\n    plan: linear", "4:11: 'plan' does not belong to a rule on queue"),
    ("metric: m\n    share: offline", "4:12: 'share' does not belong to a rule on metric"),
    ("aggregate: {sum: m, mean: m}", "3:16: an aggregate is one of sum, mean, max, min, count, share"),
    ("aggregate: {sum: m, above: 3}", "3:32: only count and share have a bound"),
    ("aggregate: {share: m}", "3:16: needs 'above' or 'below'"),
    ("aggregate: {share: m, above: 1, below: 3}", "3:44: give 'above' or 'below', not both"),
    ("aggregate: {sum: m, by: [city]}", "3:30: 'city' is none of source, district, subject, label.NAME"),
    ("ratio: {of: m}", "3:12: 'over' is missing"),
    ("fleet: k\n    by: town", "4:9: 'town' is none of whole, area, district"),
    ("fleet: k\n    minimum_out: -1", "4:18: must lie between 0 and 1000000"),
    ("tickets: blue", "3:14: 'blue' is none of open, red, yellow, red_share"),
    ("task: true", "3:11: 'true' is none of state, behind, milestones, value"),
    ("task: state\n    plan: linear", "4:11: 'plan' belongs to task: behind"),
    ("task: behind\n    plan: steep", "4:11: 'steep' is none of linear, milestones, or a list of points"),
    (
      "task: behind\n    plan: [{by: 2022-06-30, share: 0.5}, {by: 2022-03-31, share: 1}]",
      "4:11: the points must follow each other in time, and never fall"
    ),
    ("task: behind\n    plan: [{by: June, share: 0.5}]", "4:17: 'June' is no day: give 2022-05-01"),
    ("task: behind\n    plan: [{by: 2022-06-30, share: 5}]", "4:36: must lie between 0 and 1"),
    ("source: gone", "3:13: 'gone' is none of silent, core_silent, down"),
    ("metric: m\n    rate: {per: week, window_s: 60}", "4:17: 'week' is none of second, minute, hour, day"),
    ("metric: m\n    rate: {per: hour}", "4:11: 'window_s' is missing"),
    ("metric: m\n    rate: {per: hour, window_s: 1}", "4:33: must lie between 10 and 604800"),
    (
      "metric: m\n    rate: {per: hour, window_s: 60}\n    absent: true",
      "2:5: a rule has one of rate, occurrences, absent, baseline"
    ),
    ("metric: m\n    occurrences: {window_s: 60}", "4:18: needs 'above' or 'below'"),
    ("metric: m\n    direction: below\n    absent: true", "4:16: must be above: it is worse the more there is of it"),
    ("metric: m\n    baseline: both", "unknown key 'at'; known are severity, probability, hold_s"),
    ("metric: m\n    baseline: up", "4:15: 'up' is none of both, above, below"),
    ("metric: m\n    key_period_factor: 2", "4:24: must be below 1: key periods are stricter"),
    (
      "metric: m\n    key_period_factor: 0.5\n    key_period_levels: [{severity: red, at: 1}]",
      "5:24: give key_period_levels or key_period_factor, not both"
    ),
    ("metric: m\n    key_period_levels: [{severity: pink, at: 1}]", "severity 'pink' is none of red, orange, yellow, blue"),
    ("metric: m\n    hold_s: -3", "4:13: must lie between 0 and 604800"),
    ("metric: m\n    deadband: -1", "4:15: must lie between 0 and "),
    ("metric: m\n    owner_level: town", "4:18: 'town' is none of province, city, county"),
  ])
  func faultsNameTheirPlace(text: String, message: String) {
    let error = #expect(throws: ConfigurationErrors.self) { _ = try rule(text) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "no fault")")
  }

  @Test(arguments: [
    ("key_periods:\n  - {from: 2022-10-01, to: 2022-10-07}\n", "2:5: 'name' is missing"),
    ("key_periods:\n  - {name: x, from: 2022-10-09, to: 2022-10-07}\n", "2:5: 'to' must come after 'from'"),
    ("key_periods:\n  - {name: x, from: soon, to: 2022-10-07}\n", "2:21: 'soon' is no moment: give 2022-10-01 or"),
    ("key_periods:\n  - {name: x, from: 2022-10-01, till: 2022-10-07}\n", "2:33: unknown key 'till'"),
  ])
  func faultsOfKeyPeriodsNameTheirPlace(text: String, message: String) {
    let error = #expect(throws: ConfigurationErrors.self) { _ = try load("rules: []\n", city: text) }
    #expect(error?.description.contains("city.yaml:" + message) == true, "\(error?.description ?? "no fault")")
  }
}
