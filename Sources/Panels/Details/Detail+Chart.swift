internal import Core
internal import TextSafety
internal import TextUI

/// A picture among the lines of a detail view, drawn over the blank lines left for it.
struct DetailChart {
  /// The first of its lines.
  var line: Int
  var canvas: Canvas

  /// Draws what of it is in a window of the lines.
  func draw(on canvas: inout Canvas, in content: Rect, offset: Int) {
    for row in 0..<self.canvas.height {
      let y = content.y + line + row - offset
      guard y >= content.y, y < content.maxY else { continue }
      var strip = Canvas(width: min(self.canvas.width, content.width), height: 1, fill: Style(.text, on: .popup))
      strip.blit(self.canvas, x: 0, y: -row)
      canvas.blit(strip, x: content.x, y: y)
    }
  }
}

extension Detail {
  /// Leaves room for a picture and draws it.
  mutating func picture(width: Int, height: Int, _ draw: (inout Canvas) -> Void) {
    var canvas = Canvas(width: max(0, width), height: max(0, height), fill: Style(.text, on: .popup))
    draw(&canvas)
    canvas.restyle(canvas.bounds) { style in
      style.background == .background ? Style(style.foreground, on: .popup, style.attributes) : style
    }
    charts.append(DetailChart(line: lines.count, canvas: canvas))
    lines += Array(repeating: [], count: canvas.height)
  }

  static let chartHeight = 12

  /// A detail view may be no wider than its words.
  private var pictureWidth: Int { min(chartWidth, 84) }

  /// An indicator over the latest hours: what is usual, its limits and its target, the alerts that it has raised.
  mutating func chart(of metric: MetricTable.Metric, _ context: PanelContext) {
    guard var chart = MetricChart(metric, context) else { return }
    let language = context.language
    chart.addUsual(context)
    chart.addAlerts(context)
    heading(
      metric.unit == "ratio" ? Phrase(zh: "近4小时 %", en: "Last 4 hours, %") : Phrase(zh: "近4小时", en: "Last 4 hours"))
    picture(width: pictureWidth, height: Detail.chartHeight) { canvas in chart.chart.draw(on: &canvas, in: canvas.bounds) }
    var legend: StyledText = []
    if chart.hasUsual { legend.append(Span(Phrase(zh: "灰带 常态  ", en: "band: usual  ")(language), Style(.dim))) }
    if chart.hasLimits {
      legend.append(Span(Phrase(zh: "虚线 限值、目标  ", en: "dashes: limits, target  ")(language), Style(.dim)))
    }
    if chart.hasAlerts { legend.append(Span(Phrase(zh: "竖线 告警", en: "uprights: alerts")(language), Style(.dim))) }
    if !legend.isEmpty { line(legend) }
    outlook(of: metric, chart.values, context)
  }

  /// The backlog over the latest hours, and what flows through it now.
  mutating func flow(of queue: QueueTable.Queue, _ context: PanelContext) {
    heading(Phrase(zh: "进 ▸ 积压 ▸ 出(每秒)", en: "In ▸ backlog ▸ out, per second"))
    picture(width: pictureWidth, height: 1) { FlowStrip(queue, context).draw(on: &$0, in: $0.bounds) }
    heading(Phrase(zh: "积压 近4小时", en: "Backlog, last 4 hours"))
    let chart = TimeChart.chart([(queue.depths, .chart)], thresholds: [], context)
    picture(width: pictureWidth, height: Detail.chartHeight - 2) { canvas in chart.draw(on: &canvas, in: canvas.bounds) }
  }

  /// Where the line goes, where it is one: to the full capacity, or to the target.
  private mutating func outlook(of metric: MetricTable.Metric, _ values: [Double?], _ context: PanelContext) {
    let language = context.language
    guard let trend = LinearTrend(values) else { return }
    let goals: [(Double?, Phrase)] = [
      (metric.capacity ?? (metric.unit == "ratio" ? 1 : nil), Phrase(zh: "预计用尽", en: "Full in")),
      (metric.target, Phrase(zh: "预计达标", en: "Target in")),
    ]
    for (goal, label) in goals {
      guard let goal, let seconds = trend.seconds(to: goal), seconds < Detail.farthest else { continue }
      let pace = Format.value(trend.slope.magnitude * 3600, unit: metric.unit, language)
      let sign: SafeText = trend.slope > 0 ? "+" : "-"
      field(
        label,
        Format.age(seconds, language)
          + (language.say("(按近4小时趋势,每小时 \(sign)\(pace))", " at the pace of the last 4 hours, \(sign)\(pace) an hour")),
        .bright)
    }
  }

  /// Further away four hours say nothing.
  private static let farthest = 60.0 * 86_400
}
