internal import Core
internal import TextSafety

extension CityLoader {
  static func readRules(_ root: YAMLValue, _ city: inout City) {
    root.allow(["rules", "suppressions", "signals"])
    city.signals = signals(root["signals"])
    var ids: Set<SafeText> = []
    for value in root.list("rules") {
      guard let rule = rule(value) else { continue }
      if !ids.insert(rule.id).inserted { value.fault("two rules are named '\(rule.id)'") }
      city.rules.append(rule)
    }
    for value in root.list("suppressions") {
      value.allow(["id", "cause", "followers", "note"])
      guard let id = value.required("id", \.safe), let cause = value.required("cause", \.safe) else { continue }
      city.suppressions.append(Suppression(id: id, cause: cause, followers: value.list("followers").compactMap(\.safe)))
    }
  }

  private static let ruleKeys = [
    "id", "direction", "levels", "key_period_levels", "key_period_factor", "hold_s", "hysteresis", "deadband", "clear_hold_s",
    "category", "headline", "owner", "owner_level", "guidance", "runbook", "group", "latch", "basis",
  ]

  private static func rule(_ value: YAMLValue) -> Rule? {
    value.allow(ruleKeys + RuleSubjects.keys + RuleMeasures.keys)
    let id = value.required("id", \.safe)
    let subject = RuleSubjects.subject(value)
    let measure = RuleMeasures.measure(value)
    let direction = RuleMeasures.direction(value, measure)
    if subject == .malformedLines, !measure.isOccurrences {
      value["collector"]?.fault("a line that cannot be read is an occurrence: such a rule needs 'occurrences'")
    }
    let hold = seconds(value["hold_s"]) ?? 0
    let levels = value.list("levels").compactMap { RuleLevelNode.level($0, measure, hold: hold) }
    if levels.isEmpty { value.fault("a rule needs levels") }
    RuleLevelNode.check(levels, direction, value)
    let keyLevels = RuleLevelNode.keyPeriodLevels(value, levels, direction, measure, hold: hold)
    let category = value.required("category") { $0.word(AlertReport.Category.self) }
    let headline = value.required("headline", name)
    guard let id, let subject, let category, let headline, !levels.isEmpty else { return nil }
    return Rule(
      id: id, subject: subject, measure: measure, direction: direction, levels: levels, keyPeriodLevels: keyLevels,
      hysteresis: notNegative(value["hysteresis"]) ?? 0, deadband: notNegative(value["deadband"]) ?? 0,
      clearHoldSeconds: seconds(value["clear_hold_s"]) ?? 0, category: category, headline: headline,
      owner: value["owner"].map(name) ?? LocalName(), ownerLevel: value["owner_level"]?.word(OwnerLevel.self),
      guidance: value["guidance"].map(name) ?? LocalName(), runbook: value["runbook"]?.safe, group: value["group"]?.safe,
      latches: value["latch"]?.bool ?? true, basis: value["basis"]?.safe ?? "")
  }

  // MARK: Figures with bounds

  /// A span of time; a week is the longest that a rule remembers.
  static func seconds(_ value: YAMLValue?) -> Double? { number(value, in: 0...604_800) }

  static func notNegative(_ value: YAMLValue?) -> Double? { number(value, in: 0...1e15) }

  static func number(_ value: YAMLValue?, in range: ClosedRange<Double>) -> Double? {
    guard let value, let number = value.number else { return nil }
    if range.contains(number) { return number }
    value.fault("must lie between \(text(range.lowerBound)) and \(text(range.upperBound))")
    return nil
  }

  private static func text(_ number: Double) -> String {
    number == number.rounded() && number.magnitude < 1e15 ? String(Int(number)) : String(number)
  }
}

extension Rule.Measure {
  fileprivate var isOccurrences: Bool { if case .occurrences = self { true } else { false } }
}
