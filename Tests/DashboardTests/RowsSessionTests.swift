import Core
@testable import Dashboard
import Panels
import TestSupport
import Testing
import TextSafety
import TextUI

@Suite struct RowsSessionTests {
  func session() -> Session { Session(state: SampleState.make(), view: ViewState(), size: Size(width: 200, height: 56)) }

  func press(_ keys: [KeyPress], _ session: inout Session) { for key in keys { _ = session.press(key) } }

  @Test func filtersAreChosenInAMenuAndTakenBackByEscape() {
    var session = session()
    press([.character("f"), .character("2")], &session)
    #expect(session.view.filter(.alerts).least == .orange)
    press([.character("k"), .character("g")], &session)
    // The categories of the sample in the order of their names: the one of the rule before that of the feed.
    #expect(session.view.filter(.alerts).kind == "cloud")
    #expect(session.view.filter(.alerts).place == PlaceCode(digits: 440803))
    #expect(session.draw().plainText.contains("筛选 橙以上 政务云 霞山"))
    press([.character("k")], &session)
    #expect(session.view.filter(.alerts).kind == "flood")
    press([.character("k"), .enter], &session)
    #expect(session.view.filter(.alerts).kind == nil && session.view.overlays.isEmpty)
    press([.escape], &session)
    #expect(session.view.filter(.alerts).isEmpty)
  }

  @Test func theCursorStaysOnItsAlertWhenTheListIsSortedAnew() {
    var session = session()
    press([.down], &session)
    let item = session.view.cursors[.alerts]?.item
    #expect(item != nil)
    var orders: [RowOrder] = []
    for _ in 0..<4 {
      press([.character("O")], &session)
      orders.append(session.view.order(.alerts))
      #expect(session.view.cursors[.alerts]?.item == item)
    }
    #expect(orders == [.newest, .place, .kind, .urgency])
  }

  @Test func ticketsAreFilteredByTheirLightWhereTheirListHasTheKeyboard() {
    var session = session()
    session.view.board = "hotline"
    session.view.focus = SlotID(.tickets)
    press([.character("f"), .character("1"), .enter], &session)
    #expect(session.view.filter(.tickets).least == .red && session.view.filter(.alerts).isEmpty)
    // None is late yet.
    #expect(session.draw().plainText.contains("没有在办工单"))
  }

  @Test func whereThereIsNoListNothingIsFiltered() {
    var session = session()
    session.view.board = "ledger"
    press([.character("f")], &session)
    #expect(session.view.overlays.isEmpty && session.view.message?.tone == .refused)
  }

  @Test func theKeyOfTheMapGoesThroughItsLayers() {
    var session = session()
    press([.character("v")], &session)
    #expect(session.view.mapLayer == .tickets)
    #expect(session.draw().plainText.contains("红灯 黄灯 · 在办工单"))
    press([.character("v"), .character("v"), .character("v")], &session)
    #expect(session.view.mapLayer == .alerts)
  }
}
