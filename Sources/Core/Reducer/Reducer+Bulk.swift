internal import TextSafety

extension State {
  /// All that was on a screen. Reds in a key period want two: the officer at the desk and a second one who has given a PIN.
  mutating func acknowledgeAll(
    _ seen: [OperatorCommand.SeenAlarm], witness: SafeText?, by who: Operator, effects: inout [Effect]
  ) {
    if needsWitness(seen, by: who) {
      guard let witness, witness != who.id else {
        if journal.failure == nil {
          effects.append(.journal(alarms.record("ack_all", by: who.id, text: witness, refusal: .secondOperator, at: now)))
        }
        log.append(.bulk(acknowledged: 0, refused: seen.count, by: who.id), at: now)
        let refused = seen.map { Effect.BulkRefusal(key: $0.key, refusal: .secondOperator) }
        return effects.append(.tell(.bulk(accepted: 0, refused: refused)))
      }
      if journal.failure == nil {
        effects.append(.journal(alarms.record("ack_all", kind: .action, by: who.id, text: witness, at: now)))
        log.append(.witnessed(by: who.id, witness: witness), at: now)
      }
    }
    var refused: [Effect.BulkRefusal] = []
    for alarm in seen {
      let answer = decide(
        .acknowledge(revision: alarm.revision, by: who.id, until: nil), on: alarm.key, by: who, effects: &effects)
      if case .refused(let key, let refusal) = answer { refused.append(.init(key: key, refusal: refusal)) }
    }
    log.append(.bulk(acknowledged: seen.count - refused.count, refused: refused.count, by: who.id), at: now)
    effects.append(.tell(.bulk(accepted: seen.count - refused.count, refused: refused)))
  }

  /// True where the two-person rule holds: only where operators prove who they are can there be two of them.
  public func needsWitness(_ seen: [OperatorCommand.SeenAlarm], by who: Operator) -> Bool {
    guard who.isSignedIn, city.keyPeriod(at: now) != nil else { return false }
    return seen.contains { alarms[$0.key]?.worst == .red }
  }
}
