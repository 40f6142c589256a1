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
    session.view.board = "sources"
    press([.character("f")], &session)
    #expect(session.view.overlays.isEmpty && session.view.message?.tone == .refused)
  }

  @Test func fromAPlaceEnterListsItsAlerts() {
    var session = session()
    session.view.board = "sources"
    session.view.overlays = [.detail(.place(PlaceCode(digits: 440803)), top: 0)]
    #expect(session.draw().plainText.contains("Enter 列出此地告警"))
    press([.enter], &session)
    #expect(session.view.overlays.isEmpty && session.view.board == "overview" && session.view.focus == .alerts)
    #expect(session.view.filter(.alerts).place == PlaceCode(digits: 440803))
    #expect(session.draw().plainText.contains("筛选 霞山"))
  }

  /// Tickets in three stages: two accepted, one dispatched, one in handling.
  private func kanban() -> Session {
    var session = session()
    session.view.board = "hotline"
    session.view.focus = SlotID(.kanban)
    return session
  }

  @Test func arrowsMoveAmongTheCardsOfAKanban() throws {
    var session = kanban()
    let panel = try #require(session.focusedPanel)
    let items = session.items(of: panel)
    #expect(panel.id.panel == .kanban && items.count > 2)
    #expect(session.selectedItem == items[0])
    press([.down], &session)
    let second = session.selectedItem
    press([.up], &session)
    #expect(session.selectedItem == items[0])
    press([.down, .up, .up], &session)
    #expect(session.selectedItem == items[0] && second != nil)
    // To the sides from stage to stage, and no further than the last.
    press([.right], &session)
    let other = session.selectedItem
    press([.left, .left, .left], &session)
    #expect(session.selectedItem == items[0])
    press(Array(repeating: .right, count: 9), &session)
    #expect(session.view.overlays.isEmpty && session.selectedItem != nil && other != nil)
    press([.enter], &session)
    guard case .detail(.ticket(let id), _)? = session.view.overlays.last else {
      Issue.record("no ticket is shown")
      return
    }
    #expect(session.view.cursors[panel.id]?.item == .ticket(id))
  }

  @Test func elsewhereTheArrowsToTheSidesOpenAndGoBack() {
    var session = session()
    press([.down, .right], &session)
    #expect(session.view.overlays.count == 1)
    press([.left], &session)
    #expect(session.view.overlays.isEmpty)
  }

  @Test func aCardIsChosenByTheMouse() throws {
    var session = kanban()
    let panel = try #require(session.focusedPanel)
    let first = try #require(session.items(of: panel).first)
    // Below the title, the head of the column, its rule and its facts; the first columns may be empty.
    for x in stride(from: panel.rect.x + 2, to: panel.rect.maxX, by: 4) where session.view.cursors[panel.id]?.item == nil {
      _ = session.press(.mouse(.init(.press, x: x, y: panel.rect.y + 4)))
    }
    #expect(session.view.cursors[panel.id]?.item == first)
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
