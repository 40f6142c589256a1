internal import TextSafety

extension AlarmKey {
  /// Our own log was damaged.
  public static let logDamage = AlarmKey.rule("zhiban.log.damaged", instance: "log")
}

extension State {
  /// An alarm of our own: it is over at once, for the log works again, and stays until an officer acknowledges it.
  mutating func raiseDamage(_ words: LocalName, effects: inout [Effect]) {
    let facts = AlarmFacts(
      category: .other, headline: LocalName(zh: "日志损坏,已隔离", en: "the log was damaged and is set aside"), place: city.code,
      source: "/zhiban/log", guidance: words)
    apply(.raise(.orange, sequence: now.milliseconds), to: .logDamage, facts: Boxed(wrappedValue: facts), effects: &effects)
    apply(.clear(sequence: now.milliseconds, cause: "set aside"), to: .logDamage, effects: &effects)
  }
}
