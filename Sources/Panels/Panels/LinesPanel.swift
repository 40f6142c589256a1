internal import Core
internal import TextSafety
internal import TextUI

/// Panels that are a few lines, each a name and some figures with their severities.
struct FigureLine {
  struct Figure {
    var label: SafeText
    var value: SafeText
    var severity: Severity?
    var isStale = false
  }

  var name: SafeText
  var key: MetricTable.Key?
  var figures: [Figure]

  /// What the cursor can stand on.
  static func items(_ lines: [FigureLine]) -> [ItemID] { lines.compactMap { $0.key.map(ItemID.metric) } }

  /// Draws lines with the figures in columns; `items` are those of the whole panel where it has more than these lines.
  static func draw(
    _ lines: [FigureLine], _ context: PanelContext, among items: [ItemID]? = nil, nameWidth: Int, on canvas: inout Canvas,
    in rect: Rect
  ) {
    let items = items ?? FigureLine.items(lines)
    let selected = context.selection(items).map { items[$0] }
    for (index, line) in lines.enumerated() where index < rect.height {
      let y = rect.y + index
      let isSelected = line.key.map(ItemID.metric) == selected && selected != nil
      let ground: Role = isSelected ? .selection : .background
      if isSelected { canvas.fill(Rect(x: rect.x, y: y, width: rect.width, height: 1), style: Style(.text, on: .selection)) }
      canvas.put(line.name, x: rect.x, y: y, style: Style(.text, on: ground), maxWidth: nameWidth - 1)
      var spans: StyledText = []
      for figure in line.figures {
        if !spans.isEmpty { spans.append(Span("   ", Style())) }
        if !figure.label.isEmpty { spans.append(Span(figure.label + " ", Style(.dim))) }
        let role: Role = figure.isStale ? .stale : figure.severity?.quietRole ?? .text
        spans.append(Span(figure.value, Style(role, on: .background, figure.severity == nil ? [] : .bold)))
      }
      spans.on(ground).draw(on: &canvas, x: rect.x + nameWidth, y: y, maxWidth: rect.width - nameWidth)
    }
  }
}

extension PanelContext {
  /// A metric as a figure with its unit and the severity of its alert; nil where it has not been heard of.
  func figure(_ name: SafeText, _ label: Phrase, labels: [Label] = []) -> FigureLine.Figure? {
    guard let metric = state.metrics.first(name, labels: labels) else { return nil }
    var text = Format.value(metric.value, unit: metric.unit, language)
    if let capacity = metric.capacity, metric.unit != "ratio", let value = metric.value {
      text = "\(Int(value))/\(Int(capacity))"
    }
    if let target = metric.target, metric.unit != "ratio" || target < 1 {
      text = text + language.say(" 目标 ", " of ") + Format.value(target, unit: metric.unit, language)
    }
    return .init(
      label: label(language), value: text, severity: severity(of: metric, rule: name),
      isStale: Freshness.isStale(metric.source, self))
  }

  func line(_ name: Phrase, _ key: SafeText, _ figures: FigureLine.Figure?...) -> FigureLine? {
    let known = figures.compactMap { $0 }
    return known.isEmpty ? nil : FigureLine(name: name(language), key: state.metrics.first(key)?.key, figures: known)
  }
}
