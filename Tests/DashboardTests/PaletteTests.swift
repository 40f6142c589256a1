@testable import Dashboard
import Core
import Panels
import Settings
import TestSupport
import Testing
import TextSafety
import TextUI

@Suite struct PaletteTests {
  func session() -> Session {
    var session = Session(
      state: SampleState.make(), view: ViewState(), size: Size(width: 200, height: 56), themeNames: ["day", "night"])
    _ = session.press(.character(":"))
    return session
  }

  private func type(_ text: String, _ session: inout Session) {
    for scalar in text.unicodeScalars { _ = session.press(.character(scalar)) }
  }

  private func lines(_ session: Session) -> [SafeText] {
    if case .palette(let palette)? = session.view.overlays.last { palette.fitting.map(\.line) } else { [] }
  }

  @Test func itListsEveryCommandBoardAndTheme() {
    let lines = lines(session())
    for command in KeyMap.standard.map(\.command) where command != .palette {
      if case .board(let number) = command {
        #expect(BoardLoader.standard[key: number].map { lines.contains("board \($0.id.rawValue)") } == true)
      } else {
        #expect(lines.contains(SafeText(sanitizing: command.name)))
      }
    }
    #expect(lines.contains("theme day") && lines.contains("lang en") && lines.contains("goto:"))
  }

  @Test(arguments: [
    ("ack", "ack"), ("qr", "ack"), ("bz", "note"), ("handov", "handover"), ("搁置", "shelve"), ("min", "minute-back"),
    ("go", "goto:"),
    ("thday", "theme day"), ("TAIZHANG", ""), ("政务云", "board cloud"),
  ]) func theBestFitComesFirst(typed: String, expected: String) {
    var session = session()
    type(typed, &session)
    #expect(lines(session).first?.string ?? "" == expected)
  }

  @Test func enterRunsWhatIsChosen() {
    var session = session()
    type("ack-s", &session)
    let answer1 = session.press(.enter)
    #expect(answer1.isEmpty)
    guard case .confirm(.acknowledgeAll)? = session.view.overlays.last else {
      Issue.record("it does not ask")
      return
    }
    _ = session.press(.escape)
    _ = session.press(.character(":"))
    type("theme", &session)
    _ = session.press(.down)
    let answer2 = session.press(.enter)
    #expect(answer2 == [.theme("day")])
    // Chosen in the list it asks, typed it does not.
    _ = session.press(.character(":"))
    type("quit", &session)
    _ = session.press(.down)
    _ = session.press(.up)
    let answer3 = session.press(.enter)
    #expect(answer3.isEmpty)
    guard case .confirm(.quit)? = session.view.overlays.last else {
      Issue.record("it does not ask")
      return
    }
  }

  @Test func whatIsTypedWholeRunsAsBefore() {
    var session = session()
    type("speed 30", &session)
    let answer4 = session.press(.enter)
    #expect(answer4 == [.playback(.speed(30))])
    _ = session.press(.character(":"))
    type("q", &session)
    let answer5 = session.press(.enter)
    #expect(answer5 == [.quit])
    _ = session.press(.character(":"))
    type("board 3", &session)
    let answer6 = session.press(.enter)
    #expect(answer6.isEmpty && session.view.board == "cloud")
    _ = session.press(.character(":"))
    type("nonsense", &session)
    let answer7 = session.press(.enter)
    #expect(answer7.isEmpty && session.view.message?.tone == .refused)
  }

  @Test func tabCompletesAndACommandWithAWordWaitsForIt() {
    var session = session()
    type("scr", &session)
    _ = session.press(.tab)
    type("/tmp/x", &session)
    let answer8 = session.press(.enter)
    #expect(answer8 == [.saveScreen("/tmp/x")])
    _ = session.press(.character(":"))
    session.view.mode = .playback(
      .init(from: SampleState.start, to: SampleState.start + 3600.0, speed: 1))
    type("goto", &session)
    let answer9 = session.press(.enter)
    #expect(answer9.isEmpty && session.view.overlays.count == 1)
    type("10:07", &session)
    guard case .playback(.goTo)? = session.press(.enter).first else {
      Issue.record("it does not go")
      return
    }
    // A time alone is where to go.
    _ = session.press(.character(":"))
    type("10:07", &session)
    guard case .playback(.goTo)? = session.press(.enter).first else {
      Issue.record("a time is no command")
      return
    }
    // Live and without a log there is no past to go to.
    session.view.mode = .live
    _ = session.press(.character(":"))
    type("10:07", &session)
    let answer10 = session.press(.enter)
    #expect(answer10.isEmpty && session.view.message?.tone == .refused)
  }

  @Test func theMouseChoosesRunsAndCloses() throws {
    var session = session()
    type("lang", &session)
    let rows = session.draw().plainText.split(separator: "\n", omittingEmptySubsequences: false)
    let y = try #require(rows.firstIndex { $0.contains("lang en") })
    _ = session.press(.mouse(.init(.press, x: 90, y: y)))
    guard case .palette(let palette)? = session.view.overlays.last else {
      Issue.record("closed")
      return
    }
    #expect(palette.choice?.line == "lang en")
    _ = session.press(.mouse(.init(.doublePress, x: 90, y: y)))
    #expect(session.view.overlays.isEmpty && session.view.language == .en)
    _ = session.press(.character(":"))
    _ = session.press(.mouse(.init(.press, x: 0, y: 0)))
    #expect(session.view.overlays.isEmpty)
  }

  @Test func noTypingIsTooMuch() {
    var session = session()
    for _ in 0..<400 { type("确认a:\u{301} ", &session) }
    for key in [KeyPress.up, .pageDown, .tab] { _ = session.press(key) }
    let requests = session.press(.enter)
    #expect(requests.isEmpty && session.view.overlays.isEmpty)
  }
}
