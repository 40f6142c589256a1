/// Decides the severity of one value over time: levels, hold times, hysteresis. The pre-filter before an alarm.
struct LevelGate: Sendable, Equatable {
  /// The severity decided last; nil is normal.
  private(set) var decided: Severity?
  private(set) var value = 0.0
  /// False until the first value.
  private(set) var hasValue = false
  /// False until the first decision: an alarm of an earlier run may still be open, so that the first normal is told too.
  private var isDecided = false
  /// Its source says that it does not know: nothing is cleared meanwhile.
  private var isUnknown = false
  /// Since when the value has been at or beyond each level, by severity.
  private var since = MomentsBySeverity()
  /// Since when it has been better than the level decided.
  private var betterSince: Timestamp?

  /// Takes a value; returns true where the decision changed.
  mutating func take(_ new: Double, at time: Timestamp, rule: RuleLevels) -> Bool {
    // What has hardly moved has not moved.
    let isUnmoved = rule.deadband > 0 && hasValue && !isUnknown && abs(new - value) < rule.deadband
    if !isUnmoved { value = new }
    hasValue = true
    isUnknown = false
    return hold(at: time, rule: rule)
  }

  /// Other levels are in force from now on: what is known is held against them.
  mutating func reconsider(at time: Timestamp, rule: RuleLevels) -> Bool {
    // A severity that only the others have must not begin where it was left.
    for severity in Severity.allCases where !rule.has(severity) { since[severity] = nil }
    guard hasValue, !isUnknown else { return false }
    let isChanged = hold(at: time, rule: rule)
    guard let decided, !rule.has(decided) else { return isChanged }
    return settle(rule.levels.first { rule.direction.reaches(value, $0.value) }?.severity)
  }

  private mutating func hold(at time: Timestamp, rule: RuleLevels) -> Bool {
    for level in rule.levels {
      // A clock that jumped forth and back must not put a hold off for ever, hence the earlier of both.
      let start = since[level.severity].map { min($0, time) } ?? time
      since[level.severity] = rule.direction.reaches(value, level.value) ? start : nil
    }
    return decide(at: time, rule: rule)
  }

  /// The value is not known: what was decided stays, and the way back to normal begins anew.
  mutating func lose() {
    isUnknown = true
    betterSince = nil
  }

  /// The value is no longer true: as `lose`, and no hold that has begun with it goes on.
  mutating func expire() {
    lose()
    for severity in Severity.allCases where severity.isWorse(than: decided) { since[severity] = nil }
  }

  /// Time alone may decide: a hold is over.
  mutating func decide(at time: Timestamp, rule: RuleLevels) -> Bool {
    let reached = rule.levels.first { level in since[level.severity].map { time - $0 >= level.holdSeconds } ?? false }?.severity
    if let reached, reached.isWorse(than: decided) { return settle(reached) }
    guard !isUnknown, !(isDecided && decided == nil) else { return false }
    // A level ends only when the value has come back beyond the dead band and stayed there.
    guard let level = rule.levels.first(where: { $0.severity == decided }) ?? rule.levels.last else { return false }
    let edge = rule.direction == .above ? level.value - rule.hysteresis : level.value + rule.hysteresis
    guard !rule.direction.reaches(value, edge) else {
      betterSince = nil
      return false
    }
    let start = betterSince.map { min($0, time) } ?? time
    betterSince = start
    return time - start >= rule.clearHoldSeconds && settle(reached)
  }

  private mutating func settle(_ severity: Severity?) -> Bool {
    decided = severity
    isDecided = true
    betterSince = nil
    return true
  }

  /// The level of the severity decided.
  func level(of rule: RuleLevels) -> Double? { rule.levels.first { $0.severity == decided }?.value }

  /// Decided, and nothing is under way: the same value again changes nothing, nor does one further up that reaches no other level.
  var isSteady: Bool { isDecided && !isUnknown && !isWaiting }

  /// True while only time is missing for another decision.
  var isWaiting: Bool { betterSince != nil || since.contains { $0.isWorse(than: decided) } }
}

extension Rule.Direction {
  func reaches(_ value: Double, _ level: Double) -> Bool {
    switch self {
    case .above: value >= level
    case .below: value < level
    }
  }
}
