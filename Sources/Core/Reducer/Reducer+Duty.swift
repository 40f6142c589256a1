public import TextSafety

extension State {
  /// Work on an alarm: by the role's rights, to somebody there is, and on record.
  mutating func work(_ action: DutyAction, on key: AlarmKey, by who: Operator, effects: inout [Effect]) {
    if let refusal = refusal(of: action, by: who) {
      return effects.append(.tell(refuse(action.word, key, refusal, by: who, effects: &effects)))
    }
    effects.append(.tell(decide(.duty(action, by: who.id), on: key, by: who, effects: &effects)))
  }

  private func refusal(of action: DutyAction, by who: Operator) -> AlarmRefusal? {
    if !who.role.may(action) { return .role }
    switch action {
    case .assign(let target): return city.mayAssign(to: target) ? nil : .unknownTarget
    case .startReports(let plan): return city.duty.plan(plan) == nil ? .unknownTarget : nil
    default: return nil
    }
  }

  /// A refusal of the desk rather than of the alarm: journaled where that can be, and told.
  mutating func refuse(
    _ word: SafeText, _ key: AlarmKey, _ refusal: AlarmRefusal, by who: Operator, effects: inout [Effect]
  ) -> Effect.Answer {
    let refusal = journal.failure == nil ? refusal : .journalUnavailable
    if journal.failure == nil {
      effects.append(.journal(alarms.record(word, by: who.id, text: key.text, refusal: refusal, at: now)))
    }
    log.append(.refused(key, refusal, by: who.id), at: now, place: alarms[key]?.facts.place ?? .none)
    return .refused(key, refusal)
  }

  /// An alarm that has to be reported starts its clocks by itself.
  mutating func startReports(for alarm: Alarm, effects: inout [Effect]) {
    for plan in city.duty.reports where plan.fits(alarm) {
      guard !(alarm.work?.reports.contains { $0.plan == plan.id && !$0.isClosed } ?? false) else { continue }
      let action = DutyAction.startReports(plan: plan.id)
      apply(.duty(action, by: nil), to: alarm.key, effects: &effects)
      log.append(.worked(alarm.key, alarm.facts.headline, action, by: nil), at: now, place: alarm.facts.place)
    }
  }
}

extension City {
  /// A department, a role of the duty room, or a place of the map.
  public func mayAssign(to target: SafeText) -> Bool {
    departments.contains { $0.id == target } || OperatorRole(rawValue: target.string).map(\.mayAct) == true
      || places.all.contains { $0.code.text == target }
  }
}
