internal import TextSafety

extension State {
  /// Acknowledges what was seen, each at the revision that was seen. Where actual alarms are among them, those of a drill are left out.
  mutating func acknowledge(_ seen: [OperatorCommand.SeenAlarm], by who: Operator, effects: inout [Effect]) -> Effect.Answer {
    func isExercise(_ key: AlarmKey) -> Bool { alarms[key]?.facts.isExercise ?? key.isExercise }
    let isDrill = seen.allSatisfy { isExercise($0.key) }
    var accepted = 0
    var refused: [AlarmRefusal] = []
    for alarm in seen {
      guard isDrill || !isExercise(alarm.key) else {
        effects.append(.journal(alarms.record("ack", by: who.id, text: alarm.key.text, refusal: .mixed, at: now)))
        log.append(.refused(alarm.key, .mixed, by: who.id), at: now, isExercise: true)
        refused.append(.mixed)
        continue
      }
      let answer = decide(
        .acknowledge(revision: alarm.revision, by: who.id, until: nil), on: alarm.key, by: who, effects: &effects)
      if case .refused(_, let refusal) = answer { refused.append(refusal) } else { accepted += 1 }
    }
    log.append(.bulk(acknowledged: accepted, refused: refused.count, by: who.id), at: now, isExercise: isDrill && !seen.isEmpty)
    return .bulk(accepted: accepted, refused: refused)
  }
}
