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
    if let refusal = refusal(of: step, by: who) { return effects.append(.tell(.drillRefused(refusal))) }
    switch step {
    case .begin(let title):
      let entry = alarms.record("drill_begin", kind: .action, by: who.id, text: title, at: now)
      drill = Drill(number: entry.sequence, title: title, by: who.id, since: now)
      effects.append(.journal(entry))
      log.append(.drillBegun(title, by: who.id), at: now, isExercise: true)
    case .end: endDrill(by: who.id, effects: &effects)
    }
  }

  private func refusal(of step: Drill.Step, by who: Operator) -> AlarmRefusal? {
    if journal.failure != nil { return .journalUnavailable }
    if !who.role.mayAct { return .role }
    switch step {
    case .begin: return drill == nil ? nil : .drill(isOn: true)
    case .end(let number):
      guard let drill else { return .drill(isOn: false) }
      return drill.number == number ? nil : .otherDrill(number: drill.number)
    }
  }

  /// A collector of a drill has come to its end: the drill is over, unless another one is on by now.
  mutating func endDrill(broughtBy collector: SafeText, effects: inout [Effect]) {
    guard Drill.isCollector(collector), drill.map({ $0.collector == collector }) ?? true else { return }
    endDrill(by: nil, effects: &effects)
  }

  /// What was still on its way when its drill ended; it must not count for the next one.
  func isOfEndedDrill(_ event: Event, from collector: SafeText) -> Bool {
    isLive && event.source == Drill.source && Drill.isCollector(collector) && drill?.collector != collector
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
