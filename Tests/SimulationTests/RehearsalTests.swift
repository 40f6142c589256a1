import Core
import Foundation
import Settings
import Simulation
import Testing

/// Every scenario of the sample city is played into a desk of that city, and each of its checks must hold at its moment.
@Suite struct RehearsalTests {
  static let folder = SimulatorTests.city + "/scenarios"
  static let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".yaml") }
    .sorted()

  static func findings(_ file: String, in city: City? = nil) throws -> [Rehearsal.Finding] {
    let path = folder + "/" + file
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let simulator = try Simulator(scenario: text, file: path)
    return try Rehearsal(simulator, in: try city ?? CityLoader.load(SimulatorTests.city)).findings()
  }

  /// A check that cannot fail says nothing: without the rule that it is about, it does.
  @Test(arguments: [
    ("s09-ticket-returned.yaml", "ticket-returns", 2), ("s12-review-burst.yaml", "hall-reviews", 2),
    ("s15-hostile-feeds.yaml", "lines-malformed", 3), ("s18-medical-settlement.yaml", "medical-settle", 1),
  ])
  func aCheckFailsWithoutItsRule(_ file: String, _ rule: String, _ failures: Int) throws {
    var city = try CityLoader.load(SimulatorTests.city)
    let count = city.rules.count
    city.rules.removeAll { "\($0.id)" == rule }
    #expect(city.rules.count == count - 1)
    let failed = try Self.findings(file, in: city).filter { if case .failed = $0.outcome { true } else { false } }
    #expect(failed.count >= failures, "\(failed)")
  }

  @Test(arguments: [("s13-exercise-and-real.yaml", "cyber"), ("s17-fire-hotspot.yaml", "hotspot")])
  func aDeadlineIsMissedWithoutItsPlan(_ file: String, _ plan: String) throws {
    var city = try CityLoader.load(SimulatorTests.city)
    city.duty.reports.removeAll { "\($0.id)" == plan }
    let failed = try Self.findings(file, in: city).filter { $0.check.contains("deadline report \(plan)") }
    #expect(failed.count == 1)
    for finding in failed {
      guard case .failed(let found) = finding.outcome else {
        Issue.record("\(finding)")
        continue
      }
      #expect(found.contains("due: ") && !found.contains("report \(plan)"), "\(found)")
    }
  }

  /// What is pending still, and nothing besides.
  @Test func onlyTheProjectionIsPending() throws {
    let pending = try Self.files.flatMap { file in
      try String(contentsOfFile: Self.folder + "/" + file, encoding: .utf8).split(separator: "\n").filter {
        $0.contains("pending:")
      }
      .map { _ in file }
    }
    #expect(pending == ["s11-month-end-targets.yaml"])
  }

  @Test func everyScenarioOfTheDeskIsThere() {
    let numbers = Set(Self.files.compactMap { $0.hasPrefix("s") ? Int($0.dropFirst().prefix(2)) : nil })
    #expect(numbers == Set(1...20))
  }

  @Test(arguments: files) func everyCheckOfAScenarioHolds(_ file: String) throws {
    let findings = try Self.findings(file)
    #expect(findings.contains { $0.outcome == .passed }, "\(file) checks nothing")
    for finding in findings {
      if case .failed = finding.outcome { Issue.record("\(file): \(finding)") }
    }
  }

  /// A desk of no city, an hour, one alert.
  static func findings(checks: String) throws -> [String] {
    let parts = """
      alerts:
        - {at: "09:10", source: /440800/x, id: a, status: firing, severity: red, category: other, event: e, headline: h}
      checks:
      \(checks)
      """
    return try Rehearsal(Simulator(scenario: ScenarioTests.scenario(parts), file: "t.yaml"), in: City()).findings().map(
      \.description)
  }

  @Test func aWrongExpectationSaysWhatWasFound() throws {
    let found = try Self.findings(
      checks: """
          - {at: "09:11", alert: feed/440800/x/a, state: acknowledged}
          - {at: "09:09", alert: feed/440800/x/a, state: unacknowledged}
          - {at: "09:11", count: {severity: red}, is: 2}
          - {at: "09:11", no_alert: "feed/*"}
          - {at: "11:00", counter: malformed, is: 1}
          - {at: "09:11", counter: announcements, is: 2}
          - {at: "09:11", alert: feed/440800/x/a, deadline: acknowledge, due: "09:13"}
          - {at: "09:11", alert: feed/440800/x/a, work: supervise}
        """)
    #expect(
      found == [
        "FAILED   09:11 alert feed/440800/x/a acknowledged: found feed/440800/x/a unacknowledged red",
        "FAILED   09:09 alert feed/440800/x/a unacknowledged: found no such alert",
        "FAILED   09:11 alerts unacknowledged red is 2: found 1",
        "FAILED   09:11 no alert feed/*: found feed/440800/x/a unacknowledged red",
        "FAILED   11:00 counter malformed is 1: found 0",
        "FAILED   09:11 counter announcements is 2: found 1",
        "FAILED   09:11 alert feed/440800/x/a deadline acknowledge due 09:13: found feed/440800/x/a unacknowledged red, due: nothing",
        "FAILED   09:11 alert feed/440800/x/a after supervise: found feed/440800/x/a unacknowledged red",
      ])
  }

  @Test func whatIsPendingNeverCountsAsPassed() throws {
    let found = try Self.findings(checks: "  - {at: \"09:11\", alert: feed/440800/x/a, state: unacknowledged, pending: not yet}")
    #expect(found == ["pending  09:11 alert feed/440800/x/a unacknowledged: not yet"])
  }

  @Test func aCheckOfNothingIsAFault() {
    #expect(throws: ConfigurationError.self) { try Self.findings(checks: "  - {at: \"09:11\", state: unacknowledged}") }
  }
}
