internal import Core

/// Reads what a rule makes of the value: its rate, how often, its absence, how unlikely it is.
enum RuleMeasures {
  static let keys = ["rate", "occurrences", "absent", "baseline"]

  static func measure(_ value: YAMLValue) -> Rule.Measure {
    let given = keys.filter { value[$0] != nil }
    if given.count > 1 { value.fault("a rule has one of " + keys.joined(separator: ", ")) }
    guard let key = given.first, let node = value[key] else { return .value }
    switch key {
    case "rate": return rate(node)
    case "occurrences": return occurrences(node)
    case "absent": return node.node.plainBool == false ? .value : .absence
    default: return baseline(node)
    }
  }

  /// Of what is judged: times and likelihoods are worse upwards, whatever the value does.
  static func direction(_ value: YAMLValue, _ measure: Rule.Measure) -> Rule.Direction {
    let direction = value["direction"]?.word(Rule.Direction.self) ?? .above
    switch measure {
    case .value, .rate: return direction
    case .occurrences, .absence, .baseline:
      if direction == .below { value["direction"]?.fault("must be above: it is worse the more there is of it") }
      return .above
    }
  }

  private enum Unit: String, CaseIterable {
    case second, minute, hour, day

    var seconds: Double {
      switch self {
      case .second: 1
      case .minute: 60
      case .hour: 3600
      case .day: 86_400
      }
    }
  }

  /// `rate: {per: hour, window_s: 1800}`
  private static func rate(_ node: YAMLValue) -> Rule.Measure {
    node.allow(["per", "window_s"])
    let unit = node.required("per") { $0.word(Unit.self) } ?? .hour
    return .rate(perSeconds: unit.seconds, windowSeconds: window(node))
  }

  /// `occurrences: {above: 1, window_s: 600}`
  private static func occurrences(_ node: YAMLValue) -> Rule.Measure {
    node.allow(["above", "below", "window_s"])
    let bound = RuleSubjects.bound(node) ?? Rule.Bound(.above, 1)
    return .occurrences(of: bound, windowSeconds: window(node))
  }

  /// `baseline: both`, `above` or `below`
  private static func baseline(_ node: YAMLValue) -> Rule.Measure {
    switch node.text {
    case "both", nil: return .baseline(side: nil)
    case "above": return .baseline(side: .above)
    case "below": return .baseline(side: .below)
    case .some(let other): node.fault("'\(other)' is none of both, above, below")
    }
    return .baseline(side: nil)
  }

  private static func window(_ node: YAMLValue) -> Double {
    node.required("window_s") { CityLoader.number($0, in: 10...604_800) } ?? 600
  }
}
