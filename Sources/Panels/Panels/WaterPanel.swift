internal import Core
public import TextSafety
public import TextUI

/// Rain and standing water over the latest hours, with the line at which water becomes an alert.
public struct WaterPanel: Panel {
  public let id = PanelID.water

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "雨量与积水", en: "Rain and standing water")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    var spans: StyledText = []
    if let rain = context.state.metrics.first("rain.1h"), let value = rain.value {
      spans.append(Span(Phrase(zh: "1小时雨量 ", en: "rain 1 h ")(context.language), Style(.chartDim)))
      spans.append(
        Span(SafeText(value, decimals: 1) + " mm", Style(context.severity(of: rain, rule: "rain.1h")?.quietRole ?? .text)))
    }
    for (level, line) in zip(context.state.metrics.named("drain.level"), WaterPanel.lines) {
      let site = level.key.labels.first?.value ?? level.key.subject
      spans.append(Span((spans.isEmpty ? "" : "  ") + site + " ", Style(line)))
      let role = context.severity(of: level, rule: "drain.level")?.quietRole ?? .text
      spans.append(Span(SafeText(level.value ?? 0, decimals: 0) + " cm", Style(role)))
    }
    return spans
  }

  /// The lines of the two levels, as bright as their names above.
  private static let lines: [Role] = [.bright, .chart]

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let levels = context.state.metrics.named("drain.level")
    let rain = context.state.metrics.first("rain.1h")
    guard !levels.isEmpty || rain != nil, rect.height >= 3 else {
      canvas.put(
        Phrase(zh: "暂无雨量与水位(rain.1h drain.level)", en: "No rain or levels yet (rain.1h drain.level)")(context.language),
        x: rect.x,
        y: rect.y, style: Style(.faint), maxWidth: rect.width - 1)
      return
    }
    var lines: [(series: Series, role: Role)] = []
    if let rain { lines.append((rain.series, .chartDim)) }
    for (level, role) in zip(levels, WaterPanel.lines) { lines.append((level.series, role)) }
    let thresholds = context.thresholds(of: "drain.level").map { LineChart.Threshold($0.value, role: $0.severity.quietRole) }
    let most = lines.compactMap { $0.series.minutes(Series.capacity, endingAt: context.now).compactMap { $0 }.max() }.max() ?? 0
    let top = max(50, (most / 10).rounded(.up) * 10)
    TimeChart.draw(lines, thresholds: thresholds, range: 0...top, context, on: &canvas, in: rect)
  }
}
