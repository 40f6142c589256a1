internal import Core
public import TextSafety
public import TextUI

/// Exchange tasks: trouble on top, then by backlog.
public struct QueuesPanel: Panel {
  public let id = PanelID.queues

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "数据共享", en: "Data sharing")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    var spans: StyledText = []
    if let running = context.state.metrics.first("share.task.running")?.value {
      spans.append(Span(context.language.say("\(Int(running)) 任务  ", "\(Int(running)) tasks  "), Style(.dim)))
    }
    if let instant = context.state.metrics.first("share.instant.ratio"), let value = instant.value {
      let isLow = context.severity(of: instant, rule: "share.instant.ratio")
      spans.append(Span(Phrase(zh: "秒享 ", en: "instant ")(context.language), Style(.dim)))
      let missed = instant.target.flatMap { value < $0 ? " < " + SafeText(percent: $0) : nil } ?? ""
      spans.append(Span(SafeText(percent: value) + missed, Style(isLow?.quietRole ?? .dim)))
      spans.append(Span("  "))
    }
    let queue = context.state.queues.queues.max { $0.at < $1.at }
    return spans + Freshness.status(of: queue?.at, source: queue?.source, context)
  }

  static func rows(_ context: PanelContext) -> [QueueTable.Queue] {
    context.state.queues.queues.filter {
      context.found($0.reading.title, $0.reading.queue, $0.reading.provider.name, $0.reading.consumer.name)
    }
    .sorted {
      ($0.reading.state.rank, -$0.reading.depth, $0.reading.queue) < ($1.reading.state.rank, -$1.reading.depth, $1.reading.queue)
    }
  }

  public func items(_ context: PanelContext) -> [ItemID] { QueuesPanel.rows(context).map { .queue($0.reading.queue) } }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let rows = QueuesPanel.rows(context)
    let items = rows.map { ItemID.queue($0.reading.queue) }
    let en = !context.language.isChinese
    let spark = rect.width > 60 ? 14 : 0
    var columns: [Table.Column] = [
      .init(Phrase(zh: "状态", en: "State")(context.language), minimum: en ? 6 : 4, priority: 9),
      .init(Phrase(zh: "任务", en: "Task")(context.language), minimum: 18, weight: 1, priority: 8),
      .init(Phrase(zh: "积压", en: "Backlog")(context.language), minimum: 8, priority: 7, alignment: .trailing),
      .init(Phrase(zh: "最旧", en: "Oldest")(context.language), minimum: 7, priority: 6, alignment: .trailing),
      .init(Phrase(zh: "进/出 每秒", en: "in/out per s")(context.language), minimum: 12, priority: 4, alignment: .trailing),
    ]
    if rect.width > 110 {
      columns.append(
        .init(Phrase(zh: "预计清空", en: "Drained in")(context.language), minimum: 10, priority: 3, alignment: .trailing))
    }
    if spark > 0 { columns.append(.init(Phrase(zh: "趋势", en: "Trend")(context.language), minimum: spark, priority: 2)) }
    var table = Table(
      columns: columns, rows: rows.map { row($0, columns.count, context) }, selection: context.selection(items),
      glyphs: context.glyphs)
    table.placeholder = Phrase(zh: "暂无交换任务(queue 事件)", en: "No exchange tasks yet (queue events)")(context.language)
    let visible = table.visibleRows(in: rect)
    table.offset = context.top(items, visible: visible)
    table.draw(on: &canvas, in: rect)
    guard spark > 0, let place = table.layout(in: rect).rects.last, place.width > 0 else { return }
    for (line, queue) in rows.dropFirst(table.offset).prefix(visible).enumerated() {
      Sparkline(
        values: CloudPanel.thinned(queue.depths.minutes(120, endingAt: context.now), to: place.width),
        role: queue.reading.state == .stall || queue.reading.state == .stop ? .redQuiet : .chartDim, glyphs: context.glyphs
      ).draw(on: &canvas, in: Rect(x: place.x, y: rect.y + 1 + line, width: place.width, height: 1))
      if table.offset + line == table.selection {
        canvas.select(Rect(x: rect.x, y: rect.y + 1 + line, width: rect.width, height: 1))
      }
    }
  }

  private func row(_ queue: QueueTable.Queue, _ count: Int, _ context: PanelContext) -> Table.Row {
    let reading = queue.reading
    let isStale = Freshness.isStale(queue.source, context)
    let style = isStale ? Style(.stale) : reading.state.style
    let isTroubled = reading.state.rank < 5
    let oldest = reading.oldestSeconds ?? 0
    let isOld = reading.limitSeconds.map { oldest > $0 } ?? false
    let rates: SafeText =
      reading.inRate == nil && reading.outRate == nil
      ? "–" : SafeText(reading.inRate ?? 0, decimals: 1) + "/" + SafeText(reading.outRate ?? 0, decimals: 1)
    var cells: [StyledText] = [
      [Span(isStale ? context.say(Words.stale) : reading.state.phrase(context.language), style)],
      [Span(reading.title, Style(isStale ? .stale : isTroubled ? .bright : .text))],
      [Span(SafeText(grouped: reading.depth), Style(isStale ? .stale : isTroubled ? .bright : .text))],
      [Span(reading.oldestSeconds == nil ? "–" : Format.duration(oldest), Style(isOld ? .orangeQuiet : .dim))],
      [Span(rates, Style(.dim))],
    ]
    if count > 6 { cells.append([Span(queue.drainSeconds.map { Format.age($0, context.language) } ?? "–", Style(.dim))]) }
    cells.append([])
    return Table.Row(cells)
  }
}
