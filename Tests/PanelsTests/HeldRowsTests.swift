import Core
import TestSupport
import Testing
import TextSafety
import TextUI

@testable import Panels

/// The board holds still: while the cursor is in the list nothing moves under it.
@Suite struct HeldRowsTests {
  private var state = SampleState.make()
  private var view = ViewState.standard

  private func items() -> [ItemID] {
    AlertsPanel().items(PanelContext(state: state, view: view, panel: .alerts, isFocused: true))
  }

  private func top(_ visible: Int) -> Int {
    AlertsPanel().top(PanelContext(state: state, view: view, panel: .alerts, isFocused: true), items(), visible: visible)
  }

  private mutating func raise(_ id: SafeText, _ severity: Severity, at seconds: Double) {
    var effects: [Effect] = []
    let event = SampleState.alert(id, severity, id, at: seconds)
    state.reduce(.event(event, collector: "t", at: SampleState.start + seconds), effects: &effects)
    SampleState.settle(&state, &effects)
  }

  private mutating func stand(on row: Int) {
    view.cursors[.alerts] = .init(item: items()[row], top: 0)
    view.cursors[.alerts]?.line = row
    view.holdAlerts(in: state)
  }

  @Test mutating func newOnesStandAboveAndTheCursorKeepsItsLine() {
    let before = items()
    stand(on: 2)
    raise("new-red", .red, at: 700)
    raise("new-blue", .blue, at: 701)
    let new = ["new-red", "new-blue"].map { ItemID.alarm(.feed(source: "/test/feed", alert: SafeText(sanitizing: $0))) }
    #expect(items() == new + before)
    #expect(top(10) == 2)
    let canvas = ScreenPainter.draw(state: state, view: view, size: Size(width: 120, height: 35), help: [])
    #expect(canvas.plainText.contains("↑ 2 新  红 1  蓝 1"))
    view.language = .en
    let english = ScreenPainter.draw(state: state, view: view, size: Size(width: 120, height: 35), help: [])
    #expect(english.plainText.contains("↑ 2 new"))
    // What is above the window is not acknowledged with what is in it.
    let seen = ScreenPainter.visibleAlarms(state: state, view: view, size: Size(width: 120, height: 35))
    #expect(seen.count == 5)
  }

  @Test mutating func acknowledgedAndWorseOnesStayInTheirPlace() {
    let before = items()
    stand(on: 1)
    var effects: [Effect] = []
    guard case .alarm(let key) = before[0] else { return }
    state.reduce(
      .command(.acknowledge(key, revision: 1), by: Operator(id: "duty-02", shift: "day"), at: state.now), effects: &effects)
    SampleState.settle(&state, &effects)
    raise("a-blue", .red, at: 700)
    #expect(items() == before)
    view.releaseAlerts()
    #expect(items() != before)
    #expect(items().last == before[0])
  }

  @Test mutating func whatGoesAboveTheCursorDoesNotMoveIt() {
    let before = items()
    stand(on: 3)
    view.cursors[.alerts]?.top = 2
    view.cursors[.alerts]?.line = 1
    #expect(top(10) == 2)
    guard case .alarm(let key) = before[0] else { return }
    var effects: [Effect] = []
    let id = key.text.string.split(separator: "/").last.map { SafeText(sanitizing: String($0)) } ?? ""
    let clear = SampleState.event(
      .alert(AlertReport(alert: id, status: .resolved, severity: nil, category: .flood, event: "x", headline: "x")), id: "clear",
      subject: id, at: 700)
    state.reduce(.event(clear, collector: "t", at: clear.time), effects: &effects)
    state.reduce(
      .command(.acknowledge(key, revision: 1), by: Operator(id: "duty-02", shift: "day"), at: state.now), effects: &effects)
    SampleState.settle(&state, &effects)
    #expect(items() == Array(before.dropFirst()))
    #expect(top(10) == 1)
  }

  @Test mutating func whereTheChosenRowHasGoneNoneIsChosen() {
    view.cursors[.alerts] = .init(item: .alarm(AlarmKey(text: "feed/gone")))
    let context = PanelContext(state: state, view: view, panel: .alerts, isFocused: true)
    #expect(context.selection(items()) == nil)
  }

  @Test mutating func aFloodThatBeginsDoesNotFoldRowsUnderTheCursor() {
    stand(on: 1)
    for number in 0..<20 { raise("f\(number)", .yellow, at: 700 + Double(number)) }
    #expect(state.announcements.isFlood)
    #expect(items().count == 25)
    view.releaseAlerts()
    #expect(items().count == 2)
  }
}
