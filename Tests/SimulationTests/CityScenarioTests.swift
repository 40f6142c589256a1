import Foundation
import Settings
import Simulation
import Testing

/// The cities beside the first: each has one scenario, whose checks hold in its own desk and which makes its own recording.
@Suite struct CityScenarioTests {
  static let samples = URL(fileURLWithPath: SimulatorTests.city).deletingLastPathComponent().path

  /// Every scenario of the other cities.
  static let files = ((try? FileManager.default.contentsOfDirectory(atPath: samples)) ?? []).sorted().flatMap { city in
    let folder = samples + "/" + city + "/scenarios"
    let names =
      samples + "/" + city == SimulatorTests.city ? [] : (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.map { city + "/scenarios/" + $0 }
  }

  @Test func threeCitiesHaveOne() { #expect(Set(Self.files.compactMap { $0.split(separator: "/").first }).count == 3) }

  @Test(arguments: files) func everyCheckHolds(_ file: String) throws {
    let path = Self.samples + "/" + file
    let simulator = try Simulator(scenario: String(contentsOfFile: path, encoding: .utf8), file: path)
    let city = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent().path
    let findings = try Rehearsal(simulator, in: try CityLoader.load(city)).findings()
    #expect(findings.count > 5)
    for finding in findings where finding.outcome != .passed { Issue.record("\(file): \(finding)") }
  }

  @Test(arguments: files) func theCommittedRecordingIsWhatItMakes(_ file: String) throws {
    let path = Self.samples + "/" + file
    let lines = try Simulator(scenario: String(contentsOfFile: path, encoding: .utf8), file: path).lines()
    let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent().path
    let recording = try String(contentsOfFile: "\(folder)/\(name).jsonl", encoding: .utf8)
    #expect(recording.utf8.count < 400_000)
    let isSame = lines.joined(separator: "\n") + "\n" == recording
    #expect(isSame, "make it anew: zhiban simulate \(path) -o \(folder)/\(name).jsonl")
  }
}
