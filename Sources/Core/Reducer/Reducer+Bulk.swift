internal import TextSafety

extension State {
  /// All that was on a screen, each at the revision that was seen; where actual alarms are among them, those of a drill are left out.
  ///
  /// Reds in a key period want two: the officer at the desk and a second one who has given a PIN.
  mutating func acknowledgeAll(
    _ seen: [OperatorCommand.SeenAlarm], witness: SafeText?, by who: Operator, effects: inout [Effect]
  ) {
    let isDrill = !seen.isEmpty && seen.allSatisfy { isExercise($0.key) }
    if needsWitness(seen, by: who) {
      guard let witness, witness != who.id else { return refuseAll(seen, witness: witness, by: who, effects: &effects) }
      if journal.failure == nil {
        effects.append(.journal(alarms.record("ack_all", kind: .action, by: who.id, text: witness, at: now)))
        log.append(.witnessed(by: who.id, witness: witness), at: now)
      }
    }
    var refused: [Effect.BulkRefusal] = []
    for alarm in seen {
      guard isDrill || !isExercise(alarm.key) else {
        effects.append(.journal(alarms.record("ack", by: who.id, text: alarm.key.text, refusal: .mixed, at: now)))
        log.append(.refused(alarm.key, .mixed, by: who.id), at: now, isExercise: true)
        refused.append(.init(key: alarm.key, refusal: .mixed))
        continue
      }
      let answer = decide(
        .acknowledge(revision: alarm.revision, by: who.id, until: nil), on: alarm.key, by: who, effects: &effects)
      if case .refused(let key, let refusal) = answer { refused.append(.init(key: key, refusal: refusal)) }
    }
    let accepted = seen.count - refused.count
    log.append(.bulk(acknowledged: accepted, refused: refused.count, by: who.id), at: now, isExercise: isDrill)
    effects.append(.tell(.bulk(accepted: accepted, refused: refused)))
  }

  private mutating func refuseAll(
    _ seen: [OperatorCommand.SeenAlarm], witness: SafeText?, by who: Operator, effects: inout [Effect]
  ) {
    if journal.failure == nil {
      effects.append(.journal(alarms.record("ack_all", by: who.id, text: witness, refusal: .secondOperator, at: now)))
    }
    log.append(.bulk(acknowledged: 0, refused: seen.count, by: who.id), at: now)
    let refused = seen.map { Effect.BulkRefusal(key: $0.key, refusal: .secondOperator) }
    effects.append(.tell(.bulk(accepted: 0, refused: refused)))
  }

  private func isExercise(_ key: AlarmKey) -> Bool { alarms[key]?.facts.isExercise ?? key.isExercise }

  /// True where the two-person rule holds: only where operators prove who they are can there be two of them.
  public func needsWitness(_ seen: [OperatorCommand.SeenAlarm], by who: Operator) -> Bool {
    guard who.isSignedIn, city.keyPeriod(at: now) != nil else { return false }
    return seen.contains { !isExercise($0.key) && alarms[$0.key]?.worst == .red }
  }
}
