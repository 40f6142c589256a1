internal import Core
internal import TextSafety
internal import TextUI

/// Everything about one thing, as lines for a detail view.
struct Detail {
  var title: SafeText
  var lines: [StyledText] = []
  var charts: [DetailChart] = []

  private let context: PanelContext
  private let width: Int
  var chartWidth: Int { width }

  init(title: SafeText, _ context: PanelContext, width: Int) {
    self.title = title
    self.context = context
    self.width = width
  }

  static func of(_ item: ItemID, _ context: PanelContext, width: Int) -> Detail {
    switch item {
    case .alarm(let key): alarm(key, context, width)
    case .ticket(let id): ticket(id, context, width)
    case .queue(let id): queue(id, context, width)
    case .metric(let key): metric(key, context, width)
    case .place(let code): place(code, context, width)
    case .fleet(let id): fleet(id, context, width)
    case .source(let id): source(id, context, width)
    case .collector(let name): collector(name, context, width)
    case .task(let id): task(id, context, width)
    case .system(let id): system(id, context, width)
    case .area(let name): missing(name, context, width)
    case .fold(let id): missing(id.cause, context, width)
    }
  }

  static func missing(_ id: SafeText, _ context: PanelContext, _ width: Int) -> Detail {
    var detail = Detail(title: id, context, width: width)
    detail.text(Phrase(zh: "已不在:告警已恢复正常,或数据已更替", en: "No longer there: back to normal, or replaced")(context.language))
    return detail
  }

  /// A plain paragraph, wrapped.
  mutating func text(_ text: SafeText, _ role: Role = .text) {
    for row in text.wrapped(toColumns: width) { lines.append(StyledText(row, Style(role, on: .popup))) }
  }

  mutating func heading(_ phrase: Phrase) {
    if !lines.isEmpty { lines.append([]) }
    lines.append(StyledText(phrase(context.language), Style(.dim, on: .popup, .bold)))
  }

  /// A label and what it says, wrapped under itself.
  mutating func field(_ label: Phrase, _ value: SafeText?, _ role: Role = .text) {
    guard let value, !value.isEmpty else { return }
    let column = context.language.isChinese ? 12 : 16
    let rows = value.wrapped(toColumns: max(10, width - column))
    for (index, row) in rows.enumerated() {
      let name: SafeText =
        index == 0 ? label(context.language).padded(toColumns: column) : SafeText.empty.padded(toColumns: column)
      lines.append([Span(name, Style(.dim, on: .popup)), Span(row, Style(role, on: .popup))])
    }
  }

  mutating func line(_ spans: StyledText) { lines.append(spans.on(.popup)) }

  /// `10:05:07`, with the date where it is another day.
  static func time(_ time: Timestamp?, _ context: PanelContext) -> SafeText? {
    guard let time else { return nil }
    let civil = context.state.civil(time)
    let today = context.state.civil(context.now).date
    return civil.date == today ? civil.clock : "\(civil.monthDay) \(civil.clock)"
  }
}
