import Core
import Settings
import TestSupport
import Testing
import TextSafety
import TextUI

@testable import Panels

/// Boards as data: which layout is taken, what is dropped, what a panel's options leave out.
@Suite struct BoardTests {
  private let state = SampleState.make()

  /// This machine is all that is watched.
  private var hostOnly: State {
    var state = State(city: City(), startingAt: SampleState.start)
    let report = MetricReport(samples: [MetricSample(name: "host.mem.used_ratio", value: 0.4, unit: "ratio")])
    let event = SampleState.event(.metric(report), id: "m1", at: 1)
    var effects: [Effect] = []
    state.reduce(.event(event, collector: "test", at: event.time), effects: &effects)
    return state
  }

  private func context(_ panel: PanelID, _ options: PanelOptions) -> PanelContext {
    let slot = BoardLayout.Slot(id: SlotID(panel), weight: 1, minimum: 3, maximum: nil, priority: 1, options: options)
    let layout = BoardLayout(columns: [.init(weight: 1, minimum: 20, priority: 1, slots: [slot])])
    var view = ViewState()
    view.boards = Boards([Board(id: "own", key: nil, name: LocalName(zh: "自定", en: "Own"), layouts: [layout])])
    view.board = "own"
    return PanelContext(state: state, view: view, slot: SlotID(panel), isFocused: true)
  }

  @Test(arguments: BoardLoader.standard.all.map(\.id), [(0, 0), (1, 1), (20, 6), (80, 24), (200, 56), (400, 120)])
  func everyBoardDrawsAndSaysWhatItDrops(board: BoardID, size: (Int, Int)) {
    var view = ViewState.standard
    view.board = board
    let size = Size(width: size.0, height: size.1)
    let canvas = ScreenPainter.draw(state: state, view: view, size: size, help: [])
    #expect(canvas.size == size)
    guard size.width >= 40 else { return }
    let frame = ScreenFrame(state: state, view: view, size: size)
    let slots = view.boards[board]?.layout(in: BoardSituation(state, size: size))?.slots ?? []
    #expect(Set(frame.placed.map(\.id)).union(frame.dropped) == Set(slots.map(\.id)))
    let said = canvas.plainText.contains("未显示 \(frame.dropped.count) 个面板")
    #expect(said == !frame.dropped.isEmpty)
  }

  @Test func theFirstLayoutWhoseNeedsAreMetIsTaken() throws {
    let overview = try #require(BoardLoader.standard["overview"])
    let narrow = overview.layout(in: BoardSituation(state, size: Size(width: 119, height: 40)))
    let wide = overview.layout(in: BoardSituation(state, size: Size(width: 120, height: 40)))
    #expect(narrow?.columns.count == 1 && wide?.columns.count == 2)
    let host = overview.layout(in: BoardSituation(hostOnly, size: Size(width: 200, height: 56)))
    #expect(host?.slots.map(\.id.panel) == [.alerts, .host, .guide, .log])
  }

  @Test func alertsOfSomeCategoriesAreOnlyThose() throws {
    let category = try #require(state.alarms.rows.first?.facts.category)
    var options = PanelOptions()
    options.categories = [category]
    let shown = AlertsPanel().items(context(.alerts, options)).count
    #expect(shown == state.alarms.rows.count { $0.facts.category == category } && shown < state.alarms.rows.count)
    // What is on the screen is what can be acknowledged.
    let seen = AlertsPanel.visibleAlarms(context(.alerts, options), rows: 100)
    #expect(seen.allSatisfy { state.alarms[$0.key]?.facts.category == category })
  }

  @Test func ticketsOfOneDomainAreOnlyThose() {
    var options = PanelOptions()
    options.domains = [.gridEvent]
    #expect(TicketsPanel.rows(context(.tickets, options)).isEmpty)
    options.domains = [.hotline]
    #expect(TicketsPanel.rows(context(.tickets, options)).count == TicketsPanel.rows(context(.tickets, PanelOptions())).count)
  }

  @Test func aBoardWithoutAKeyHasItsTabAndAMarkForAKey() {
    var view = ViewState.standard
    view.boards = Boards(view.boards.all + [Board(id: "halls", key: nil, name: LocalName(zh: "大厅", en: "Halls"), layouts: [])])
    let header = ScreenPainter.draw(state: state, view: view, size: Size(width: 200, height: 56), help: []).plainText
    #expect(header.split(separator: "\n").first?.contains("· 大厅") ?? false)
  }
}
