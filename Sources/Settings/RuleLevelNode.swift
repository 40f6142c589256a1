internal import Core
internal import Glibc

/// Reads the levels of a rule, in ordinary times and in key periods.
enum RuleLevelNode {
  static func level(_ value: YAMLValue, _ measure: Rule.Measure, hold: Double) -> Rule.Level? {
    let isLikelihood = if case .baseline = measure { true } else { false }
    value.allow(["severity", isLikelihood ? "probability" : "at", "hold_s"])
    guard let word = value.required("severity", \.text) else { return nil }
    guard let severity = Severity(name: word) else {
      value.fault("severity '\(word)' is none of red, orange, yellow, blue")
      return nil
    }
    let at: Double?
    if isLikelihood {
      at = value.required("probability") { CityLoader.number($0, in: 1e-12...0.5) }.map { -log10($0) }
    } else {
      at = value.required("at", \.number)
    }
    guard let at else { return nil }
    return Rule.Level(severity: severity, value: at, holdSeconds: CityLoader.seconds(value["hold_s"]) ?? hold)
  }

  /// A worse level must be further out, or held longer.
  static func check(_ levels: [Rule.Level], _ direction: Rule.Direction, _ value: YAMLValue) {
    let worstFirst = levels.sorted { $0.severity > $1.severity }
    for (worse, better) in zip(worstFirst, worstFirst.dropFirst()) {
      if worse.severity == better.severity { value.fault("two levels are \(worse.severity.name)") }
      let isFurther = direction == .above ? worse.value >= better.value : worse.value <= better.value
      if !isFurther { value.fault("\(worse.severity.name) must lie beyond \(better.severity.name)") }
    }
  }

  /// Given one by one, or as a factor on all levels.
  static func keyPeriodLevels(
    _ value: YAMLValue, _ levels: [Rule.Level], _ direction: Rule.Direction, _ measure: Rule.Measure, hold: Double
  ) -> [Rule.Level] {
    guard let factorNode = value["key_period_factor"] else {
      guard let node = value["key_period_levels"] else { return [] }
      let own = value.list("key_period_levels").compactMap { level($0, measure, hold: hold) }
      check(own, direction, node)
      return own
    }
    if let node = value["key_period_levels"] { node.fault("give key_period_levels or key_period_factor, not both") }
    guard let factor = CityLoader.number(factorNode, in: 0.01...100) else { return [] }
    // What is a stricter level depends on which side is worse.
    if direction == .above ? factor >= 1 : factor <= 1 {
      factorNode.fault(
        direction == .above ? "must be below 1: key periods are stricter" : "must be above 1: key periods are stricter")
    }
    return levels.map { Rule.Level(severity: $0.severity, value: $0.value * factor, holdSeconds: $0.holdSeconds) }
  }
}
