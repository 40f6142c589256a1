import Core
import Foundation
import Settings
import Testing
import TextSafety
import TextUI

@Suite struct ConfigurationTests {
  static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardized.path

  @Test(arguments: [
    ("state: s\ncolectors: []\n", "f.yaml:2:1: unknown key 'colectors'; did you mean 'collectors'?"),
    ("collectors:\n  - {name: a}\n", "f.yaml:2:5: 'kind' is missing"),
    ("collectors: 3\n", "f.yaml:1:13: 'collectors' must be a list"),
    ("keep_events_hours: many\n", "f.yaml:1:20: must be a number"),
    (
      "keep_audit_days: 182\n",
      "f.yaml:1:18: must be 183 or more: the audit record is kept for six months at least"
    ),
    ("audit_hash: md5\n", "f.yaml:1:13: 'md5' is none of sm3, sha256"),
    ("wall: {boards: [overview], dwel_seconds: 5}\n", "f.yaml:1:28: unknown key 'dwel_seconds'; did you mean 'dwell_seconds'?"),
    ("wall: {red_seconds: 1}\n", "f.yaml:1:21: must lie between 3 and 86400"),
    ("wall: {boards: [{seconds: 5}]}\n", "f.yaml:1:17: 'board' is missing"),
    ("collectors:\n  - {name: a, kind: host}\n  - {name: a, kind: host}\n", "f.yaml:3:5: two collectors are named 'a'"),
  ])
  func faultsNameTheirPlace(text: String, message: String) {
    #expect {
      _ = try ProgramConfiguration.parse(text, file: "f.yaml")
    } throws: { error in
      (error as? ConfigurationErrors)?.description == message
    }
  }

  @Test func aBoardOfAWallKnowsWhereItIsWritten() throws {
    let text = "wall:\n  boards: [overview, {board: hotlin, seconds: 30}]\n"
    let wall = try ProgramConfiguration.parse(text, file: "f.yaml").wall
    #expect(wall?.turns.map(\.place) == ["f.yaml:2:12", "f.yaml:2:30"])
  }

  @Test func aWallShowsItsBoardsInTurn() throws {
    let text = "wall:\n  dwell_seconds: 15\n  red_seconds: 90\n  boards: [overview, {board: hotline, seconds: 30}]\n"
    let wall = try ProgramConfiguration.parse(text, file: "f.yaml").wall
    #expect(
      wall
        == WallPlan(
          turns: [.init(board: "overview", seconds: 15), .init(board: "hotline", seconds: 30)], redSeconds: 90, resumeSeconds: 120
        ))
    #expect(try ProgramConfiguration.parse("lang: zh\n", file: "f.yaml").wall == nil)
    let city = try CityLoader.load(Self.root + "/SampleFeeds/zhanjiang")
    #expect(city.wall?.turns.first == .init(board: "overview", seconds: 40))
  }

  @Test func brokenYAMLNamesItsPlace() {
    #expect {
      _ = try ProgramConfiguration.parse("state: [a\n", file: "f.yaml")
    } throws: { error in
      "\(error)".hasPrefix("f.yaml:")
    }
  }

  @Test func theSampleCityIsWhole() throws {
    let city = try CityLoader.load(Self.root + "/SampleFeeds/zhanjiang")
    #expect(city.places.tiles.count == 10)
    #expect(city.systems.count == 255)
    #expect(Set(city.systems.map(\.id)).count == 255)
    #expect(CatalogueSystem.Tier.allCases.map { tier in city.systems.count { $0.tier == tier } } == [60, 93, 102])
    #expect(city.rules.count > 30)
    #expect(city.calendar.years == [2020, 2021, 2022])
    #expect(!city.calendar.isWorkingDay(CivilDate(year: 2022, month: 5, day: 3)))
    #expect(city.calendar.isWorkingDay(CivilDate(year: 2022, month: 10, day: 8)))
    #expect(!city.calendar.isWorkingDay(CivilDate(year: 2022, month: 10, day: 7)))
    #expect(city.calendar.isWorkingDay(CivilDate(year: 2022, month: 7, day: 4)))
    #expect(city.ticketBaseline.map { $0.workingDay.reduce(0, +) > 1900 } == true)
  }

  @Test func everyThemeLoads() throws {
    let folder = Self.root + "/Themes"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
    #expect(files.count >= 5)
    var names: Set<String> = []
    for file in files { names.insert(try ThemeLoader.load(folder + "/" + file).name) }
    #expect(names.isSuperset(of: ["night", "day", "console", "mono", "high-contrast"]))
  }

  @Test func aBase16SchemeIsATheme() throws {
    let palette = (0..<16).map { "base0\(String($0, radix: 16, uppercase: true)): \"\($0 < 8 ? "1\($0)" : "d\($0 - 8)")2030\"" }
      .joined(separator: "\n")
    let theme = try ThemeLoader.parse("scheme: test\n" + palette, file: "t.yaml")
    #expect(theme.name == "test")
  }

  @Test func aThemeWithAnUnknownRoleIsRefused() {
    #expect {
      _ = try ThemeLoader.parse("name: x\ndark: true\nroles:\n  texxt: {fg: 3}\n", file: "t.yaml")
    } throws: { "\($0)".hasPrefix("t.yaml:4:") }
  }
}
