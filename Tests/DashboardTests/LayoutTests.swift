@testable import Dashboard
import Core
import Foundation
import Panels
import Settings
import Testing
import TextSafety
import TextUI

@Suite struct LayoutTests {
  private func book(_ folder: String, _ terminal: String = "/dev/pts/1") -> LayoutBook? {
    LayoutBook(folder: folder, terminal: terminal) { _ in nil }
  }

  private func folder() -> String { FileManager.default.temporaryDirectory.path + "/zhiban-layout-" + UUID().uuidString }

  @Test func everyTerminalHasItsOwn() throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (first, second) = (try #require(book(folder)), try #require(book(folder, "/dev/pts/2")))
    #expect(try first.read() == nil)
    var view = ViewState()
    view.boards = BoardLoader.standard
    (view.board, view.focus, view.isZoomed, view.language, view.theme) = ("cloud", SlotID(.host), true, .en, "day")
    view.mapLayer = .terminals
    first.write(Layout(view, at: Timestamp(milliseconds: 5_000_000)))
    #expect(try second.read() == nil)
    var shown = ViewState()
    shown.boards = BoardLoader.standard
    try first.read()?.apply(to: &shown, over: ViewRequest(), themes: ["day", "night"])
    #expect(
      shown.board == "cloud" && shown.focus == SlotID(.host) && shown.isZoomed && shown.language == .en && shown.theme == "day")
    #expect(shown.mapLayer == .terminals)
    // The command line goes first, and what is no theme any more is passed over.
    var request = ViewRequest()
    (request.board, request.language) = ("log", .zh)
    var other = ViewState()
    other.board = "log"
    try first.read()?.apply(to: &other, over: request, themes: ["night"])
    #expect(other.board == "log" && other.language == .zh && other.theme == "night" && !other.isZoomed)
  }

  @Test func aBrokenFileIsReplacedAndOldTerminalsAreForgotten() throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try #require(book(folder))
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for text in ["{", "[]", String(repeating: "[", count: 100_000), String(repeating: " ", count: 2 << 20), "{\"terminals\":3}"] {
      try text.write(toFile: first.path, atomically: true, encoding: .utf8)
      #expect(throws: LayoutBook.Fault.broken) { try first.read() }
    }
    for number in 0..<70 {
      book(folder, "t\(number)")?.write(Layout(ViewState(), at: Timestamp(milliseconds: Int64(number) * 1000)))
    }
    #expect(try book(folder, "t5")?.read() == nil)
    #expect(try book(folder, "t6")?.read()?.leftAt == 6)
    #expect(try book(folder, "t69")?.read() != nil)
  }

  @Test func whereItIsAndWhoItIs() {
    let variables = ["HOME": "/home/wall", "TERM_SESSION_ID": "s1"]
    let own = LayoutBook(folder: nil, terminal: "/dev/pts/1") { variables[$0] }
    #expect(own?.path == "/home/wall/.local/state/zhiban/layout.json" && own?.terminal == "s1")
    #expect(LayoutBook(folder: nil, terminal: "/dev/pts/1") { ["XDG_STATE_HOME": "/x"][$0] }?.path == "/x/zhiban/layout.json")
    #expect(LayoutBook(folder: nil, terminal: "/dev/pts/1") { _ in nil } == nil)
    #expect(book("/s", "") == nil)
  }
}
