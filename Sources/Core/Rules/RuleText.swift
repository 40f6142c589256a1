internal import TextSafety

/// Fills a rule's template: `{name} {value} {op} {level} {place}`; what it does not know stays as it is.
enum RuleText {
  struct Values {
    var name: SafeText
    var value: Double
    var level: Double
    var direction: Rule.Direction
    var unit: Unit
    var place: SafeText
  }

  /// How a number is written.
  enum Unit { case ratio, duration, plain }

  static func fill(_ template: SafeText, _ values: Values) -> SafeText {
    let text = template.string
    var result: SafeText = ""
    var start = text.startIndex
    while let open = text[start...].firstIndex(of: "{"), let close = text[open...].firstIndex(of: "}") {
      result += template.part(start..<open)
      switch text[text.index(after: open)..<close] {
      case "name": result += values.name
      case "value": result += number(values.value, values.unit)
      case "level": result += number(values.level, values.unit)
      case "op": result += values.direction == .above ? "≥" : "<"
      case "place": result += values.place
      default: result += template.part(open...close)
      }
      start = text.index(after: close)
    }
    return result + template.part(start...)
  }

  /// The headline of a verdict in one language, with the names that the city has for what it is about.
  static func fill(
    _ verdict: Verdict, template: SafeText, value: Double, level: Double, state: State, english: Bool
  ) -> SafeText {
    let place = state.city.places[verdict.place].map { english ? $0.name.en : $0.name.zh } ?? ""
    let known = state.sources[verdict.name]?.name
    let name = known.map { english && !$0.en.isEmpty ? $0.en : $0.zh } ?? verdict.name
    return fill(
      template,
      Values(
        name: name, value: value, level: level, direction: verdict.rule.direction, unit: unit(of: verdict.rule),
        place: place))
  }

  static func unit(of rule: Rule) -> Unit {
    switch rule.measure {
    case .absence: return .duration
    case .occurrences: return .plain
    case .value, .rate, .baseline: break
    }
    return switch rule.subject {
    case .metric(let name, _): unit(of: name)
    case .aggregate(let aggregate):
      aggregate.function == .share ? .ratio : aggregate.function == .count ? .plain : unit(of: aggregate.metric)
    case .queue(let quantity, _): quantity == .oldest || quantity == .stalled ? .duration : .plain
    case .ratio, .fleet, .task(.behind, _), .tickets(.redShare, _, _): .ratio
    case .sourceSilence: .duration
    case .task, .sourceDown, .malformedLines, .tickets: .plain
    }
  }

  private static func unit(of name: SafeText) -> Unit {
    name.string.hasSuffix("ratio") || name.string.hasSuffix("availability") ? .ratio : .plain
  }

  static func number(_ value: Double, _ unit: Unit) -> SafeText {
    switch unit {
    case .ratio: return SafeText(percent: value)
    case .duration: return duration(value)
    case .plain:
      let isWhole = value.magnitude < 1e15 && value == value.rounded()
      return isWhole ? SafeText(grouped: Int64(value)) : SafeText(value, decimals: 1)
    }
  }

  /// `21:00`, `1:02:07`
  private static func duration(_ seconds: Double) -> SafeText {
    guard seconds.isFinite else { return "–" }
    let total = Int(max(0, min(seconds, 1e9)))
    let (hours, minutes, rest) = (total / 3600, total / 60 % 60, total % 60)
    return hours > 0 ? "\(hours):\(digits: minutes, 2):\(digits: rest, 2)" : "\(minutes):\(digits: rest, 2)"
  }
}
