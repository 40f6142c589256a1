internal import Core
internal import TextSafety
internal import TextUI

/// How the rows of the screen are shared out, and where the panels of the board go.
struct ScreenFrame {
  let header: Rect
  let banner: Rect
  let strip: Rect
  let body: Rect
  /// Where a playback stands in its recording; empty otherwise.
  let scrubber: Rect
  let foot: Rect
  /// The latest events, on a wall.
  let ticker: Rect
  /// The new red of a wall, and its place.
  private(set) var red: (painter: WallRed, rect: Rect)?
  private(set) var placed: [PlacedPanel] = []
  /// Panels that this size has no room for.
  private(set) var dropped: [PanelID] = []

  init(state: State, view: ViewState, size: Size) {
    let width = size.width
    let hasBanner = BannerBar.isNeeded(state, view)
    let isLow = size.height < 20
    header = Rect(x: 0, y: 0, width: width, height: 1)
    banner = Rect(x: 0, y: 1, width: width, height: hasBanner ? 1 : 0)
    let space = size.height >= 40 ? 1 : 0
    let answers = view.wall == nil ? 1 : WallAnswers.height(size)
    strip = Rect(x: 0, y: banner.maxY + space, width: width, height: answers)
    foot = Rect(x: 0, y: size.height - 1, width: width, height: 1)
    let top = strip.maxY + (isLow ? 0 : space)
    let rows = ScrubberBar.height(view, size: size)
    ticker = Rect(x: 0, y: foot.y - 1, width: width, height: view.wall == nil || size.height < 20 ? 0 : 1)
    scrubber = Rect(x: 0, y: foot.y - ticker.height - rows, width: width, height: rows)
    body = Rect(x: 0, y: top, width: width, height: scrubber.y - top)
    if let shown = view.wall?.red {
      placeRed(
        WallRed(red: shown, context: PanelContext(state: state, view: view, panel: .alerts, isFocused: false), room: body.height))
      return
    }
    if view.isZoomed, let focus = view.focus {
      placed = [PlacedPanel(id: focus, rect: body)]
      return
    }
    place(Board.board(view.board, size: size, data: BoardData(state)))
  }

  /// A new red above, the other alerts below where there is room for both.
  private mutating func placeRed(_ shown: WallRed) {
    let wanted = shown.height(width: body.width)
    guard body.height - wanted >= WallRed.leastBelow else {
      red = (shown, body)
      return
    }
    red = (shown, Rect(x: body.x, y: body.y, width: body.width, height: wanted))
    placed = [PlacedPanel(id: .alerts, rect: body.inset(top: wanted))]
  }

  private mutating func place(_ board: Board) {
    let columns = Layout.split(
      body, .columns, board.columns.map { Track(weight: $0.weight, minimum: $0.minimum, priority: $0.priority) }, gap: 2)
    for (column, rect) in zip(board.columns, columns.rects) {
      guard !rect.isEmpty else {
        dropped += column.slots.map(\.panel)
        continue
      }
      let slots = column.slots
      let split = Layout.split(
        rect, .rows, slots.map { Track(weight: $0.weight, minimum: $0.minimum, maximum: $0.maximum, priority: $0.priority) },
        gap: body.height >= 34 ? 1 : 0)
      dropped += split.dropped.map { slots[$0].panel }
      for (slot, place) in zip(slots, split.rects) where !place.isEmpty {
        placed.append(PlacedPanel(id: slot.panel, rect: place))
      }
    }
  }
}
