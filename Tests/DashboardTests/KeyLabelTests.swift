import Core
import Foundation
import Panels
import Settings
import TestSupport
import Testing
import TextSafety
import TextUI

@testable import Dashboard

/// Texts ask for the key of an action, and so follow the officer's own table.
@Suite struct KeyLabelTests {
  @Test func theStandardLabelsAreThoseOfTheTable() {
    #expect(KeyMap().labels == .standard)
    let commands = Set(KeyMap.standard.map(\.command.name))
    #expect(KeyName.allCases.allSatisfy { commands.contains($0.rawValue) })
  }

  @Test func textsNameTheKeyThatIsBound() {
    var session = Session(state: SampleState.make(), view: ViewState(), size: Size(width: 200, height: 56))
    session.keyMap = KeyMap(changes: ["map-layer": [.function(7)], "wall": [], "ack": [.control("a")], "open": [.function(3)]])
    #expect(session.draw().plainText.contains("F7 告警  未确认告警"))
    session.enterWall()
    #expect(session.draw().plainText.contains(":wall 退出大屏"))
    _ = session.press(.control("a"))
    #expect(session.view.message?.text == "大屏只看不处置;:wall 退出大屏后处置")
    session.view.wall = nil
    _ = session.press(.function(3))
    #expect(session.draw().plainText.contains("Ctrl-A 确认  n 备注"))
  }

  @Test func theTourNamesTheKeysThatAreBound() throws {
    let folder = URL(fileURLWithPath: CatalogueTests.folder).path
    let tour = try TourLoader.load(folder + "/tour.yaml", boards: BoardLoader.standard, day: SampleState.start)
    var session = Session(state: SampleState.make(), view: ViewState(), size: Size(width: 200, height: 56))
    session.keyMap = KeyMap(changes: ["ack": [.function(5)]])
    session.begin(tour)
    for _ in 0..<2 { _ = session.press(.enter) }
    let text = session.draw().plainText
    #expect(text.contains("↑↓ 选中,F5 确认,n 备注") && !text.contains("{key:"))
  }

  @Test func aKeyOfNoActionIsAFaultOfTheTour() throws {
    let file = NSTemporaryDirectory() + "tour-\(UUID().uuidString).yaml"
    defer { try? FileManager.default.removeItem(atPath: file) }
    let text = "steps:\n  - {board: overview, title: {zh: 甲}, text: {zh: \"{key:ack} {key:jump}\"}}\n"
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    #expect {
      _ = try TourLoader.load(file, boards: BoardLoader.standard, day: SampleState.start)
    } throws: {
      (($0 as? ConfigurationErrors)?.description ?? "").hasPrefix("\(file):2:45: '{key:jump}' is no action")
    }
  }

  /// No text of the program, and none of the tour, writes a key down.
  @Test func noTextNamesAKey() throws {
    let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardized
    let phrase = /(?:zh|en): ?"((?:[^"\\]|\\.)*)"|say\(\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"/
    // A name of a key, or a sign or a letter that stands alone before a word.
    let key =
      /\b(?:Esc|Enter|Space|Tab|Home|PgUp|PgDn|Ctrl|F\d{1,2})\b|空格|回车|(?:^|[ ,;(])[a-zA-Z\?\[\]](?: ?[\u{4E00}-\u{9FFF}]| [a-z]{4,}s\b)/
    // Tiers of systems and letters of an alphabet, not keys.
    let allowed = ["A 上墙", "B 下钻", "C 台账"]
    var faults: [String] = []
    for module in ["Panels", "Dashboard"] {
      let files = FileManager.default.enumerator(
        at: root.appendingPathComponent("Sources/\(module)"), includingPropertiesForKeys: nil)
      for case let file as URL in files ?? .init()
      where file.pathExtension == "swift" && file.lastPathComponent != "KeyLabels.swift" {
        for match in try String(contentsOf: file, encoding: .utf8).matches(of: phrase) {
          for text in [match.output.1, match.output.2, match.output.3].compactMap({ $0.map(String.init) }) {
            let plain = text.replacing(/\\\([^()]*(?:\([^()]*\))?[^()]*\)/, with: "·")
            if !allowed.contains(plain), plain.contains(key) { faults.append("\(file.lastPathComponent): \(text)") }
          }
        }
      }
    }
    #expect(faults.isEmpty, "ask KeyLabels for it: \(faults)")
    let tour = try String(contentsOfFile: CatalogueTests.folder + "/tour.yaml", encoding: .utf8)
    #expect(!tour.contains(/[,;。] ?[a-zA-Z?\[] ?[\u{4E00}-\u{9FFF}]/))
  }
}
