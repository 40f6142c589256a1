internal import TextSafety

extension State {
  /// The banner says so for as long after the last of a feed's events that belong to a drill.
  private static let exerciseSeconds = 600.0

  /// A drill is on, or something of one is still on the screen.
  public var isExercise: Bool {
    drill != nil || alarms.totals.exercise > 0 || exerciseHeardAt.map { now - $0 < State.exerciseSeconds } ?? false
  }

  /// Begins a drill, or breaks it off; one at a time.
  mutating func drill(_ step: Drill.Step, by who: Operator, effects: inout [Effect]) {
    let begins = if case .begin = step { true } else { false }
    let refusal: AlarmRefusal? =
      if journal.failure != nil {
        .journalUnavailable
      } else if !who.role.mayAct {
        .role
      } else if begins == (drill != nil) { .drill(isOn: begins) } else { nil }
    if let refusal { return effects.append(.tell(.drillRefused(refusal))) }
    switch step {
    case .begin(let title):
      drill = Drill(title: title, by: who.id, since: now)
      effects.append(.journal(alarms.record("drill_begin", kind: .action, by: who.id, text: title, at: now)))
      log.append(.drillBegun(title, by: who.id), at: now, isExercise: true)
    case .end: endDrill(by: who.id, effects: &effects)
    }
  }

  /// It has run its course, or was broken off: what it raised is over, and the log has its score.
  mutating func endDrill(by who: SafeText?, effects: inout [Effect]) {
    for alarm in alarms.rows where alarm.isActive && alarm.facts.isExercise && alarm.facts.source == Drill.source {
      let sequence = max(now.milliseconds, alarm.sequence)
      apply(.clear(sequence: sequence, cause: "drill"), to: alarm.key, effects: &effects)
    }
    guard let ended = drill else { return }
    drill = nil
    let score = drillPerformance.score(from: ended.since, to: now + 0.001)
    effects.append(.journal(alarms.record("drill_end", kind: .action, by: who, text: ended.title, at: now)))
    log.append(
      .drillEnded(ended.title, by: who, answered: score.answered.count, asked: score.alarms), at: now, isExercise: true)
  }
}
