internal import Core
internal import Panels
internal import TextSafety
internal import TextUI

extension Session {
  /// The list that has the keyboard, or the first of the board that can be filtered and sorted.
  private var listToArrange: PanelID? {
    if let focused = focusedPanel?.id.panel, ViewState.sortable.contains(focused) { return focused }
    return ScreenPainter.panels(state: shown, view: view, size: size).first { ViewState.sortable.contains($0.id.panel) }?.id.panel
  }

  mutating func openFilter() {
    guard let panel = listToArrange else {
      refuse(Phrase(zh: "本页没有可筛选的列表", en: "no list to filter here"))
      return
    }
    view.overlays.append(.filter(FilterMenu(panel, shown)))
  }

  /// From a place to its alerts in the list, where they can be acted on.
  mutating func listAlerts(at place: PlaceCode) {
    view.overlays.removeLast()
    if alertsPanel == nil, let board = view.boards.all.first(where: { $0.has(.alerts) }) { show(board.id) }
    var filter = RowFilter()
    filter.place = shown.city.places.unit(of: place)?.code ?? place
    view.filters[.alerts] = filter
    view.cursors[.alerts] = nil
    view.releaseAlerts()
    view.focus = alertsPanel?.id
  }

  /// A key in the menu of filters: the list behind it follows at once.
  mutating func choose(_ key: KeyPress, in menu: FilterMenu) -> [Request] {
    switch key {
    case .enter, .escape, .character("f"): view.overlays.removeLast()
    case .character(let scalar):
      guard let filter = menu.filter(view.filter(menu.panel), after: scalar) else { break }
      view.filters[menu.panel] = filter.isEmpty ? nil : filter
      view.releaseAlerts()
    default: break
    }
    return []
  }

  /// Sorts by the next column; the cursor stays on its row.
  mutating func nextOrder() {
    guard let panel = listToArrange else {
      refuse(Phrase(zh: "本页没有可排序的列表", en: "no list to sort here"))
      return
    }
    view.orders[panel] = view.order(panel).next
    if panel == .alerts { resort() }
    view.message = .init(Phrase(zh: "排序:", en: "sorted by ")(view.language) + view.order(panel).name(view.language))
  }
}
