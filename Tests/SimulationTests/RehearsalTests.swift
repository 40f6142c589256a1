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

  static func findings(_ file: String) throws -> [Rehearsal.Finding] {
    let path = folder + "/" + file
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let simulator = try Simulator(scenario: text, file: path)
    return try Rehearsal(simulator, in: try CityLoader.load(SimulatorTests.city)).findings()
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
}
