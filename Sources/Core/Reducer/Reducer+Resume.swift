extension State {
  /// Alarms of rules that went, or read something else now, while the program was down follow the table as if it had seen it: RULE_DELETE,
  /// on record. Where a journal of before does not say what was read the alarm stays.
  mutating func resume(effects: inout [Effect]) {
    let subjects = Dictionary(city.rules.map { ($0.id, $0.subject.text) }) { first, _ in first }
    for alarm in alarms.all where alarm.isActive {
      guard let id = alarm.key.rule, alarm.key != .logDamage else { continue }
      if let subject = subjects[id], alarm.facts.subject == nil || alarm.facts.subject == subject { continue }
      apply(.ruleDeleted, to: alarm.key, effects: &effects)
    }
    suppress(effects: &effects)
  }
}
