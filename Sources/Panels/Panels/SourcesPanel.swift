internal import Core
public import TextSafety
public import TextUI

/// Every source: whether it is heard, how fast, how late, what was missing or could not be read.
public struct SourcesPanel: Panel {
  public let id = PanelID.sources

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "数据源", en: "Sources")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    let sources = context.state.sources.sources
    let fresh = sources.count { $0.health == .fresh }
    return StyledText(context.language.say("\(fresh)/\(sources.count) 新鲜", "\(fresh)/\(sources.count) fresh"), Style(.dim))
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
        .init(Phrase(zh: "状态", en: "State")(say), minimum: say.isChinese ? 6 : 11, priority: 14),
        .init(Phrase(zh: "名称", en: "Name")(say), minimum: 14, maximum: 24, weight: 1, priority: 13),
        .init(Phrase(zh: "标识", en: "Source")(say), minimum: 18, weight: 2, priority: 8),
        .init(Phrase(zh: "最近", en: "Heard")(say), minimum: 7, priority: 12, alignment: .trailing),
        .init(Phrase(zh: "每分钟", en: "Per min")(say), minimum: 7, priority: 11, alignment: .trailing),
        .init(Phrase(zh: "滞后", en: "Lag p50")(say), minimum: 7, priority: 10, alignment: .trailing),
        .init(Phrase(zh: "最大", en: "Max")(say), minimum: 7, priority: 4, alignment: .trailing),
        .init(Phrase(zh: "最新数据", en: "Newest")(say), minimum: 8, priority: 6, alignment: .trailing),
        .init(Phrase(zh: "事件", en: "Events")(say), minimum: 8, priority: 5, alignment: .trailing),
        .init(Phrase(zh: "流量", en: "Bytes")(say), minimum: 8, priority: 3, alignment: .trailing),
        .init(Phrase(zh: "缺号", en: "Gaps")(say), minimum: 4, priority: 2, alignment: .trailing),
        .init(Phrase(zh: "重复", en: "Dups")(say), minimum: 4, priority: 1, alignment: .trailing),
        .init(Phrase(zh: "迟到", en: "Late")(say), minimum: 4, priority: 1, alignment: .trailing),
        .init(Phrase(zh: "隔离", en: "Quar.")(say), minimum: 5, priority: 9, alignment: .trailing),
        .init(Phrase(zh: "异常", en: "Trouble")(say), minimum: 16, weight: 3, priority: 7),
      ], rows: rows.map { row($0, context) }, selection: context.selection(items), glyphs: context.glyphs)
    table.placeholder = Phrase(zh: "尚无数据源", en: "no sources yet")(say)
    table.offset = context.top(items, visible: table.visibleRows(in: rect))
    table.draw(on: &canvas, in: rect)
  }

  private func row(_ source: SourceTable.Source, _ context: PanelContext) -> Table.Row {
    let say = context.language
    let text = Style(source.health == .fresh ? .text : source.health == .expected ? .faint : .bright)
    let trouble = SourcesPanel.trouble(source, say)
    return Table.Row(spans: [
      Span(source.health.phrase(say), source.health.style),
      Span(source.name.map { $0(say) } ?? "", text),
      Span(source.id, Style(.dim)), Span(source.silence(at: context.now).map { Format.age($0, say) } ?? "–", text),
      Span(SourcesPanel.rate(source, context).map { SafeText(grouped: $0) } ?? "–", Style(.dim)),
      Span(source.lags.median.map(Format.lag) ?? "–", Style(.dim)),
      Span(source.lags.maximum.map(Format.lag) ?? "–", Style(.dim)),
      Span(Detail.time(source.lastEventAt, context) ?? "–", Style(.dim)),
      Span(SafeText(grouped: source.events), Style(.dim)),
      Span(source.bytes > 0 ? Format.bytes(Double(source.bytes)) : "–", Style(.dim)),
      count(source.gaps, .yellowQuiet), count(source.duplicates, .text), count(source.late, .text),
      count(source.malformedCount, .yellowQuiet), Span(trouble, Style(trouble.isEmpty ? .faint : .yellowQuiet)),
    ])
  }

  private func count(_ count: Int, _ role: Role) -> Span {
    count > 0 ? Span(SafeText(grouped: count), Style(role)) : Span("0", Style(.faint))
  }

  /// Events in the last full minute; nil before the source was heard.
  static func rate(_ source: SourceTable.Source, _ context: PanelContext) -> Int? {
    guard source.lastArrivalAt != nil else { return nil }
    return Int((source.rates.minutes(2, endingAt: context.now).first ?? nil) ?? 0)
  }

  /// What is wrong beside silence: why lines were set aside, what its own collector says, the clock, times that cannot be right.
  static func trouble(_ source: SourceTable.Source, _ language: Language) -> SafeText {
    let reasons = Malformed.Reason.list(source.malformed, language)
    var parts = reasons.isEmpty ? [] : [reasons]
    if let upstream = source.heartbeat?.upstream, upstream == .degraded { parts.append(upstream.phrase(language)) }
    if let clock = source.clockPhrase(language) { parts.append(Phrase(zh: "时钟", en: "clock ")(language) + clock) }
    if source.suspect > 0 { parts.append(Phrase(zh: "时间可疑 ", en: "suspect time ")(language) + "\(source.suspect)") }
    if source.expired > 0 { parts.append(Phrase(zh: "过期 ", en: "expired ")(language) + "\(source.expired)") }
    return parts.joined(separator: "  ")
  }
}
