internal import TextSafety

extension State {
  /// Puts another edition of the city in force: what was known stays known, alarms of rules that are gone or changed follow the table.
  mutating func reconfigure(_ city: City, effects: inout [Effect]) {
    let before = Dictionary(self.city.rules.map { ($0.id, $0) }) { first, _ in first }
    let after = Dictionary(city.rules.map { ($0.id, $0) }) { first, _ in first }
    let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    self.city = city
    alarms.follow(city.duty)
    rules = RuleEngine(rules: city.rules, continuing: rules)
    signals.configure(city.signals, calendar: city.calendar)
    suppression = SuppressionIndex(city.suppressions)
    sources.expect(city.sources, at: now)
    for alarm in alarms.all where alarm.key.rule.map(changed.contains) == true {
      let isGone = alarm.key.rule.flatMap { after[$0] } == nil
      apply(isGone ? .ruleDeleted : .ruleEdited, to: alarm.key, effects: &effects)
    }
    suppressedVersion = -1
    suppress(effects: &effects)
    log.append(.reconfigured(rulesChanged: changed.count), at: now)
  }
}
