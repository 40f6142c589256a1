/// Decides the severity of one value over time: levels, hold times, hysteresis. The pre-filter before an alarm.
struct LevelGate: Sendable, Equatable {
  /// The severity decided last; nil is normal.
  private(set) var decided: Severity?
  private(set) var value = 0.0
  /// Since when the value has been at or beyond each level, by severity.
  private var since: [Severity: Timestamp] = [:]
  /// Since when it has been better than the level decided.
  private var betterSince: Timestamp?

  /// Takes a value; returns true where the decision changed.
  mutating func take(_ value: Double, at time: Timestamp, rule: Rule) -> Bool {
    self.value = value
    for level in rule.levels {
      if rule.direction.reaches(value, level.value) {
        if since[level.severity] == nil { since[level.severity] = time }
      } else {
        since[level.severity] = nil
      }
    }
    return decide(at: time, rule: rule)
  }

  /// Time alone may decide: a hold is over.
  mutating func decide(at time: Timestamp, rule: Rule) -> Bool {
    let reached = rule.levels.first { level in since[level.severity].map { time - $0 >= level.holdSeconds } ?? false }?.severity
    let before = decided
    if let reached, reached > (before ?? .blue) || before == nil {
      decided = reached
      betterSince = nil
      return decided != before
    }
    guard let before, let level = rule.levels.first(where: { $0.severity == before }) else { return false }
    // A level ends only when the value has come back beyond the dead band and stayed there.
    let edge = rule.direction == .above ? level.value - rule.hysteresis : level.value + rule.hysteresis
    guard !rule.direction.reaches(value, edge) else {
      betterSince = nil
      return false
    }
    let start = betterSince ?? time
    betterSince = start
    guard time - start >= rule.clearHoldSeconds else { return false }
    decided = reached
    betterSince = nil
    return true
  }

  /// The level of the severity decided.
  func level(of rule: Rule) -> Double? { rule.levels.first { $0.severity == decided }?.value }

  /// True while only time is missing for another decision.
  var isWaiting: Bool { betterSince != nil || since.keys.contains { $0 > (decided ?? .blue) || decided == nil } }
}

extension Rule.Direction {
  func reaches(_ value: Double, _ level: Double) -> Bool {
    switch self {
    case .above: value >= level
    case .below: value < level
    }
  }
}
