internal import TextSafety

extension State {
  /// Puts another edition of the city in force: what was known stays known, alarms of rules that are gone or changed follow the table.
  mutating func reconfigure(_ city: City, effects: inout [Effect]) {
    let before = Dictionary(self.city.rules.map { ($0.id, $0) }) { first, _ in first }
    let after = Dictionary(city.rules.map { ($0.id, $0) }) { first, _ in first }
    let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    self.city = city
    alarms.follow(city.duty)
    rules = RuleEngine(
      rules: city.rules, keyPeriods: city.keyPeriods, offsetMinutes: city.offsetMinutes, continuing: rules)
    signals.configure(city.signals, calendar: city.calendar)
    suppression = SuppressionIndex(city.suppressions)
    forget(sources.expect(city.sources, at: now), effects: &effects)
    for alarm in alarms.all {
      guard let id = alarm.key.rule, changed.contains(id) else { continue }
      guard let rule = after[id], rule.subject == before[id]?.subject else {
        // A rule that reads something else would never say that this one is over.
        apply(.ruleDeleted, to: alarm.key, effects: &effects)
        continue
      }
      apply(.ruleEdited, to: alarm.key, facts: Boxed(wrappedValue: alarm.facts.edited(by: rule)), effects: &effects)
    }
    plansJudgedIn = .min
    quietSources = []
    suppressedVersion = -1
    suppress(effects: &effects)
    log.append(.reconfigured(rulesChanged: changed.count), at: now)
  }

  /// Sources that need not be heard any more, and never were: what was said of their silence is over.
  private mutating func forget(_ ids: [SafeText], effects: inout [Effect]) {
    var verdicts: [Verdict] = []
    for id in ids { rules.observe(.source(id: id, isCore: true, silentSeconds: 0, isDown: false), at: now, into: &verdicts) }
    for verdict in verdicts { take(verdict, effects: &effects) }
  }
}

extension AlarmFacts {
  /// What a rule says beside its readings, as it says it now.
  func edited(by rule: Rule) -> AlarmFacts {
    var facts = self
    facts.category = rule.category
    facts.owner = rule.owner
    facts.ownerLevel = rule.ownerLevel
    facts.guidance = rule.guidance
    facts.runbook = rule.runbook
    facts.group = rule.group
    facts.subject = rule.subject.text
    return facts
  }
}
