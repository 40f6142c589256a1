import Core
import TestSupport
import Testing
import TextSafety
import TextUI

@testable import Panels

@Suite struct AlertFoldTests {
  let state = FloodState.make()

  private func context(_ change: (inout ViewState) -> Void = { _ in }) -> PanelContext {
    var view = ViewState.standard
    change(&view)
    return PanelContext(state: state, view: view, panel: .alerts, isFocused: true)
  }

  private func draw(_ width: Int, _ height: Int, _ change: (inout ViewState) -> Void = { _ in }) -> Canvas {
    var view = ViewState.standard
    change(&view)
    return ScreenPainter.draw(state: state, view: view, size: Size(width: width, height: height), help: [])
  }

  private func headings(_ context: PanelContext) -> [SafeText] {
    AlertList(context).rows.map { row in
      switch row {
      case .alarm(let alarm, let isMember): (isMember ? "- " : "") + alarm.title(.zh)
      case .fold(let fold): fold.heading(context)
      }
    }
  }

  @Test func aFloodFoldsByCauseWithCounts() {
    #expect(
      headings(context()) == [
        "霞山停电 · 37 条(红2 橙5 黄30)", "绿道积水 42 cm", "网页篡改探测 · 9 条(橙9)", "【演练】攻击 · 3 条(红3)",
      ])
    #expect(headings(context { $0.language = .en })[0] == "霞山停电 · 37 alerts (R1×2 O2×5 Y3×30)")
  }

  @Test func nothingIsDroppedByFolding() {
    let rows = AlertList(context()).rows
    #expect(Set(rows.flatMap(\.ownAlarms).map(\.key)) == Set(state.alarms.rows.map(\.key)))
    #expect(rows.flatMap(\.ownAlarms).count == 50)
  }

  @Test func byHandItFoldsWithoutAFloodAndNotInOne() {
    #expect(AlertList(context { $0.alerts.isFolded = false }).rows.count == 50)
    let quiet = SampleState.make()
    var view = ViewState.standard
    #expect(AlertList(PanelContext(state: quiet, view: view, panel: .alerts, isFocused: true)).rows.count == 5)
    view.alerts.isFolded = true
    #expect(AlertList(PanelContext(state: quiet, view: view, panel: .alerts, isFocused: true)).rows.count == 2)
  }

  @Test func anUnfoldedRowIsFollowedByItsAlarms() {
    let id = AlertFoldID(section: .open, cause: "event/test/security/网页篡改探测")
    let context = context { $0.alerts.unfolded = [id] }
    #expect(headings(context).count == 13)
    #expect(headings(context)[3] == "- 第 0 组来源")
    #expect(AlertList(context).rows[2].item == .fold(id))
  }

  @Test func acknowledgingAFoldIsBoundToWhatItsCountSays() throws {
    let id = AlertFoldID(section: .open, cause: "group/霞山停电")
    let fold = try #require(AlertsPanel.fold(id, state: state, view: ViewState.standard))
    #expect(fold.seen.count == 37)
    #expect(fold.seen.map(\.revision) == Array(repeating: 1, count: 37))
    // Two get worse before it arrives.
    var later = state
    var effects: [Effect] = []
    for number in [10, 11] {
      let worse = FloodState.alert("p\(number)", .red, "停电", "扩大", at: 200, group: "霞山停电")
      later.reduce(.event(worse, collector: "t", at: worse.time), effects: &effects)
    }
    effects = []
    let who = Operator(id: "duty-02", shift: "day")
    later.reduce(.command(.acknowledgeAll(fold.seen), by: who, at: later.now), effects: &effects)
    let stale = AlarmRefusal.stale(current: .red, revision: 2)
    let worse = fold.seen.filter { later.alarms[$0.key]?.revision == 2 }
    let refused = worse.map { Effect.BulkRefusal(key: $0.key, refusal: stale) }
    #expect(refused.count == 2 && effects.contains(.tell(.bulk(accepted: 35, refused: refused))))
  }

  @Test func acknowledgedOnesFoldApart() {
    var later = state
    var effects: [Effect] = []
    let seen = (0..<9).map { OperatorCommand.SeenAlarm(key: .feed(source: "/test/security", alert: "w\($0)"), revision: 1) }
    later.reduce(
      .command(.acknowledgeAll(Array(seen.prefix(4))), by: Operator(id: "x", shift: "day"), at: later.now), effects: &effects)
    SampleState.settle(&later, &effects)
    let context = PanelContext(state: later, view: ViewState.standard, panel: .alerts, isFocused: true)
    #expect(headings(context).filter { $0.string.hasPrefix("网页") } == ["网页篡改探测 · 5 条(橙5)", "网页篡改探测 · 4 条(橙4)"])
  }

  /// The bulk key takes what is on the screen: actual alarms, or those of the drill that the cursor is on, never both.
  @Test func theBulkKeyNeverTakesDrillAndActualTogether() {
    let size = Size(width: 200, height: 56)
    let seen = ScreenPainter.visibleAlarms(state: state, view: ViewState.standard, size: size)
    #expect(seen.count == 47)
    #expect(seen.filter(\.key.isExercise).isEmpty)
    var view = ViewState.standard
    view.cursors[.alerts] = .init(item: .fold(AlertFoldID(section: .openDrill, cause: "event/test/feed/攻击")))
    let drill = ScreenPainter.visibleAlarms(state: state, view: view, size: size)
    #expect(drill.map(\.key.isExercise) == [true, true, true])
  }

  @Test(arguments: [(200, 56), (80, 24)])
  func aFloodLooksAsItDid(size: (Int, Int)) {
    expectSnapshot(draw(size.0, size.1), named: "flood-zh-\(size.0)x\(size.1)")
    expectSnapshot(draw(size.0, size.1) { $0.language = .en }, named: "flood-en-\(size.0)x\(size.1)")
  }

  @Test func theBannerSaysHowManySinceWhen() {
    #expect(draw(80, 24).plainText.contains("【告警洪峰】自 10:00 起 47 条"))
    #expect(draw(80, 24) { $0.language = .en }.plainText.contains("[ALERT FLOOD] 47 since 10:00"))
  }
}
