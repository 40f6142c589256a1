import Core
import Foundation
import Panels
import Settings
import Testing
import TextSafety

/// boards.yaml: what a city may change, hide and add, and what it is told where it is wrong.
@Suite struct BoardLoaderTests {
  /// The boards of a city whose folder holds this file.
  private func boards(_ text: String, city: String? = nil) throws -> Boards {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try text.write(toFile: folder + "/boards.yaml", atomically: true, encoding: .utf8)
    try city?.write(toFile: folder + "/city.yaml", atomically: true, encoding: .utf8)
    return try CityLoader.profile(folder).boards
  }

  /// What is wrong with the file, without its path.
  private func faults(_ text: String, city: String? = nil) -> [String] {
    do {
      _ = try boards(text, city: city)
      return []
    } catch let errors as ConfigurationErrors {
      return errors.errors.map { "\($0.line ?? 0):\($0.column ?? 0): \($0.message)" }
    } catch { return ["\(error)"] }
  }

  @Test func theStandardBoardsAreThoseOfTheKeys() {
    let boards = BoardLoader.standard
    #expect(
      boards.listing == """
        1 overview, 2 hotline, 3 cloud, 4 sharing, 5 security, 6 apps, 7 topics, 8 ledger, 9 sources, 0 log
        """)
    #expect(boards.find("3")?.id == "cloud" && boards.find("cloud")?.key == 3 && boards.find("政务云")?.key == 3)
    #expect(boards.find("CLOUD")?.id == "cloud" && boards.find("11") == nil && boards.find("") == nil)
  }

  @Test func aCityAddsChangesAndHides() throws {
    let boards = try boards(
      """
      boards:
        - {id: grid, key: 7, name: {zh: 网格, en: Grid}, panels: [{panel: metrics, indicators: ["grid.*"]}, {panel: tickets, domains: [grid_event]}]}
        - {id: ledger, hidden: true}
        - {id: cloud, name: 云}
        - {id: halls, name: 大厅, columns: [{weight: 2, panels: [{panel: alerts}]}, {panels: [{panel: log}]}]}
      """)
    #expect(
      boards.listing == """
        1 overview, 2 hotline, 3 cloud, 4 sharing, 5 security, 6 apps, 7 grid, 9 sources, 0 log, topics, halls
        """)
    #expect(boards["cloud"]?.name.zh == "云" && boards["cloud"]?.layouts == BoardLoader.standard["cloud"]?.layouts)
    let grid = try #require(boards["grid"])
    #expect(grid.layouts[0].columns[0].slots.map(\.id.panel) == [.metrics, .tickets])
    #expect(grid.layouts[0].columns[0].slots[0].options.indicators == [.init(name: "grid.", isPrefix: true)])
    #expect(grid.layouts[0].columns[0].slots[1].options.domains == [.gridEvent])
    #expect(boards["halls"]?.layouts[0].columns.map(\.weight) == [2, 1])
  }

  /// One panel several times, each limited to something else; the same one in another layout is the same place.
  @Test func panelsOfOneKindAreToldApart() throws {
    let text = """
      boards:
        - id: two
          name: 两栏
          layouts:
            - when: [columns < 120, rows >= 20]
              panels: [{panel: systems, areas: [经济调节]}, {panel: systems}]
            - columns:
                - panels: [{panel: systems}]
                - panels: [{panel: systems, areas: [经济调节]}]
      """
    let layouts = try #require(try boards(text)["two"]?.layouts)
    #expect(layouts[0].columns[0].slots.map(\.id) == [SlotID(.systems), SlotID(.systems, number: 1)])
    #expect(layouts[1].columns.map { $0.slots[0].id } == [SlotID(.systems, number: 1), SlotID(.systems)])
    #expect(layouts[0].needs == BoardNeeds(when: [.fewer(.columns, than: 120), .atLeast(.rows, 20)]))
    let areas = "areas: [{zh: 经济调节, en: Economy}, {zh: 社会管理, en: Safety}]\n"
    #expect(faults(text, city: areas) == [])
    #expect(
      faults(text.replacingOccurrences(of: "经济调节", with: "经济"), city: areas)
        == [
          "6:43: '经济' is none of the city's areas: 经济调节, 社会管理", "9:47: '经济' is none of the city's areas: 经济调节, 社会管理",
        ])
  }

  @Test(arguments: [
    (
      "boards: [{id: Überblick, name: x, panels: [{panel: log}]}]",
      "1:15: 'Überblick' is no id: give a lower-case letter, then letters, digits and hyphens, 24 at most"
    ),
    ("boards: [{id: a, panels: [{panel: log}]}]", "1:10: 'name' is missing: 'a' is a new board"),
    ("boards: [{id: a, name: x}]", "1:10: 'panels', 'columns' or 'layouts' is missing: 'a' is a new board"),
    ("boards: [{id: cloud, panels: [{panel: log, weigth: 2}]}]", "1:44: unknown key 'weigth'; did you mean 'weight'?"),
    (
      "boards: [{id: cloud, panels: [{panel: log, areas: [x]}]}]",
      "1:44: unknown key 'areas'; known are panel, weight, min, max, priority, when, unless, title"
    ),
    ("boards: [{id: cloud, panels: [{panel: metrics}]}]", "1:31: 'indicators' is missing: which is it to show?"),
    ("boards: [{id: cloud, panels: [{panel: log, min: 0}]}]", "1:49: 'min' must be 1 to 1000"),
    ("boards: [{id: cloud, panels: [{panel: log, min: 5, max: 3}]}]", "1:31: 'max' is less than 'min'"),
    (
      "boards: [{id: cloud, panels: [{panel: log}, {panel: log}]}]",
      "1:45: 'log' stands twice on this board with the same options"
    ),
    (
      "boards: [{id: cloud, panels: [{panel: alerts}, {panel: alerts, categories: [flood]}]}]",
      "1:48: the alerts stand on a board once: acknowledging is about what is on the screen"
    ),
    ("boards: [{id: cloud, key: 12}]", "1:27: '12' is no key: give 0 to 9, or none"),
    ("boards: [{id: cloud, key: 1}, {id: apps, key: 1}]", "1:47: two boards have the key 1"),
    ("boards: [{id: cloud}, {id: cloud}]", "1:23: two boards are named 'cloud'"),
    ("boards: [{id: nowhere, hidden: true}]", "1:10: no board 'nowhere' to hide; there are \(BoardLoader.standard.listing)"),
    (
      "boards: [{id: cloud, panels: [{panel: log, when: narrow}]}]",
      "1:50: 'narrow' is no condition: give host, host_only, cloudless, crypto, or columns or rows with < or >= and a number ('columns < 120')"
    ),
    ("boards: [{id: cloud, panels: []}]", "1:10: 'panels' is missing or empty"),
  ]) func whatIsWrongIsSaidWithItsPlace(text: String, fault: String) { #expect(faults(text) == [fault]) }

  @Test func anUnknownPanelIsToldWhichThereAre() throws {
    let fault = try #require(faults("boards: [{id: cloud, panels: [{panel: clouds}]}]").first)
    #expect(fault.hasPrefix("1:39: 'clouds' is none of alerts, hotline, tickets, cloud, cloud_trend, host, network, "))
  }

  @Test func aFileThatHidesAllIsRefused() {
    let all = BoardLoader.standard.all.map { "{id: \($0.id), hidden: true}" }.joined(separator: ", ")
    #expect(faults("boards: [\(all)]") == ["1:1: no board is left to show"])
  }

  /// Hostile files end with a fault, not with the machine.
  @Test func moreThanAnybodyNeedsIsRefused() {
    let panels = (0..<5000).map { "{panel: systems, areas: [a\($0)]}" }.joined(separator: ", ")
    #expect(faults("boards: [{id: cloud, panels: [\(panels)]}]") == ["1:30: more than 64 are too many"])
    #expect(!faults("boards: {a: [b}").isEmpty)
    #expect(faults("boards: 7") == ["1:9: 'boards' must be a list"])
  }
}
