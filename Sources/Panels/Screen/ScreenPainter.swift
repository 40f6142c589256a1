public import Core
public import TextUI

/// Draws the whole screen: header, banners, status strip, board, messages, key bar, and what lies over them.
public enum ScreenPainter {
  public static func draw(state: State, view: ViewState, size: Size, help: [KeyHelp]) -> Canvas {
    var canvas = Canvas(width: size.width, height: size.height, fill: Style())
    guard size.width >= 40, size.height >= 10 else {
      SmallScreen.draw(state, view, on: &canvas)
      return canvas
    }
    let frame = ScreenFrame(state: state, view: view, size: size)
    let context = PanelContext(state: state, view: view, panel: .alerts, isFocused: false)
    HeaderBar.draw(context, on: &canvas, in: frame.header)
    BannerBar.draw(context, on: &canvas, in: frame.banner)
    if view.wall == nil {
      StatusStrip.draw(context, on: &canvas, in: frame.strip)
    } else {
      WallAnswers.draw(context, on: &canvas, in: frame.strip)
    }
    let placed = frame.placed
    let focused = focus(placed, state, view)
    for panel in placed { draw(panel, isFocused: panel.id == focused, state, view, on: &canvas) }
    ScrubberBar.draw(context, on: &canvas, in: frame.scrubber)
    if let wall = view.wall {
      if let red = frame.red { red.painter.draw(hasList: !placed.isEmpty, on: &canvas, in: red.rect) }
      WallFoot.drawTicker(context, on: &canvas, in: frame.ticker)
      WallFoot.draw(wall, context, on: &canvas, in: frame.foot)
    } else {
      FootBar.draw(context, help: help, dropped: frame.dropped, on: &canvas, in: frame.foot)
    }
    for overlay in view.overlays { OverlayPainter.draw(overlay, context, help: help, on: &canvas, in: frame.body) }
    if !view.hasHan { canvas.escapeWideCharacters() }
    return canvas
  }

  private static func draw(_ placed: PlacedPanel, isFocused: Bool, _ state: State, _ view: ViewState, on canvas: inout Canvas) {
    let panel = PanelRegistry.panel(placed.id.panel)
    // Nobody works at a wall: there is no row under a cursor until a key is pressed.
    let isFocused = isFocused && (view.wall == nil || view.focus != nil)
    let context = PanelContext(state: state, view: view, slot: placed.id, isFocused: isFocused)
    let isStale = Freshness.isStale(panel.source(context), context)
    PanelFrame(
      title: context.options.title.map(context.say(given:)) ?? panel.title(context), status: panel.status(context),
      isFocused: isFocused && view.focus != nil, isStale: isStale,
      glyphs: view.glyphs
    ).draw(on: &canvas, in: placed.rect)
    let body = body(of: placed)
    guard !body.isEmpty else { return }
    panel.draw(context, on: &canvas, in: body)
    if isStale { canvas.fade(body) }
  }

  private static func body(of placed: PlacedPanel) -> Rect {
    PanelFrame.content(of: placed.rect).inset(left: 1, right: placed.rect.width > 60 ? 1 : 0)
  }

  /// The thing beside the one under the cursor, where a panel has more than rows.
  public static func neighbour(of item: ItemID?, _ way: CursorWay, in placed: PlacedPanel, state: State, view: ViewState)
    -> ItemID?
  {
    PanelRegistry.panel(placed.id.panel).neighbour(
      PanelContext(state: state, view: view, slot: placed.id, isFocused: true), of: item, way)
  }

  /// The panel that has the keyboard: the one chosen, else the first with rows.
  private static func focus(_ placed: [PlacedPanel], _ state: State, _ view: ViewState) -> SlotID? {
    if let focus = view.focus, placed.contains(where: { $0.id == focus }) { return focus }
    return placed.first { hasItems(of: $0, state: state, view: view) }?.id ?? placed.first?.id
  }

  /// Where the panels of the board shown are.
  public static func panels(state: State, view: ViewState, size: Size) -> [PlacedPanel] {
    guard size.width >= 40, size.height >= 10 else { return [] }
    return ScreenFrame(state: state, view: view, size: size).placed
  }

  public static func hasItems(of placed: PlacedPanel, state: State, view: ViewState) -> Bool {
    PanelRegistry.panel(placed.id.panel).hasItems(PanelContext(state: state, view: view, slot: placed.id, isFocused: true))
  }

  public static func items(of placed: PlacedPanel, state: State, view: ViewState) -> [ItemID] {
    PanelRegistry.panel(placed.id.panel).items(PanelContext(state: state, view: view, slot: placed.id, isFocused: true))
  }

  /// The unacknowledged alerts that are drawn now, each with the revision it is drawn with: those of a drill where the cursor is on one, else
  /// the actual ones.
  public static func visibleAlarms(state: State, view: ViewState, size: Size) -> [OperatorCommand.SeenAlarm] {
    let placed = panels(state: state, view: view, size: size)
    guard let panel = placed.first(where: { $0.id == .alerts }) else { return [] }
    let context = PanelContext(
      state: state, view: view, panel: .alerts, isFocused: focus(placed, state, view) == .alerts)
    return AlertsPanel.visibleAlarms(context, rows: max(0, panel.rect.height - 2))
  }

  /// The board whose tab is at a cell.
  public static func board(atX x: Int, y: Int, state: State, view: ViewState, size: Size) -> BoardID? {
    let frame = ScreenFrame(state: state, view: view, size: size)
    guard frame.header.contains(x: x, y: y) else { return nil }
    let context = PanelContext(state: state, view: view, panel: .alerts, isFocused: false)
    return HeaderBar.board(atX: x, context, in: frame.header)
  }

  /// The command of the palette that is drawn at a cell.
  public static func choice(atX x: Int, y: Int, of palette: Palette, state: State, view: ViewState, size: Size) -> Int? {
    let context = PanelContext(state: state, view: view, panel: .alerts, isFocused: false)
    return PalettePainter.choice(atX: x, y: y, palette, context, in: ScreenFrame(state: state, view: view, size: size).body)
  }

  /// The first of a panel's rows that is drawn.
  public static func top(of items: [ItemID], in placed: PlacedPanel, state: State, view: ViewState) -> Int {
    let panel = PanelRegistry.panel(placed.id.panel)
    let context = PanelContext(state: state, view: view, slot: placed.id, isFocused: true)
    return panel.top(context, items, visible: max(0, placed.rect.height - 1 - panel.headRows))
  }

  /// The thing drawn at a cell of a panel.
  public static func item(atX x: Int, y: Int, in placed: PlacedPanel, state: State, view: ViewState) -> ItemID? {
    let panel = PanelRegistry.panel(placed.id.panel)
    let context = PanelContext(state: state, view: view, slot: placed.id, isFocused: true)
    if panel.hasColumns { return panel.item(context, atX: x, y: y, in: body(of: placed)) }
    let items = panel.items(context)
    let visible = max(0, placed.rect.height - 1 - panel.headRows)
    let index = y - placed.rect.y - 1 - panel.headRows + panel.top(context, items, visible: visible)
    return y > placed.rect.y + panel.headRows && items.indices.contains(index) ? items[index] : nil
  }
}

/// A panel and where it is drawn, its title row included.
public struct PlacedPanel: Sendable, Hashable {
  public var id: SlotID
  public var rect: Rect
}
