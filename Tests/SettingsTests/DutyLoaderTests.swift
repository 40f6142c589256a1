import Core
import Foundation
import Settings
import TestSupport
import Testing
import TextSafety

@Suite struct DutyLoaderTests {
  private static let city = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../SampleFeeds/zhanjiang").standardized
    .path

  private func faults(_ name: String, _ text: String) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("zhiban-duty-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent(name).path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    do {
      if name == "operators.yaml" { _ = try OperatorLoader.load(path) } else { try CityLoader.check(path) }
      return []
    } catch {
      return error.errors.map { "\($0.line ?? 0): \($0.message)" }
    }
  }

  @Test func theSampleCitysDutyIsRead() throws {
    let city = try CityLoader.load(Self.city)
    #expect(city.duty.limits[.red] == .init(acknowledge: 180, act: 600))
    #expect(city.duty.limits[.blue] == nil)
    #expect(city.duty.urgeInterval == 600)
    #expect(city.duty.shelfLimits[.dutyOfficer] == 3600 && city.duty.shelfLimits[.shiftLead] == nil)
    #expect(city.duty.reports.map(\.id) == ["cyber", "cyber-cii", "emergency", "hotspot"])
    #expect(city.duty.reports.map(\.first) == [14_400, 3600, 1800, 1800])
    #expect(city.duty.plan("emergency")?.written == 7200)
    #expect(city.duty.plan("cyber")?.categories == [.security])
    #expect(city.duty.plan("cyber")?.start == .init(severity: .red, grade: .three))
    #expect(city.duty.plan("cyber-cii")?.start == .init(severity: .red))
    #expect(city.duty.plan("emergency")?.start == .init(severity: .red, grade: .two))
    #expect(city.duty.reports.allSatisfy { !$0.basis.zh.isEmpty && !$0.basis.en.isEmpty })
  }

  @Test func theSampleOperatorsHaveEveryRole() throws {
    let operators = try OperatorLoader.load(Self.city + "/operators.yaml")
    #expect(Set(operators.map(\.role)) == Set(OperatorRole.allCases))
    #expect(Set(operators.map(\.hash)).count == operators.count)
  }

  @Test func faultsHaveTheirLine() throws {
    #expect(
      try faults("duty.yaml", "deadlines:\n  - {severity: pink, acknowledge: 3m}\nurge_interval: 2wd\nshelf_limits: {boss: 1h}\n")
        == [
          "2: 'pink' is none of red, orange, yellow, blue", "3: '2wd' is no time by the clock: give 30m, 2h or 7d",
          "4: 'boss' is none of duty, lead, cloud, security, hotline, observer",
        ])
    #expect(
      try faults("duty.yaml", "reports:\n  - {id: a, first: 1h}\n  - {id: a, first: 2h}\n  - {id: b}\n") == [
        "3: two report plans are called 'a'", "4: 'first' is missing",
      ])
    #expect(
      try faults("duty.yaml", "reports:\n  - {id: a, first: 1h, from_grade: 2}\n  - {id: b, first: 1h, from_response: red}\n")
        == [
          "2: '2' is none of I, II, III, IV", "3: 'red' is none of I, II, III, IV",
        ])
    #expect(
      try faults(
        "operators.yaml", "operators:\n  - {id: a, role: duty, hash: secret}\n  - {id: a, role: boss, hash: \"$scrypt$\"}\n") == [
          "2: 'hash' is what zhiban operator hash prints",
          "3: 'boss' is none of duty, lead, cloud, security, hotline, observer",
        ])
    #expect(try faults("operators.yaml", "operators: []\n") == ["1: 'operators' lists nobody: nobody could sign in"])
  }

  @Test func theConfigurationNamesOperatorsAndTheLock() throws {
    let configuration = try ProgramConfiguration.parse(
      "operators: operators.yaml\nlock_after: 10m\n", file: "/etc/zhiban/zhiban.yaml")
    #expect(configuration.operatorsFile == "/etc/zhiban/operators.yaml" && configuration.lockAfter == 600)
  }
}
