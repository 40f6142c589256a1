internal import Core
public import TextSafety
public import TextUI

/// Our own collectors: what they read, what they could not read and why.
public struct CollectorsPanel: Panel {
  public let id = PanelID.collectors

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "采集器", en: "Collectors")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    let bad = context.state.counts.malformed
    return StyledText(
      context.language.say("隔离 \(bad) 行", "\(bad) lines quarantined"), Style(bad > 0 ? .yellowQuiet : .dim))
  }

  public func items(_ context: PanelContext) -> [ItemID] { context.state.collectors.collectors.map { .collector($0.name) } }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let rows = context.state.collectors.collectors
    let items = rows.map { ItemID.collector($0.name) }
    let say = context.language
    var table = Table(
      columns: [
        .init(Phrase(zh: "采集器", en: "Collector")(say), minimum: 12, maximum: 20, weight: 1, priority: 9),
        .init(Phrase(zh: "类型", en: "Kind")(say), minimum: 9, priority: 6),
        .init(Phrase(zh: "运行", en: "Phase")(say), minimum: 10, weight: 2, priority: 8),
        .init(Phrase(zh: "行数", en: "Lines")(say), minimum: 9, priority: 5, alignment: .trailing),
        .init(Phrase(zh: "字节", en: "Bytes")(say), minimum: 9, priority: 4, alignment: .trailing),
        .init(Phrase(zh: "事件", en: "Events")(say), minimum: 9, priority: 5, alignment: .trailing),
        .init(Phrase(zh: "隔离(按原因)", en: "Quarantined by reason")(say), minimum: 20, weight: 2, priority: 7),
      ], rows: rows.map { row($0, context) }, selection: context.selection(items), glyphs: context.glyphs)
    table.placeholder = Phrase(zh: "没有采集器", en: "no collectors")(say)
    table.offset = context.top(items, visible: table.visibleRows(in: rect))
    table.draw(on: &canvas, in: rect)
    let used = 1 + min(rows.count, table.visibleRows(in: rect))
    drawFaults(context, on: &canvas, in: rect.inset(top: used + 1))
  }

  private func row(_ collector: CollectorTable.Collector, _ context: PanelContext) -> Table.Row {
    let reasons = Malformed.Reason.list(collector.malformed, context.language)
    return Table.Row(spans: [
      Span(collector.name, Style(.text)), Span(collector.kind, Style(.dim)), phase(collector.phase, context),
      Span(SafeText(grouped: collector.lines), Style(.dim)), Span(Format.bytes(Double(collector.bytes)), Style(.dim)),
      Span(SafeText(grouped: collector.events), Style(.text)),
      Span(reasons, Style(reasons.isEmpty ? .faint : .yellowQuiet)),
    ])
  }

  private func phase(_ phase: CollectorTable.Phase, _ context: PanelContext) -> Span {
    switch phase {
    case .starting: Span(Phrase(zh: "启动", en: "starting")(context.language), Style(.dim))
    case .running: Span(Phrase(zh: "运行", en: "running")(context.language), Style(.dim))
    case .waiting(let what): Span(Phrase(zh: "等待 ", en: "waits for ")(context.language) + what, Style(.yellowQuiet))
    case .failed(let reason, _):
      Span(Phrase(zh: "失败 ", en: "failed ")(context.language) + reason, Style(.fault, on: .background, .bold))
    case .finished: Span(Phrase(zh: "读完", en: "finished")(context.language), Style(.dim))
    }
  }

  /// The latest lines that were set aside, with their places.
  private func drawFaults(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let faults = context.state.collectors.collectors.flatMap(\.lastErrors).sorted { $0.at > $1.at }
    for (index, fault) in faults.prefix(rect.height).enumerated() {
      let column = fault.malformed.column.map { ":\($0)" as SafeText } ?? ""
      let text: SafeText = "\(fault.position.file):\(fault.position.line)\(column)"
      [
        Span(context.state.civil(fault.at).clock + "  ", Style(.faint)), Span(text + "  ", Style(.dim)),
        Span(fault.malformed.reason.phrase(context.language) + " ", Style(.yellowQuiet)),
        Span(fault.malformed.detail, Style(.text)),
      ].draw(on: &canvas, x: rect.x, y: rect.y + index, maxWidth: rect.width - 1)
    }
  }
}
