internal import Core
internal import TextSafety
internal import TextUI

/// Announcements of every ten minutes of the shift, with the line above which it is a flood.
struct PerformanceChart {
  let figures: AlarmFigures
  let context: PanelContext

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard rect.height >= 3, !figures.bins.isEmpty else { return }
    let most = max(Announcements.floodAbove, figures.peak)
    let mark = SafeText(sanitizing: String(context.glyphs.verticalBars[context.glyphs.verticalBars.count - 1]))
    let dash = SafeText(sanitizing: String(context.glyphs.dash))
    let flood = Announcements.floodAbove
    let caption: StyledText = [
      Span(context.language.say("新告警/10分钟", "new alerts/10 min"), Style(.dim)),
      Span(context.language.say("  最多 \(figures.peak)", "  most \(figures.peak)"), Style(.text)),
      Span(context.language.say("  \(dash) 洪峰 \(flood)", "  \(dash) flood \(flood)"), Style(.dim)),
      Span("  " + mark, Style(.orangeQuiet)),
      Span(context.language.say(" 多于2条", " more than 2"), Style(.dim)),
    ]
    caption.draw(on: &canvas, x: rect.x, y: rect.y, maxWidth: rect.width)
    // The whole shift, so that the axis stands still while it fills.
    let count = max(figures.bins.count, 72)
    let width = max(1, rect.width / count)
    var columns: [ColumnChart.Column] = []
    var labels: [Int: SafeText] = [:]
    for index in 0..<count {
      let value = figures.bins.indices.contains(index) ? figures.bins[index] : nil
      let isFlood = (value ?? 0) > Announcements.floodAbove
      let isMuch = (value ?? 0) > 2
      let column = ColumnChart.Column(
        value.map(Double.init), baseline: Double(Announcements.floodAbove),
        role: isFlood ? .redQuiet : isMuch ? .orangeQuiet : .chart)
      columns += Array(repeating: column, count: width)
      let civil = context.state.civil(figures.from + Double(index) * AlarmFigures.bin)
      if civil.minute < 10, civil.hour % 2 == 0 { labels[index * width] = "\(digits: civil.hour, 2)" }
    }
    let chart = rect.inset(top: 1)
    ColumnChart(columns: columns, labels: labels, maximum: Double(most) * 1.1, glyphs: context.glyphs)
      .draw(on: &canvas, in: Rect(x: chart.x, y: chart.y, width: min(chart.width, columns.count), height: chart.height))
  }
}
