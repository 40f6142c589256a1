internal import TextSafety

/// Fills a rule's template: `{name} {value} {op} {level} {place}`.
enum RuleText {
  static func fill(_ verdict: Verdict, template: SafeText, value: Double, level: Double, state: State, english: Bool) -> SafeText {
    let place = state.city.places[verdict.place].map { english ? $0.name.en : $0.name.zh } ?? ""
    let known = state.sources[verdict.name]?.name
    let name = known.map { english && !$0.en.isEmpty ? $0.en : $0.zh } ?? verdict.name
    let unit = unit(of: verdict.rule)
    let text = template.string
    var result: SafeText = ""
    var start = text.startIndex
    while let open = text[start...].firstIndex(of: "{"), let close = text[open...].firstIndex(of: "}") {
      result += template.part(start..<open)
      switch text[text.index(after: open)..<close] {
      case "name": result += name
      case "value": result += number(value, unit)
      case "level": result += number(level, unit)
      case "op": result += verdict.rule.direction == .above ? "≥" : "<"
      case "place": result += place
      default: result += template.part(open...close)
      }
      start = text.index(after: close)
    }
    return result + template.part(start...)
  }

  private enum Unit { case ratio, duration, plain }

  private static func unit(of rule: Rule) -> Unit {
    switch rule.subject {
    case .metric(let name, _): name.string.hasSuffix("ratio") || name.string.hasSuffix("availability") ? .ratio : .plain
    case .queue(let quantity, _): quantity == .oldest || quantity == .stalled ? .duration : .plain
    case .fleetOnline: .ratio
    case .sourceSilence: .duration
    case .task, .sourceDown: .plain
    }
  }

  private static func number(_ value: Double, _ unit: Unit) -> SafeText {
    switch unit {
    case .ratio: SafeText(percent: value)
    case .duration: duration(value)
    case .plain: value == value.rounded() ? SafeText(grouped: Int64(value)) : SafeText(value, decimals: 1)
    }
  }

  /// `21:00`, `1:02:07`
  private static func duration(_ seconds: Double) -> SafeText {
    let total = Int(max(0, min(seconds, 1e9)))
    let (hours, minutes, rest) = (total / 3600, total / 60 % 60, total % 60)
    return hours > 0 ? "\(hours):\(digits: minutes, 2):\(digits: rest, 2)" : "\(minutes):\(digits: rest, 2)"
  }
}
