import Core
@testable import Dashboard
import Panels
import TestSupport
import Testing
import TextSafety
import TextUI

/// Keys on the list of alerts in a flood.
@Suite struct FoldSessionTests {
  private var session: Session = {
    var state = State(city: SampleState.city, startingAt: SampleState.start)
    var effects: [Effect] = []
    for number in 0..<12 {
      let event = SampleState.alert("a\(number)", number < 2 ? .red : .yellow, "泵站 \(number) 停机", at: Double(number))
      state.reduce(.event(event, collector: "t", at: event.time), effects: &effects)
    }
    SampleState.settle(&state, &effects)
    return Session(state: state, view: ViewState(), size: Size(width: 120, height: 35))
  }()

  private let fold = AlertFoldID(section: .open, cause: "event/test/feed/积水")

  private mutating func press(_ keys: KeyPress...) -> [Session.Request] { keys.flatMap { session.press($0) } }

  private mutating func take(_ id: SafeText, _ severity: Severity, at seconds: Double) {
    var effects: [Effect] = []
    let event = SampleState.alert(id, severity, id, at: seconds)
    session.take(.event(event, collector: "t", at: event.time), effects: &effects)
  }

  @Test mutating func enterUnfoldsAndLeftFoldsAgain() {
    #expect(session.selectedItem == .fold(fold))
    _ = press(.enter)
    #expect(session.view.overlays.isEmpty)
    #expect(session.view.alerts.unfolded == [fold])
    #expect(session.view.cursors[.alerts]?.item == .fold(fold))
    _ = press(.down, .down)
    #expect(session.selectedItem == .alarm(.feed(source: "/test/feed", alert: "a1")))
    _ = press(.left)
    #expect(session.view.alerts.unfolded.isEmpty)
    #expect(session.selectedItem == .fold(fold))
    _ = press(.right)
    #expect(session.view.alerts.unfolded == [fold])
  }

  @Test mutating func acknowledgingAFoldAsksAndAnswersWhatWasRefused() {
    #expect(press(.character("a")).isEmpty)
    #expect(session.draw().plainText.contains("积水 · 12 条(红2 黄10)"))
    #expect(session.draw().plainText.contains("确认其中 12 条未确认告警?"))
    // Two get worse while it is asked.
    take("a5", .red, at: 30)
    take("a6", .red, at: 31)
    let requests = press(.character("y"))
    guard case .command(let command)? = requests.first, case .acknowledgeAll(let seen, _) = command else {
      Issue.record("no command")
      return
    }
    #expect(seen.count == 12)
    #expect(seen.map(\.revision) == Array(repeating: 1, count: 12))
    var effects: [Effect] = []
    session.take(.command(command, by: session.view.who, at: session.state.now), effects: &effects)
    #expect(session.view.message?.text == "确认 10 条,2 条已升级未确认,请重看")
    #expect(session.view.message?.tone == .refused)
    session.view.language = .en
    session.take(.command(command, by: session.view.who, at: session.state.now), effects: &effects)
    #expect(session.view.message?.text == "0 acknowledged, 2 got worse and were left: look again, 10 already acknowledged")
  }

  @Test mutating func otherActionsWantASingleAlert() {
    #expect(press(.character("n")).isEmpty)
    #expect(session.view.overlays.isEmpty)
    #expect(session.view.message?.text == "先展开(Enter),再选一条")
  }

  @Test mutating func foldingByHandKeepsTheCursorOnItsAlert() {
    _ = press(.character("F"), .down, .down)
    let item = session.selectedItem
    #expect(item == .alarm(.feed(source: "/test/feed", alert: "a2")))
    _ = press(.character("F"))
    #expect(session.selectedItem == .fold(fold))
    #expect(session.view.alerts.isFolded == true)
  }

  @Test mutating func theCursorHoldsTheListUntilItGoesToTheTop() {
    _ = press(.character("F"), .down, .down)
    let held = session.items(of: session.focusedPanel!)
    take("new", .red, at: 40)
    #expect(session.items(of: session.focusedPanel!) == [.alarm(.feed(source: "/test/feed", alert: "new"))] + held)
    #expect(session.draw().plainText.contains("↑ 1 新  红 1"))
    #expect(session.selectedItem == .alarm(.feed(source: "/test/feed", alert: "a2")))
    _ = press(.home)
    #expect(!session.draw().plainText.contains("↑ 1 新"))
    // Sorted anew: the third red is the third row.
    #expect(session.items(of: session.focusedPanel!)[2] == .alarm(.feed(source: "/test/feed", alert: "new")))
    #expect(session.selectedItem == .alarm(.feed(source: "/test/feed", alert: "a0")))
  }

  @Test mutating func sortingAnewKeepsTheCursorAndEscapeLetsGo() {
    _ = press(.character("F"), .down, .down, .down)
    let item = session.selectedItem
    take("new", .red, at: 40)
    _ = press(.character("o"))
    #expect(session.selectedItem == item)
    #expect(session.items(of: session.focusedPanel!)[2] == .alarm(.feed(source: "/test/feed", alert: "new")))
    _ = press(.escape)
    #expect(session.view.alerts.held == nil)
    #expect(session.view.cursors[.alerts] == nil)
  }

  @Test mutating func aKeyNeverActsOnTheNeighbourOfWhatHasGone() {
    _ = press(.character("F"), .down)
    session.view.cursors[.alerts]?.item = .alarm(AlarmKey(text: "feed/gone"))
    #expect(press(.character("a")).isEmpty)
    #expect(session.view.message?.text == "先选中一条告警")
    _ = press(.down)
    #expect(session.selectedItem == .alarm(.feed(source: "/test/feed", alert: "a2")))
  }

  @Test mutating func whoWorksInAnotherPanelIsShownWhatIsNew() {
    _ = press(.character("F"), .down, .down)
    #expect(session.view.alerts.held != nil)
    _ = press(.tab)
    #expect(session.view.alerts.held == nil)
    take("new", .red, at: 40)
    #expect(!session.draw().plainText.contains("↑ 1 新"))
    _ = press(.backTab)
    #expect(session.view.alerts.held != nil)
    #expect(session.selectedItem == .alarm(.feed(source: "/test/feed", alert: "a2")))
  }
}
