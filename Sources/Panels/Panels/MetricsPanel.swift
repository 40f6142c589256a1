internal import Core
public import TextSafety
public import TextUI

/// Indicators that a board names: value and target, the latest hours, how old, whether an alert is on them.
public struct MetricsPanel: Panel {
  public let id = PanelID.metrics

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "指标", en: "Indicators")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    let rows = MetricRows(context).rows
    let heard = rows.compactMap(\.metric)
    guard heard.count == rows.count else {
      return StyledText(
        context.language == .zh ? "已接入 \(heard.count)/\(rows.count)" : "\(heard.count) of \(rows.count) connected", Style(.dim))
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
    let bar = rect.width >= 64 ? 12 : 0
    let spark = rect.width >= 84 ? 14 : 0
    let widest = rows.map { max($0.title(context).width, 8) }.max() ?? 8
    var columns: [Table.Column] = [
      .init(Phrase(zh: "状态", en: "State")(say), minimum: say == .zh ? 6 : 7, priority: 9),
      .init(
        Phrase(zh: "指标", en: "Indicator")(say), minimum: 12, maximum: max(12, min(widest, rect.width / 2)), weight: 1,
        priority: 10),
      .init(Phrase(zh: "数值", en: "Value")(say), minimum: 10, priority: 10, alignment: .trailing),
      .init(Phrase(zh: "目标", en: "Target")(say), minimum: 9, priority: 6, alignment: .trailing),
    ]
    if bar > 0 { columns.append(.init("", minimum: bar, priority: 4)) }
    if spark > 0 { columns.append(.init(Phrase(zh: "近4小时", en: "4 hours")(say), minimum: spark, priority: 3)) }
    columns.append(.init(Phrase(zh: "数据", en: "Data")(say), minimum: 8, priority: 7, alignment: .trailing))
    var table = Table(
      columns: columns, rows: rows.map { cells($0, hasBar: bar > 0, hasSpark: spark > 0, context) },
      selection: context.selection(items), glyphs: context.glyphs)
    table.placeholder = Phrase(zh: "没有这样的指标", en: "no such indicators")(say)
    let visible = table.visibleRows(in: rect)
    table.offset = context.top(items, visible: visible)
    table.draw(on: &canvas, in: rect)
    let places = table.layout(in: rect).rects
    for (line, row) in rows.dropFirst(table.offset).prefix(visible).enumerated() {
      guard let metric = row.metric else { continue }
      let y = rect.y + 1 + line
      if bar > 0, places[4].width > 0 {
        row.gauge(context)?.draw(on: &canvas, in: Rect(x: places[4].x, y: y, width: places[4].width, height: 1))
      }
      if spark > 0, places[5].width > 0 {
        let values = CloudPanel.thinned(metric.series.minutes(240, endingAt: context.now), to: places[5].width)
        Sparkline(values: CloudPanel.spread(values), role: .chartDim, maximum: 1, glyphs: context.glyphs)
          .draw(on: &canvas, in: Rect(x: places[5].x, y: y, width: places[5].width, height: 1))
      }
    }
  }

  private func cells(_ row: MetricRows.Row, hasBar: Bool, hasSpark: Bool, _ context: PanelContext) -> Table.Row {
    let say = context.language
    let gaps = Array(repeating: StyledText(), count: (hasBar ? 1 : 0) + (hasSpark ? 1 : 0))
    guard let metric = row.metric else {
      let none = Phrase(zh: "未接入", en: "none")(say)
      return Table.Row(
        [[Span(none, Style(.faint))], [Span(row.title(context), Style(.faint))], [Span("–", Style(.faint))], []] + gaps + [
          [Span("–", Style(.faint))]
        ])
    }
    let severity = row.severity(context)
    let isStale = row.isStale(context)
    let value = Style(isStale ? .stale : severity?.quietRole ?? .bright, on: .background, severity == nil ? [] : .bold)
    let target = metric.target.map { Format.value($0, unit: metric.unit, say) }
    let limit = metric.capacity.map { "/" + Format.value($0, unit: metric.unit, say) }
    return Table.Row(
      [
        [state(row, severity, isStale: isStale, context)],
        [Span(row.title(context), Style(isStale ? .stale : severity == nil ? .text : .bright))],
        [Span(Format.value(metric.value, unit: metric.unit, say), value)], [Span(target ?? limit ?? "", Style(.dim))],
      ] + gaps + [[Span(Format.age(context.now - metric.at, say), Style(isStale ? .stale : .dim))]])
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
