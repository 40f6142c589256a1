import Foundation
import Simulation
import Testing

/// A fault names its file, line and column; a base's fault names the base.
@Suite struct ScenarioFileTests {
  static func message(_ text: String, file: String = "f.yaml") -> String {
    do {
      _ = try Simulator(scenario: text, file: file).lines()
      return "no fault"
    } catch { return "\(error)" }
  }

  /// A folder for one test, gone with it.
  static func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("zhiban-scenario-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  @Test func aMisspeltKeyIsSaidWithItsPlace() {
    let text = ScenarioTests.scenario("metrics:\n  - source: /x\n    subject: x\n    evry: 5\n    samples: []")
    #expect(Self.message(text).hasPrefix("f.yaml:9:5: unknown key 'evry'; known are every, place, samples"))
  }

  @Test func aCurveOfNoTimesIsSaid() {
    let text = ScenarioTests.scenario(ScenarioTests.metric.replacingOccurrences(of: "12:00", with: "noon"))
    #expect(Self.message(text) == "f.yaml: cloud.load: a curve needs at least one 'HH:MM: value'")
  }

  @Test func aValueOfAnotherTypeIsSaidWithItsPlace() {
    let text = ScenarioTests.scenario("scale: many")
    #expect(Self.message(text).hasPrefix("f.yaml:6:8: "))
  }

  @Test(arguments: [
    ("every: 60", "every: 0", "f.yaml: cloud: every must be between 0.1 s and a week"),
    ("decimals: 2", "decimals: 300000000", "f.yaml: cloud.load: decimals must be between 0 and 9"),
    ("\"00:00\": 0.2", "\"00:00\": .inf", "f.yaml:10:77: '.inf' is out of range"),
    ("\"00:00\": 0.2", "\"00:00\": 1e300", "f.yaml:10:77: '1e300' is out of range"),
  ])
  func noNumberMayHangOrCrash(_ good: String, _ bad: String, _ message: String) {
    let text = ScenarioTests.scenario(ScenarioTests.metric.replacingOccurrences(of: good, with: bad))
    #expect(Self.message(text) == message)
  }

  @Test func noCountMayFillTheMemory() {
    let text = ScenarioTests.scenario("lines: [{at: \"09:10\", text: x, count: 1000000000}]")
    #expect(Self.message(text) == "f.yaml: a count must be between 1 and 100,000")
  }

  @Test func aMissingBaseIsSaidWhereItIsNamed() {
    #expect(
      Self.message("base: nowhere.yaml\nid: x\n", file: "/tmp/f.yaml") == "/tmp/f.yaml:1:7: /tmp/nowhere.yaml: no such file")
  }

  @Test func aFaultOfTheBaseNamesTheBase() throws {
    try Self.inFolder { folder in
      try "id: b\nspeeed: 3\n".write(toFile: folder + "/base.yaml", atomically: true, encoding: .utf8)
      #expect(
        Self.message("base: base.yaml\nid: x\n", file: folder + "/s.yaml").hasPrefix(
          "\(folder)/base.yaml:2:1: unknown key 'speeed'"))
    }
  }

  @Test func filesThatAreEachOthersBaseEnd() throws {
    try Self.inFolder { folder in
      try "base: a.yaml\n".write(toFile: folder + "/a.yaml", atomically: true, encoding: .utf8)
      #expect(Self.message("base: a.yaml\n", file: folder + "/a.yaml") == "\(folder)/a.yaml:1:7: too many bases")
    }
  }

  @Test func aScenarioSaysOnlyWhatDiffersFromItsBase() throws {
    try Self.inFolder { folder in
      try ScenarioTests.scenario(ScenarioTests.metric).write(toFile: folder + "/base.yaml", atomically: true, encoding: .utf8)
      let text = """
        base: base.yaml
        metrics:
          - source: /440800/cloud
            subject: cloud
            samples: [{name: cloud.load, curve: {"00:00": 0.7}}, {name: cloud.more, unit: ratio, curve: {"00:00": 3}}]
        """
      let lines = try Simulator(scenario: text, file: folder + "/s.yaml", scale: 2).lines()
      #expect(lines.count == 121)
      #expect(lines.count { $0.contains(#""name":"cloud.load","value":0.7"#) } == 60)
      // The calm neighbour has the base's curve.
      #expect(lines.count { $0.contains(#""name":"cloud.load","value":0.2"#) && $0.contains("cloud-1") } == 60)
      #expect(lines.count { $0.contains("cloud.more") } == 120)
    }
  }
}
