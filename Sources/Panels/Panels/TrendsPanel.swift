internal import Core
public import TextSafety
public import TextUI

/// Indicators that a board names, each as a line over the latest hours with its limits: small charts of one size, side by side where there
/// is room.
public struct TrendsPanel: Panel {
  public let id = PanelID.trends
  public var headRows: Int { 0 }

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "趋势", en: "Trends")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    [Span(Phrase(zh: "近4小时  虚线 限值", en: "last 4 hours, dashes: limits")(context.language), Style(.dim))]
  }

  private func rows(_ context: PanelContext) -> [MetricRows.Row] { MetricRows(context).rows.filter { $0.metric != nil } }

  private func items(_ rows: [MetricRows.Row]) -> [ItemID] { rows.compactMap { $0.metric.map { .metric($0.key) } } }

  public func items(_ context: PanelContext) -> [ItemID] { items(rows(context)) }

  public func item(_ context: PanelContext, atX x: Int, y: Int, in body: Rect) -> ItemID? {
    let items = items(context)
    let grid = Grid(count: items.count, in: body)
    let first = grid.first(context, items)
    return items.dropFirst(first).prefix(grid.visible).enumerated()
      .first { grid.cell($0.offset).contains(x: x, y: y) }?.element
  }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let rows = rows(context)
    guard !rows.isEmpty else {
      canvas.put(context.say(Words.noData), x: rect.x, y: rect.y, style: Style(.faint), maxWidth: rect.width)
      return
    }
    let items = items(rows)
    let grid = Grid(count: rows.count, in: rect)
    let first = grid.first(context, items)
    for (place, row) in rows.dropFirst(first).prefix(grid.visible).enumerated() {
      draw(row, isSelected: context.selection(items) == first + place, context, on: &canvas, in: grid.cell(place))
    }
  }

  private func draw(
    _ row: MetricRows.Row, isSelected: Bool, _ context: PanelContext, on canvas: inout Canvas, in cell: Rect
  ) {
    guard let metric = row.metric else { return }
    let severity = row.severity(context)
    let isStale = row.isStale(context)
    let ground: Role = isSelected ? .selection : .background
    let head = Rect(x: cell.x, y: cell.y, width: cell.width, height: 1)
    canvas.fill(head, style: Style(.text, on: ground))
    let value = Format.value(metric.value, unit: metric.unit, context.language)
    let role = isStale ? .stale : severity?.quietRole ?? .bright
    canvas.put(
      value, x: max(cell.x, cell.maxX - value.width), y: cell.y, style: Style(role, on: ground, severity == nil ? [] : .bold),
      maxWidth: cell.width)
    canvas.put(
      row.title(context), x: cell.x, y: cell.y, style: Style(isStale ? .stale : .text, on: ground),
      maxWidth: max(0, cell.width - value.width - 1))
    let body = cell.inset(top: 1)
    if let chart = MetricChart(metric, context) {
      chart.chart.draw(on: &canvas, in: body)
    } else {
      canvas.put(context.say(Words.noData), x: body.x, y: body.y, style: Style(.faint), maxWidth: body.width)
    }
  }
}

/// Places of one size, row by row, with room between them.
private struct Grid {
  private let rect: Rect
  private let columns: Int
  private let lines: Int

  private static let narrowest = 36
  private static let lowest = 5
  private static let gap = 3

  init(count: Int, in rect: Rect) {
    self.rect = rect
    columns = max(1, min(count, 2, (rect.width + Grid.gap) / (Grid.narrowest + Grid.gap)))
    lines = max(1, min((count + columns - 1) / columns, rect.height / Grid.lowest))
  }

  var visible: Int { columns * lines }

  /// The first that is shown, so that the one chosen is among them; whole rows are scrolled.
  func first(_ context: PanelContext, _ items: [ItemID]) -> Int {
    let top = context.top(items, visible: visible)
    return (top + columns - 1) / columns * columns
  }

  func cell(_ place: Int) -> Rect {
    let width = (rect.width - Grid.gap * (columns - 1)) / columns
    let top = place / columns * rect.height / lines
    let bottom = (place / columns + 1) * rect.height / lines
    // A blank line below, where charts are high enough to spare it.
    let height = bottom - top - (bottom - top > Grid.lowest + 1 && bottom < rect.height ? 1 : 0)
    return Rect(x: rect.x + place % columns * (width + Grid.gap), y: rect.y + top, width: width, height: height)
  }
}
