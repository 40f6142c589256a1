internal import Core
internal import Panels
internal import TextUI

extension Session {
  private var placed: [PlacedPanel] { ScreenPainter.panels(state: shown, view: view, size: size) }

  /// The panel with the keyboard: the one chosen, else the first that has rows.
  var focusedPanel: PlacedPanel? {
    let placed = placed
    if let focus = view.focus, let panel = placed.first(where: { $0.id == focus }) { return panel }
    return placed.first { ScreenPainter.hasItems(of: $0, state: shown, view: view) } ?? placed.first
  }

  var focusedHeight: Int { max(1, (focusedPanel?.rect.height ?? 3) - 2) }

  func items(of panel: PlacedPanel) -> [ItemID] { ScreenPainter.items(of: panel, state: shown, view: view) }

  /// What the cursor stands on in the focused panel.
  var selectedItem: ItemID? {
    if let red = view.wall?.red?.keys.first { return .alarm(red) }
    guard let panel = focusedPanel else { return nil }
    let items = items(of: panel)
    // Where what was chosen has gone, a key must not act on its neighbour.
    if let item = view.cursors[panel.id]?.item { return items.contains(item) ? item : nil }
    return items.first
  }

  mutating func moveFocus(by step: Int) {
    let placed = placed
    guard !placed.isEmpty else { return }
    let current = placed.firstIndex { $0.id == focusedPanel?.id } ?? 0
    view.focus = placed[(current + step + placed.count) % placed.count].id
  }

  mutating func moveCursor(by step: Int) {
    guard let panel = focusedPanel else { return }
    view.focus = panel.id
    if PanelRegistry.panel(panel.id.panel).hasColumns {
      for _ in 0..<min(abs(step), 100) { moveCursor(step < 0 ? .up : .down, in: panel) }
      return
    }
    let items = items(of: panel)
    guard !items.isEmpty else { return }
    let known = view.cursors[panel.id].flatMap { cursor in
      cursor.item.map { item in items.firstIndex(of: item) ?? min(cursor.top + cursor.line, items.count - 1) }
    }
    let target =
      known.map { min(max(0, $0 + step), items.count - 1) }
      ?? (step < -1 || step > 1 ? min(max(0, step), items.count - 1) : max(0, step))
    if panel.id == .alerts, target == 0, step < 0 { return goToTopOfAlerts(panel) }
    select(min(target, items.count - 1), of: items, in: panel)
  }

  private mutating func moveCursor(_ way: CursorWay, in panel: PlacedPanel) {
    let item = view.cursors[panel.id]?.item
    guard let next = ScreenPainter.neighbour(of: item, way, in: panel, state: shown, view: view) else { return }
    view.cursors[panel.id, default: .init()].item = next
  }

  /// An arrow to the side among things that stand beside each other; false elsewhere, and where it means something else by the table.
  mutating func moveAside(_ key: KeyPress) -> Bool {
    guard key == .left && keyMap[key] == .back || key == .right && keyMap[key] == .open, let focus = view.focus,
      let panel = focusedPanel, panel.id == focus, PanelRegistry.panel(focus.panel).hasColumns
    else { return false }
    moveCursor(key == .left ? .left : .right, in: panel)
    return true
  }

  /// Puts the cursor on a row; the window moves no more than it must.
  mutating func select(_ index: Int, of items: [ItemID], in panel: PlacedPanel) {
    let visible = max(1, panel.rect.height - 2)
    let top = ScreenPainter.top(of: items, in: panel, state: shown, view: view)
    var cursor = view.cursors[panel.id] ?? .init()
    cursor.item = items[index]
    cursor.top = min(max(top, index - visible + 1), index)
    cursor.line = index - cursor.top
    view.cursors[panel.id] = cursor
    if panel.id == .alerts { view.holdAlerts(in: shown) }
  }

  /// Click to focus and select, double click to open, wheel to scroll.
  mutating func click(_ mouse: KeyPress.MouseEvent) -> [Request] {
    view.wall?.pause()
    if case .palette(let palette)? = view.overlays.last { return click(mouse, in: palette) }
    guard view.overlays.isEmpty else {
      if mouse.kind == .press { view.overlays.removeLast() }
      return []
    }
    if mouse.kind == .press, let board = ScreenPainter.board(atX: mouse.x, y: mouse.y, state: shown, view: view, size: size) {
      show(board)
      return []
    }
    guard let panel = placed.first(where: { $0.rect.contains(x: mouse.x, y: mouse.y) }) else { return [] }
    view.focus = panel.id
    switch mouse.kind {
    case .wheelUp: moveCursor(by: -3)
    case .wheelDown: moveCursor(by: 3)
    case .press, .doublePress:
      guard let item = ScreenPainter.item(atX: mouse.x, y: mouse.y, in: panel, state: shown, view: view) else { return [] }
      let items = items(of: panel)
      if let row = items.firstIndex(of: item) { select(row, of: items, in: panel) }
      if mouse.kind == .doublePress { return perform(.open) }
    }
    return []
  }
}
