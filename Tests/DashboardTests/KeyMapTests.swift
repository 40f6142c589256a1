@testable import Dashboard
import Panels
import TestSupport
import Testing
import TextSafety
import TextUI

@Suite struct KeyMapTests {
  @Test func everyCommandHasANameOfItsOwn() {
    let names = KeyMap.standard.map(\.command.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { name in name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") } })
    #expect(names.contains("ack") && names.contains("board-0") && names.contains("minute-back"))
  }

  @Test func changesReachKeysHelpAndKeyBar() {
    var session = Session(state: SampleState.make(), view: ViewState(), size: Size(width: 200, height: 56))
    session.keyMap = KeyMap(changes: ["ack": [.function(5)], "theme": [], "board-1": [.control("o")]])
    let answer1 = session.press(.character("a"))
    #expect(answer1.isEmpty)
    let requests = session.press(.function(5))
    #expect(requests.count == 1 && "\(requests)".contains("acknowledge("))
    #expect(session.draw().plainText.contains("F5 确认"))
    #expect(!session.draw().plainText.contains("t 主题"))
    #expect(session.keyHelp.first { $0.keys.string.hasPrefix("0 Ctrl-O 2 3") } != nil)
    #expect(!session.keyHelp.contains { $0.text(.en) == "next theme" })
    session.view.board = "cloud"
    _ = session.press(.control("o"))
    #expect(session.view.board == "overview")
  }
}
