/// The part of a rule that every reading is held against.
struct RuleLevels: Sendable, Equatable {
  let direction: Rule.Direction
  let levels: [Rule.Level]
  let hysteresis: Double
  let clearHoldSeconds: Double
  let deadband: Double

  init(_ rule: Rule) { self.init(rule, rule.levels) }

  /// The levels of key periods; nil where they are no others.
  init?(keyPeriodOf rule: Rule) {
    guard !rule.keyPeriodLevels.isEmpty else { return nil }
    self.init(rule, rule.keyPeriodLevels)
  }

  func has(_ severity: Severity) -> Bool { levels.contains { $0.severity == severity } }

  private init(_ rule: Rule, _ levels: [Rule.Level]) {
    direction = rule.direction
    self.levels = levels
    hysteresis = rule.hysteresis
    clearHoldSeconds = rule.clearHoldSeconds
    deadband = rule.deadband
  }
}
