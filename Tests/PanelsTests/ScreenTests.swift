import Core
import Panels
import TestSupport
import Testing
import TextSafety
import TextUI

@Suite struct ScreenTests {
  let state = SampleState.make()

  func draw(_ width: Int, _ height: Int, _ change: (inout ViewState) -> Void = { _ in }) -> Canvas {
    var view = ViewState.standard
    change(&view)
    return ScreenPainter.draw(state: state, view: view, size: Size(width: width, height: height), help: [])
  }

  @Test(arguments: [(200, 56), (120, 35), (80, 24)])
  func overviewLooksAsItDid(size: (Int, Int)) {
    expectSnapshot(draw(size.0, size.1), named: "overview-zh-\(size.0)x\(size.1)")
    expectSnapshot(draw(size.0, size.1) { $0.language = .en }, named: "overview-en-\(size.0)x\(size.1)")
  }

  @Test func everyBoardDrawsAtEverySize() {
    for board in ViewState.standard.boards.all.map(\.id) {
      for (width, height) in [(0, 0), (1, 1), (20, 6), (40, 10), (57, 13), (80, 24), (200, 56), (400, 120)] {
        let canvas = draw(width, height) { $0.board = board }
        #expect(canvas.size == Size(width: width, height: height))
      }
    }
  }

  @Test func everyDetailDrawsAndSaysItsTitle() {
    let items: [ItemID] =
      state.alarms.rows.map { .alarm($0.key) } + [
        .ticket("T1"), .queue("q1"), .place(PlaceCode(digits: 440803)), .source("/test/feed"), .collector("test"),
      ]
      + state.metrics.metrics.map { .metric($0.key) } + [.ticket("unknown")]
    for item in items {
      let plain = draw(120, 40)
      let canvas = draw(120, 40) { $0.overlays = [.detail(item, top: 0)] }
      #expect(canvas.plainText != plain.plainText, "\(item)")
    }
  }

  @Test func totalsOnTheScreenAreSumsOverTheAlarms() {
    let open = state.alarms.rows.filter { $0.needsAcknowledgement && !$0.isHidden }
    #expect(state.alarms.totals.unacknowledged == open.count)
    #expect(draw(200, 56).plainText.contains("未确认 \(open.count) "))
  }

  @Test func theAlarmsOnTheScreenAreTheOnesDrawn() {
    let seen = ScreenPainter.visibleAlarms(state: state, view: ViewState.standard, size: Size(width: 200, height: 56))
    let text = draw(200, 56).plainText
    #expect(seen.count == 5)
    for alarm in seen {
      #expect(state.alarms[alarm.key]?.revision == alarm.revision)
      let headline = state.alarms[alarm.key]?.facts.headline.zh.string ?? "?"
      #expect(text.contains(headline))
    }
    // A screen with room for fewer rows acknowledges fewer.
    let few = ScreenPainter.visibleAlarms(state: state, view: ViewState.standard, size: Size(width: 80, height: 10))
    #expect(few.count < seen.count && !few.isEmpty)
  }

  @Test func searchLeavesOutWhatDoesNotFit() {
    let text = draw(200, 56) { $0.search = "泵站" }.plainText
    #expect(text.contains("泵站停机"))
    #expect(!text.contains("证书将到期  "))
  }

  @Test func theWorstUnseenIsOnItsTile() {
    #expect(draw(200, 56).plainText.contains("红 4"))
  }
}
