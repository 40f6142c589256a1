import Core
import Foundation
import Settings
import Testing
import TextSafety

@Suite struct SignalLoaderTests {
  private func load(_ text: String) throws -> City {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("signals-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try text.write(toFile: folder + "/rules.yaml", atomically: true, encoding: .utf8)
    return try CityLoader.load(folder)
  }

  @Test func withoutABlockTheDefaultsHold() throws {
    #expect(try load("rules: []\n").signals == SignalOptions())
  }

  @Test func aBlockTunesTheDetector() throws {
    let text = """
      signals:
        enabled: false
        false_alarms_per_day: 0.5
        minimum_count: 4
        minimum_ratio: 3
        half_life_days: 14
        warm_up_h: 6
        domains: [hotline]
        levels:
          - {severity: yellow, count: 5, probability: 0.0001}
          - {severity: red, count: 50, probability: 1e-12}
        services:
          flood-road: {zh: 积水, en: flooding}

      """
    let signals = try load(text).signals
    #expect(!signals.isEnabled)
    #expect(signals.falseAlarmsPerDay == 0.5)
    #expect(signals.minimumCount == 4)
    #expect(signals.minimumRatio == 3)
    #expect(signals.halfLifeDays == 14)
    #expect(signals.warmUpHours == 6)
    #expect(signals.domains == [.hotline])
    #expect(signals.levels.map(\.severity) == [.red, .yellow])
    #expect(signals.serviceNames["flood-road"] == LocalName(zh: "积水", en: "flooding"))
  }

  @Test(arguments: [
    ("signals:\n  enable: true\n", "2:3: unknown key 'enable'; did you mean 'enabled'?"),
    ("signals:\n  false_alarms_per_day: 50\n", "2:25: must lie between 0.0001 and 10"),
    ("signals:\n  domains: [hotlin]\n", "2:13: 'hotlin' is none of hotline, "),
    ("signals:\n  levels:\n    - {severity: pink, count: 3, probability: 0.1}\n", "3:18: severity 'pink' is none of red"),
    ("signals:\n  levels:\n    - {severity: red, count: 3}\n", "3:7: 'probability' is missing"),
    (
      "signals:\n  levels:\n    - {severity: red, count: 3, probability: 0.1}\n    - {severity: blue, count: 9, probability: 0.2}\n",
      "3:5: red must lie beyond blue"
    ),
  ])
  func faultsNameTheirPlace(text: String, message: String) {
    #expect {
      _ = try load(text)
    } throws: { error in
      "\(error)".contains("rules.yaml:" + message)
    }
  }
}
