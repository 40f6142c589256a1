internal import Core
public import TextSafety
public import TextUI

/// Indicators that a board names: value and target, the latest hour, how old, whether an alert is on them.
public struct MetricsPanel: Panel {
  public let id = PanelID.metrics

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "指标", en: "Indicators")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    let rows = MetricRows(context).rows
    let heard = rows.compactMap(\.metric)
    guard heard.count == rows.count else {
      return StyledText(
        context.language.say("已接入 \(heard.count)/\(rows.count)", "\(heard.count) of \(rows.count) connected"), Style(.dim))
    }
    let latest = heard.max { $0.at < $1.at }
    return Freshness.status(of: latest?.at, source: nil, context)
  }

  public func items(_ context: PanelContext) -> [ItemID] { MetricsPanel.items(MetricRows(context).rows) }

  private static func items(_ rows: [MetricRows.Row]) -> [ItemID] {
    rows.map { .metric($0.metric?.key ?? .init(name: $0.name, subject: "", place: .none, labels: [])) }
  }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let rows = MetricRows(context).rows
    let items = MetricsPanel.items(rows)
    let say = context.language
    let drawn = rows.map { cells($0, context) }
    // Even, so that a digit more or less does not move the columns.
    func width(_ column: Int, _ least: Int) -> Int {
      max(least, ((drawn.map { $0.cells[column].width }.max() ?? 0) + 1) / 2 * 2)
    }
    var table = Table(
      columns: [
        .init(Phrase(zh: "状态", en: "State")(say), minimum: say.isChinese ? 6 : 7, priority: 9),
        .init(
          Phrase(zh: "指标", en: "Indicator")(say), minimum: min(width(1, 12), max(12, rect.width / 3)), weight: 1, priority: 10
        ),
        .init(Phrase(zh: "数值", en: "Value")(say), minimum: width(2, 6), priority: 10, alignment: .trailing),
        .init(Phrase(zh: "目标", en: "Goal")(say), minimum: width(3, 6), priority: 6, alignment: .trailing),
        .init("", minimum: 8, maximum: 14, weight: 1, priority: 4),
        .init(Phrase(zh: "近1小时", en: "1 hour")(say), minimum: 12, priority: 3),
        .init(Phrase(zh: "数据", en: "Data")(say), minimum: width(6, 6), priority: 7, alignment: .trailing),
      ], rows: drawn, selection: context.selection(items), glyphs: context.glyphs)
    table.placeholder = Phrase(zh: "没有这样的指标", en: "no such indicators")(say)
    let visible = table.visibleRows(in: rect)
    table.offset = context.top(items, visible: visible)
    table.draw(on: &canvas, in: rect)
    let places = table.layout(in: rect).rects
    for (line, row) in rows.dropFirst(table.offset).prefix(visible).enumerated() {
      guard let metric = row.metric else { continue }
      let y = rect.y + 1 + line
      if places[4].width > 0 {
        row.gauge(context)?.draw(on: &canvas, in: Rect(x: places[4].x, y: y, width: places[4].width, height: 1))
      }
      if places[5].width > 0 {
        let values = CloudPanel.thinned(metric.hour(endingAt: context.now), to: places[5].width)
        Sparkline(values: CloudPanel.spread(values), role: .chartDim, maximum: 1, glyphs: context.glyphs)
          .draw(on: &canvas, in: Rect(x: places[5].x, y: y, width: places[5].width, height: 1))
      }
    }
  }

  private func cells(_ row: MetricRows.Row, _ context: PanelContext) -> Table.Row {
    let say = context.language
    guard let metric = row.metric else {
      let none = Phrase(zh: "未接入", en: "none")(say)
      let blank = [Span("–", Style(.faint))]
      return Table.Row([[Span(none, Style(.faint))], [Span(row.title(context), Style(.faint))], blank, [], [], [], blank])
    }
    let severity = row.severity(context)
    let isStale = row.isStale(context)
    let value = Style(isStale ? .stale : severity?.quietRole ?? .bright, on: .background, severity == nil ? [] : .bold)
    let target = metric.target.map { Format.value($0, unit: metric.unit, say) }
    let limit = metric.capacity.map { "/" + Format.value($0, unit: metric.unit, say) }
    return Table.Row([
      [state(row, severity, isStale: isStale, context)],
      [Span(row.title(context), Style(isStale ? .stale : severity == nil ? .text : .bright))],
      [Span(Format.value(metric.value, unit: metric.unit, say), value)], [Span(target ?? limit ?? "", Style(.dim))], [], [],
      [Span(Format.age(context.now - metric.at, say), Style(isStale ? .stale : .dim))],
    ])
  }

  private func state(_ row: MetricRows.Row, _ severity: Severity?, isStale: Bool, _ context: PanelContext) -> Span {
    if isStale {
      let health = row.metric.flatMap { context.state.sources[$0.source]?.health }
      return Span(
        health == .down ? context.say(Words.down) : context.say(Words.stale), Style(health == .down ? .fault : .stale))
    }
    guard let severity else { return Span(Phrase(zh: "正常", en: "normal")(context.language), Style(.dim)) }
    return Span(" \(severity.phrase(context.language)) ", Style(severity.quietRole))
  }
}
