import Core
import Foundation
import Panels
import Settings
import Testing
import TextSafety

/// The folders of SampleFeeds: each a whole city, and nothing of one in another's.
@Suite struct CityProfileTests {
  static let samples = ConfigurationTests.root + "/SampleFeeds"
  static let cities = ((try? FileManager.default.contentsOfDirectory(atPath: samples)) ?? []).sorted().filter {
    FileManager.default.fileExists(atPath: samples + "/" + $0 + "/city.yaml")
  }

  @Test func fourCitiesAreThere() throws {
    #expect(Self.cities.count == 4)
    let first = try #require(try SampleList.first(in: Self.samples))
    #expect(Self.cities.contains(first))
  }

  /// Every system is on a board there is and in a field the city names; every place on the map has a tile of its own.
  @Test(arguments: cities) func aCityIsWhole(_ name: String) throws {
    let profile = try CityLoader.profile(Self.samples + "/" + name)
    let city = profile.city
    #expect(!city.name.zh.isEmpty && !city.name.en.isEmpty && !city.desk.zh.isEmpty && city.code != .none)
    #expect(!city.places.all.isEmpty && !city.systems.isEmpty && city.rules.count > 5 && !city.sources.isEmpty)
    #expect(!city.ticketLimits.entries.isEmpty && !city.departments.isEmpty && !city.duty.limits.isEmpty)
    for system in city.systems {
      let board = BoardID(rawValue: system.board ?? "topics")
      #expect(profile.boards[board] != nil, "\(system.id) is on board \(board)")
      #expect(city.areas.contains { $0.zh == system.area }, "\(system.id) is of \(system.area)")
    }
    for rule in city.rules {
      #expect(!rule.headline.zh.isEmpty && !rule.headline.en.isEmpty && !rule.basis.isEmpty, "\(rule.id)")
    }
    for board in profile.boards.all { #expect(!board.name.zh.isEmpty && !board.name.en.isEmpty && !board.layouts.isEmpty) }
    #expect(profile.boards[key: 1]?.id == "overview")
  }

  /// Holidays are the State Council's and in one file; the hours are the city's own.
  @Test(arguments: cities) func holidaysAreSharedByAll(_ name: String) throws {
    let folder = Self.samples + "/" + name
    let profile = try CityLoader.profile(folder)
    #expect(profile.city.calendar.years.isSuperset(of: [2020, 2021, 2022]))
    #expect(!profile.city.calendar.isWorkingDay(CivilDate(year: 2020, month: 10, day: 8)))
    #expect(profile.city.calendar.isWorkingDay(CivilDate(year: 2020, month: 10, day: 10)))
    #expect(profile.files.contains(folder + "/../holidays.yaml"))
  }

  @Test func aHolidayFileThatIsNotThereIsSaid() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "holidays_from: none.yaml\n".write(toFile: folder + "/calendar.yaml", atomically: true, encoding: .utf8)
    do {
      _ = try CityLoader.load(folder)
      Issue.record("nothing was said")
    } catch {
      #expect(error.errors.map(\.description) == ["\(folder)/calendar.yaml:1:16: 'none.yaml': no such file"])
    }
  }

  /// What a district or city is called is data, never code.
  @Test func noCityIsNamedInTheProgram() throws {
    let names = try Self.cities.flatMap { name -> [String] in
      let city = try CityLoader.load(Self.samples + "/" + name)
      return [name, city.name.en.string.lowercased(), city.name.zh.string]
    }
    let sources = URL(fileURLWithPath: ConfigurationTests.root + "/Sources")
    for case let file as URL in try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    where ["swift", "c", "h", "cpp", "yaml"].contains(file.pathExtension) && !file.path.contains("/TestSupport/") {
      let text = try String(contentsOf: file, encoding: .utf8).lowercased()
      for name in names { #expect(!text.contains(name), "\(name) in \(file.lastPathComponent)") }
    }
  }

  /// The figures that the seeds state of these places are targets or capacities of their rules.
  @Test(arguments: [
    ("jiangmen", "governance-topics", 7.0, "江门2022"), ("jiangmen", "one-thing", 100, "江门2022"),
    ("jiangmen", "one-visit", 10, "江门2022"), ("jiangmen", "cross-province", 100, "江门2022"),
    ("gaoming", "appeal-closing", 0.9736, "高明2020"), ("gaoming", "case-closing", 0.98, "高明2020"),
    ("gaoming", "construction-approval", 45.1, "高明2020"), ("xiashan", "supervision-lists", 1, "霞山2021"),
  ])
  func aTargetOfItsSeedIsARule(city: String, rule: String, level: Double, basis: String) throws {
    let found = try #require(
      try CityLoader.load(Self.samples + "/" + city).rules.first { $0.id == SafeText(sanitizing: rule) })
    #expect(found.levels.map(\.value) == [level])
    #expect(found.basis.string.hasPrefix(basis))
  }
}
