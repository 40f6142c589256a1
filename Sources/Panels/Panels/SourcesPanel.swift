internal import Core
public import TextSafety
public import TextUI

/// Every source: whether it is heard, how fast, how late, what was missing.
public struct SourcesPanel: Panel {
  public let id = PanelID.sources

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "数据源", en: "Sources")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    let sources = context.state.sources.sources
    let fresh = sources.count { $0.health == .fresh }
    return StyledText(context.language == .zh ? "\(fresh)/\(sources.count) 新鲜" : "\(fresh)/\(sources.count) fresh", Style(.dim))
  }

  static func rows(_ context: PanelContext) -> [SourceTable.Source] {
    context.state.sources.sources.filter { context.found($0.id, $0.name?.zh, $0.name?.en) }
      .sorted { (rank($0), $0.id) < (rank($1), $1.id) }
  }

  private static func rank(_ source: SourceTable.Source) -> Int {
    switch source.health {
    case .down: 0
    case .stale: 1
    case .fresh: 2
    case .expected: 3
    }
  }

  public func items(_ context: PanelContext) -> [ItemID] { SourcesPanel.rows(context).map { .source($0.id) } }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let rows = SourcesPanel.rows(context)
    let items = rows.map { ItemID.source($0.id) }
    let say = context.language
    var table = Table(
      columns: [
        .init(Phrase(zh: "状态", en: "State")(say), minimum: say == .zh ? 6 : 11, priority: 9),
        .init(Phrase(zh: "名称", en: "Name")(say), minimum: 14, maximum: 24, weight: 1, priority: 8),
        .init(Phrase(zh: "标识", en: "Source")(say), minimum: 20, weight: 2, priority: 4),
        .init(Phrase(zh: "最近", en: "Heard")(say), minimum: 8, priority: 7, alignment: .trailing),
        .init(Phrase(zh: "每分钟", en: "Per min")(say), minimum: 7, priority: 5, alignment: .trailing),
        .init(Phrase(zh: "滞后", en: "Lag")(say), minimum: 7, priority: 5, alignment: .trailing),
        .init(Phrase(zh: "事件", en: "Events")(say), minimum: 8, priority: 3, alignment: .trailing),
        .init(Phrase(zh: "缺号", en: "Gaps")(say), minimum: 5, priority: 2, alignment: .trailing),
        .init(Phrase(zh: "重复", en: "Dups")(say), minimum: 5, priority: 2, alignment: .trailing),
        .init(Phrase(zh: "迟到", en: "Late")(say), minimum: 5, priority: 2, alignment: .trailing),
      ], rows: rows.map { row($0, context) }, selection: context.selection(items), glyphs: context.glyphs)
    table.placeholder = Phrase(zh: "尚无数据源", en: "no sources yet")(say)
    table.offset = context.top(items, visible: table.visibleRows(in: rect))
    table.draw(on: &canvas, in: rect)
  }

  private func row(_ source: SourceTable.Source, _ context: PanelContext) -> Table.Row {
    let silence = source.silence(at: context.now)
    let rate = source.rates.minutes(2, endingAt: context.now).first ?? nil
    let text = Style(source.health == .fresh ? .text : source.health == .expected ? .faint : .bright)
    return Table.Row(spans: [
      Span(source.health.phrase(context.language), source.health.style),
      Span(source.name.map { $0(context.language) } ?? "", text),
      Span(source.id, Style(.dim)), Span(silence.map { Format.age($0, context.language) } ?? "–", text),
      Span(rate.map { SafeText(grouped: Int($0)) } ?? "–", Style(.dim)),
      Span(source.lagSeconds.map { SafeText($0, decimals: 1) + "s" } ?? "–", Style(.dim)),
      Span(SafeText(grouped: source.events), Style(.dim)),
      Span("\(source.gaps)", Style(source.gaps > 0 ? .yellowQuiet : .faint)),
      Span("\(source.duplicates)", Style(source.duplicates > 0 ? .text : .faint)),
      Span("\(source.late)", Style(source.late > 0 ? .text : .faint)),
    ])
  }
}
