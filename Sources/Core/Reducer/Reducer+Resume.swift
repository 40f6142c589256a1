extension State {
  /// Alarms of rules that went while the program was down follow the table as if they had gone before its eyes: RULE_DELETE, on record.
  mutating func resume(effects: inout [Effect]) {
    let known = Set(city.rules.map(\.id))
    for alarm in alarms.all where alarm.isActive {
      guard let id = alarm.key.rule, !known.contains(id), alarm.key != .logDamage else { continue }
      apply(.ruleDeleted, to: alarm.key, effects: &effects)
    }
    suppress(effects: &effects)
  }
}
