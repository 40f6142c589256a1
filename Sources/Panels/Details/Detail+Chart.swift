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
    let values = metric.series.minutes(Series.capacity, endingAt: context.now)
    guard values.contains(where: { $0 != nil }) else { return }
    let language = context.language
    let scale = metric.unit == "ratio" ? 100.0 : 1
    let usual = context.state.usual(of: metric.key, minutes: Series.capacity, endingAt: context.now)
    let hasBand = usual != nil
    heading(
      metric.unit == "ratio" ? Phrase(zh: "近4小时 %", en: "Last 4 hours, %") : Phrase(zh: "近4小时", en: "Last 4 hours"))
    var chart = TimeChart.chart(
      [(metric.series, .chart)], scale: scale,
      thresholds: context.thresholds(of: metric.key.name).map { .init($0.value * scale, role: $0.severity.quietRole) }, context)
    if let target = metric.target ?? metric.capacity { chart.thresholds.append(.init(target * scale, role: .target)) }
    let known = values.compactMap { $0.map { $0 * scale } }
    // A limit far away would press the line flat.
    if let low = known.min(), let high = known.max() {
      let reach = max(high - low, high.magnitude * 0.05) * 4
      chart.thresholds.removeAll { $0.value > high + reach || $0.value < low - reach }
    }
    let first = context.now - Double(Series.capacity - 1) * 60
    if let usual {
      // A source that speaks every few minutes leaves the others empty.
      let step = 5
      chart.band = stride(from: 0, to: usual.count, by: step).map { start in
        usual[start..<min(start + step, usual.count)].compactMap { $0 }.last.map {
          LineChart.Band(low: $0.low * scale, high: $0.high * scale)
        }
      }
    }
    for (at, severity) in Detail.raised(by: metric.key, context) where at >= first {
      let text = context.state.civil(at).clockMinutes + " " + severity.phrase(language)
      chart.marks.append(.init((at - first) / (context.now - first), text, role: severity.quietRole))
    }
    chart.minimum = Detail.floor(of: known + chart.thresholds.map(\.value))
    picture(width: pictureWidth, height: Detail.chartHeight) { canvas in chart.draw(on: &canvas, in: canvas.bounds) }
    var legend: StyledText = []
    if hasBand { legend.append(Span(Phrase(zh: "灰带 常态  ", en: "band: usual  ")(language), Style(.dim))) }
    if !chart.thresholds.isEmpty {
      legend.append(Span(Phrase(zh: "虚线 限值、目标  ", en: "dashes: limits, target  ")(language), Style(.dim)))
    }
    if chart.marks.contains(where: { $0.role != nil }) {
      legend.append(Span(Phrase(zh: "竖线 告警", en: "uprights: alerts")(language), Style(.dim)))
    }
    if !legend.isEmpty { line(legend) }
    outlook(of: metric, values, context)
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

  /// Ratios and counts that stay high need no zero; what comes near it shows it.
  private static func floor(of values: [Double]) -> Double? {
    guard let low = values.min(), let high = values.max(), low > 0 else { return nil }
    let span = max(high - low, high * 0.02)
    return low > span * 2 ? max(0, low - span * 0.5) : 0
  }

  /// When alerts on a series came, as far as the log goes back.
  private static func raised(by key: MetricTable.Key, _ context: PanelContext) -> [(Timestamp, Severity)] {
    let instance = RuleEngine.instance(of: key)
    let keys = context.state.city.rules.compactMap { rule -> AlarmKey? in
      guard case .metric(key.name, _) = rule.subject else { return nil }
      return .rule(rule.id, instance: instance)
    }
    guard !keys.isEmpty else { return [] }
    return context.state.log.entries.compactMap { entry in
      switch entry.subject {
      case .raised(let key, let severity, _), .worsened(let key, let severity, _):
        keys.contains(key) ? (entry.at, severity) : nil
      default: nil
      }
    }
  }
}
