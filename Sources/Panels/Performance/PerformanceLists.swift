internal import Core
internal import TextSafety
internal import TextUI

/// What speaks most, and what was acknowledged the longest ago: a title and its lines.
enum PerformanceLists {
  static func frequent(_ figures: AlarmFigures, _ context: PanelContext) -> [StyledText] {
    let share = SafeText(percent: figures.frequentShare)
    let title: SafeText =
      context.language.say("最频繁 10 条(占 \(share),宜 ≤5%)", "Ten most frequent (\(share), should be ≤5%)")
    guard !figures.frequent.isEmpty else { return [StyledText(title, Style(.dim)), nothing(context)] }
    let most = figures.frequent.first?.count ?? 1
    return [StyledText(title, Style(.dim))]
      + figures.frequent.map { one in
        let text = context.state.alarms[one.key]?.facts.headline(context.language) ?? one.key.text
        let number: SafeText = "\(one.count)"
        let bar = context.glyphs.thinBars.last ?? "="
        let length = max(1, one.count * 8 / most)
        return [
          Span(SafeText.empty.padded(toColumns: max(0, 4 - number.width)) + number + " ", Style(.bright)),
          Span(SafeText(sanitizing: String(repeating: Character(bar), count: length)).padded(toColumns: 9), Style(.chart)),
          Span(text, Style(.text)),
        ]
      }
  }

  static func acknowledged(_ context: PanelContext) -> [StyledText] {
    let state = context.state
    let alarms = state.alarms.rows
      .filter { !$0.isHidden && !$0.facts.isExercise && !state.needsAcknowledgement($0) }
      .sorted { ($0.acknowledgedAt, $0.key) < ($1.acknowledgedAt, $1.key) }
    let title: SafeText =
      context.language.say("已确认未消除 \(alarms.count) 条,最久在前", "Acknowledged and still there: \(alarms.count), oldest first")
    guard !alarms.isEmpty else { return [StyledText(title, Style(.dim)), nothing(context)] }
    return [StyledText(title, Style(.dim))]
      + alarms.prefix(40).map { alarm in
        let age = Format.age(context.now - alarm.acknowledgedAt, context.language)
        return [
          Span(alarm.shownSeverity.phrase(context.language) + " ", Style(alarm.shownSeverity.quietRole)),
          Span(SafeText.empty.padded(toColumns: max(0, 7 - age.width)) + age + "  ", Style(.text)),
          Span((alarm.acknowledgement?.by ?? "").padded(toColumns: 9) + " ", Style(.dim)),
          Span(alarm.facts.headline(context.language), Style(.acknowledged)),
        ]
      }
  }

  private static func nothing(_ context: PanelContext) -> StyledText {
    StyledText(Phrase(zh: "无", en: "none")(context.language), Style(.faint))
  }

  static func draw(_ lines: [StyledText], on canvas: inout Canvas, in rect: Rect) {
    for (row, line) in lines.prefix(max(0, rect.height)).enumerated() {
      line.draw(on: &canvas, x: rect.x, y: rect.y + row, maxWidth: rect.width)
    }
  }
}
