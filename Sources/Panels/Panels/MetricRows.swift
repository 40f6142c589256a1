internal import Core
internal import TextSafety
internal import TextUI

/// The series that a panel of indicators shows, in the order the board names them; a name nobody has heard of keeps its row.
struct MetricRows {
  struct Row {
    var name: SafeText
    /// How the board or the catalogue calls it; empty where neither does.
    var called = LocalName()
    var isNamedByBoard = false
    var metric: MetricTable.Metric?
    /// What tells it from its like: the values of its labels.
    var mark: SafeText = ""
  }

  /// More rows than this nobody scrolls through.
  static let limit = 500

  private(set) var rows: [Row] = []

  init(_ context: PanelContext) {
    let titles = MetricRows.titles(context.state.city)
    for wanted in context.options.indicators where rows.count < MetricRows.limit {
      let found = MetricRows.series(wanted, context.state).prefix(MetricRows.limit - rows.count)
      let isAlone = found.count == 1
      for metric in found {
        let name = metric.key.name
        let called = wanted.title ?? titles[name].map { LocalName(zh: $0, en: name) } ?? LocalName()
        var mark = metric.key.labels.map(\.value).joined(separator: " ")
        // Series without labels differ by whom they are about.
        if mark.isEmpty, !isAlone, !wanted.isPrefix { mark = metric.key.subject }
        let row = Row(
          name: name, called: called, isNamedByBoard: wanted.title != nil, metric: metric,
          mark: isAlone && wanted.title != nil ? "" : mark)
        if context.found(row.title(context), name) { rows.append(row) }
      }
      if found.isEmpty, !wanted.isPrefix, context.view.search == nil {
        let title = titles[wanted.name].map { LocalName(zh: $0, en: wanted.name) }
        rows.append(Row(name: wanted.name, called: wanted.title ?? title ?? LocalName(), isNamedByBoard: wanted.title != nil))
      }
    }
  }

  private static func series(_ wanted: PanelOptions.Indicator, _ state: State) -> [MetricTable.Metric] {
    let all =
      wanted.isPrefix
      ? state.metrics.metrics.filter { $0.key.name.string.hasPrefix(wanted.name.string) } : state.metrics.named(wanted.name)
    return wanted.subject.map { subject in all.filter { $0.key.subject == subject } } ?? all
  }

  /// What the catalogue calls indicators.
  private static func titles(_ city: City) -> [SafeText: SafeText] {
    Dictionary(
      city.systems.lazy.flatMap(\.indicators).map { ($0.name, $0.title) }, uniquingKeysWith: { first, _ in first })
  }
}

extension MetricRows.Row {
  func title(_ context: PanelContext) -> SafeText {
    let name = isNamedByBoard ? context.say(given: called) : called(context.language)
    return (name.isEmpty ? self.name : name) + (mark.isEmpty ? "" : " " + mark)
  }

  func severity(_ context: PanelContext) -> Severity? {
    isStale(context) ? nil : metric.flatMap { context.severity(of: $0, rule: name) }
  }

  func isStale(_ context: PanelContext) -> Bool {
    metric.map { $0.isExpired(at: context.now) || Freshness.isStale($0.source, context) } ?? false
  }

  /// A bar of what it is measured against: its capacity, the whole of a ratio, or its target, which has a tick; nil where there is none.
  func gauge(_ context: PanelContext) -> Gauge? {
    guard let metric, let value = metric.value else { return nil }
    let isRatio = metric.unit == "ratio"
    guard let whole = metric.capacity ?? (isRatio ? 1 : metric.target.map { max($0, value) * 1.1 }), whole > 0 else { return nil }
    return Gauge(
      value: isStale(context) ? nil : value / whole, target: metric.target.map { $0 / whole },
      role: severity(context)?.quietRole ?? .chart, shape: .line, glyphs: context.glyphs)
  }
}

extension MetricTable.Metric {
  /// The latest hour by minutes. What is told seldom holds until it is told again; after two of its intervals there is a hole.
  func hour(endingAt now: Timestamp) -> [Double?] {
    let reach = Int(min(60, max(1, (intervalSeconds ?? 60) / 30)))
    var (last, age): (Double?, Int) = (nil, 0)
    return series.minutes(60, endingAt: now).map { value in
      age = value == nil ? age + 1 : 0
      last = value ?? (age <= reach ? last : nil)
      return last
    }
  }
}

extension CloudPanel {
  /// From the lowest to the highest; what hardly changes stays in the middle.
  static func spread(_ values: [Double?]) -> [Double?] {
    let known = values.compactMap { $0 }
    guard let low = known.min(), let high = known.max() else { return values }
    let width = max(high - low, high.magnitude * 0.02)
    guard width > 0 else { return values.map { $0.map { _ in 0.4 } } }
    return values.map { $0.map { ($0 - low) / width * 0.85 + (high - low < width ? 0.4 : 0.12) } }
  }
}
