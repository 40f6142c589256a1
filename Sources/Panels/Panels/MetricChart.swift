internal import Core
internal import TextSafety
internal import TextUI

/// One indicator over the latest hours, with its limits and its target; a ratio in per cent.
struct MetricChart {
  let metric: MetricTable.Metric
  /// By minutes, up to now, as they are told.
  let values: [Double?]
  private(set) var chart: LineChart
  private(set) var hasUsual = false
  private let scale: Double

  var hasLimits: Bool { !chart.thresholds.isEmpty }
  var hasAlerts: Bool { chart.marks.contains { $0.role != nil } }

  /// Nil where nothing has been heard for hours.
  init?(_ metric: MetricTable.Metric, _ context: PanelContext) {
    values = metric.series.minutes(Series.capacity, endingAt: context.now)
    guard values.contains(where: { $0 != nil }) else { return nil }
    self.metric = metric
    let scale = metric.unit == "ratio" ? 100.0 : 1
    self.scale = scale
    chart = TimeChart.chart(
      [(metric.series, .chart)], scale: scale,
      thresholds: context.thresholds(of: metric.key.name).map { .init($0.value * scale, role: $0.severity.quietRole) }, context)
    if let target = metric.target ?? metric.capacity { chart.thresholds.append(.init(target * scale, role: .target)) }
    let known = values.compactMap { $0.map { $0 * scale } }
    // A limit far away would press the line flat.
    if let low = known.min(), let high = known.max() {
      let reach = max(high - low, high.magnitude * 0.05) * 4
      chart.thresholds.removeAll { $0.value > high + reach || $0.value < low - reach }
    }
    chart.minimum = MetricChart.floor(of: known + chart.thresholds.map(\.value))
  }

  /// Adds the band of what is usual, where it is known.
  mutating func addUsual(_ context: PanelContext) {
    guard let usual = context.state.usual(of: metric.key, minutes: Series.capacity, endingAt: context.now) else { return }
    hasUsual = true
    // A source that speaks every few minutes leaves the others empty.
    let step = 5
    chart.band = stride(from: 0, to: usual.count, by: step).map { start in
      usual[start..<min(start + step, usual.count)].compactMap { $0 }.last.map {
        LineChart.Band(low: $0.low * scale, high: $0.high * scale)
      }
    }
  }

  /// Adds an upright for every alert that it has raised.
  mutating func addAlerts(_ context: PanelContext) {
    let first = context.now - Double(Series.capacity - 1) * 60
    for (at, severity) in MetricChart.raised(by: metric.key, context) where at >= first {
      let text = context.state.civil(at).clockMinutes + " " + severity.phrase(context.language)
      chart.marks.append(.init((at - first) / (context.now - first), text, role: severity.quietRole))
    }
  }

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
