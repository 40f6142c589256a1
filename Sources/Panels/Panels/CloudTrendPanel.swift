internal import Core
public import TextSafety
public import TextUI

/// Allocation and utilisation over the latest hours, with the lines at which alerts begin.
public struct CloudTrendPanel: Panel {
  public let id = PanelID.cloudTrend

  public init() {}

  public func title(_ context: PanelContext) -> SafeText {
    Phrase(zh: "vCPU 趋势 近4小时", en: "vCPU, last 4 hours")(context.language)
  }

  public func status(_ context: PanelContext) -> StyledText {
    [
      Span(Phrase(zh: "分配率", en: "allocated")(context.language), Style(.chart, on: .background, .bold)), Span("   "),
      Span(Phrase(zh: "利用率", en: "utilised")(context.language), Style(.chartDim)),
    ]
  }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    guard let allocated = context.state.metrics.first("cloud.vcpu.alloc_ratio"), rect.height >= 3 else {
      canvas.put(context.say(Words.noData), x: rect.x, y: rect.y, style: Style(.faint))
      return
    }
    let used = context.state.metrics.first("cloud.vcpu.used_ratio")
    let thresholds = context.thresholds(of: "cloud.vcpu.alloc_ratio").map {
      LineChart.Threshold($0.value * 100, role: $0.severity.quietRole)
    }
    TimeChart.draw(
      [(allocated.series, .chart), (used?.series ?? Series(), .chartDim)], scale: 100, thresholds: thresholds, range: 0...100,
      context,
      on: &canvas, in: rect)
  }
}

/// Line charts over time, in one manner.
enum TimeChart {
  static func draw(
    _ lines: [(series: Series, role: Role)], scale: Double = 1, thresholds: [LineChart.Threshold], range: ClosedRange<Double>?,
    _ context: PanelContext, on canvas: inout Canvas, in rect: Rect
  ) {
    var chart = chart(lines, scale: scale, thresholds: thresholds, context)
    (chart.minimum, chart.maximum) = (range?.lowerBound, range?.upperBound)
    chart.draw(on: &canvas, in: rect)
  }

  /// The latest hours, with the hours below.
  static func chart(
    _ lines: [(series: Series, role: Role)], scale: Double = 1, thresholds: [LineChart.Threshold], _ context: PanelContext
  ) -> LineChart {
    let minutes = Series.capacity
    let series = lines.map {
      LineChart.Series($0.series.minutes(minutes, endingAt: context.now).map { $0.map { $0 * scale } }, role: $0.role)
    }
    var marks: [LineChart.Mark] = []
    let first = context.now - Double(minutes - 1) * 60
    for hour in 0...4 {
      let moment = Timestamp(milliseconds: (first.milliseconds / 3_600_000 + Int64(hour) + 1) * 3_600_000)
      let position = (moment - first) / (Double(minutes - 1) * 60)
      if position >= 0, position <= 1 { marks.append(.init(position, context.state.civil(moment).clockMinutes)) }
    }
    return LineChart(series: series, thresholds: thresholds, marks: marks, glyphs: context.glyphs)
  }
}

extension PanelContext {
  /// The levels of the rules on a metric.
  func thresholds(of name: SafeText) -> [Rule.Level] {
    state.city.rules.flatMap { rule -> [Rule.Level] in
      if case .metric(name, _) = rule.subject { rule.levels } else { [] }
    }
  }
}
