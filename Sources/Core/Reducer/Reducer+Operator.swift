internal import TextSafety

extension State {
  /// An operator's command. It is only decided here; the screen shows it as done when the journal has it.
  mutating func execute(_ command: OperatorCommand, by who: Operator, effects: inout [Effect]) {
    switch command {
    case .acknowledge(let key, let revision):
      effects.append(.tell(decide(.acknowledge(revision: revision, by: who.id, until: nil), on: key, by: who, effects: &effects)))
    case .acknowledgeAll(let seen, let witness): acknowledgeAll(seen, witness: witness, by: who, effects: &effects)
    case .unacknowledge(let key):
      effects.append(.tell(decide(.unacknowledge(by: who.id), on: key, by: who, effects: &effects)))
    case .note(let key, let text):
      effects.append(.tell(decide(.note(text: text, by: who.id), on: key, by: who, effects: &effects)))
    case .duty(let key, let action): work(action, on: key, by: who, effects: &effects)
    case .shelve(let key, let seconds, _) where seconds > city.duty.shelfLimits[who.role] ?? .infinity:
      effects.append(.tell(refuse("shelve", key, .tooLong, by: who, effects: &effects)))
    case .shelve(let key, let seconds, let reason):
      effects.append(
        .tell(
          decide(.shelve(until: now + seconds, by: who.id, reason: reason, isOneShot: false), on: key, by: who, effects: &effects)
        ))
    case .unshelve(let key, let revision):
      effects.append(.tell(decide(.unshelve(revision: revision, by: who.id), on: key, by: who, effects: &effects)))
    case .handOver(let incoming): handOver(to: incoming, by: who, effects: &effects)
    case .signIn(let isRight, let purpose): signIn(who, isRight: isRight, for: purpose, effects: &effects)
    case .signOut: signOut(who, effects: &effects)
    case .lock: lock(who, effects: &effects)
    case .drill(let step): drill(step, by: who, effects: &effects)
    case .reveal(let target, let reason): reveal(target, reason: reason, by: who, effects: &effects)
    }
  }

  /// Masked words are shown to a shift lead at a console, for a reason, once the journal has it; a refusal is on record too.
  private mutating func reveal(_ target: RevealTarget, reason: SafeText, by who: Operator, effects: inout [Effect]) {
    guard journal.failure == nil else {
      log.append(.revealed(target, by: who.id, .journalUnavailable), at: now)
      return effects.append(.tell(.revealRefused(.journalUnavailable)))
    }
    let refusal: AlarmRefusal? =
      if who.isAtWall { .wall } else if !who.role.mayReveal { .role } else if reason.isEmpty { .forbidden } else { nil }
    let entry = alarms.record(
      "reveal", kind: .action, by: who.id, text: "\(target.text): \(reason)", refusal: refusal, at: now)
    effects.append(.journal(entry))
    log.append(.revealed(target, by: who.id, refusal), at: now)
    if let refusal {
      effects.append(.tell(.revealRefused(refusal)))
    } else {
      effects.append(.reveal(target, sequence: entry.sequence))
    }
  }

  private mutating func handOver(to incoming: SafeText, by who: Operator, effects: inout [Effect]) {
    let refusal: AlarmRefusal? =
      if journal.failure != nil { .journalUnavailable } else if !who.role.mayAct { .role } else { nil }
    guard refusal == nil, !incoming.isEmpty, incoming != who.id else {
      return effects.append(.tell(.handoverRefused(refusal ?? .forbidden)))
    }
    effects.append(.journal(alarms.record("handover", kind: .action, by: who.id, text: incoming, at: now)))
    effects.append(.journal(alarms.record("handover_taken", kind: .action, by: incoming, text: who.id, at: now)))
    log.append(.handedOver(from: who.id, to: incoming), at: now)
    effects.append(.tell(.handedOver(to: incoming)))
  }

  mutating func decide(_ input: AlarmInput, on key: AlarmKey, by who: Operator, effects: inout [Effect]) -> Effect.Answer {
    let isExercise = alarms[key]?.facts.isExercise ?? key.isExercise
    // With a journal that cannot be written nothing can be promised, so nothing is accepted.
    guard journal.failure == nil else {
      log.append(.refused(key, .journalUnavailable, by: who.id), at: now, isExercise: isExercise)
      return .refused(key, .journalUnavailable)
    }
    guard who.role.mayAct else {
      effects.append(.journal(alarms.record(input.word, by: who.id, text: key.text, refusal: .role, at: now)))
      log.append(.refused(key, .role, by: who.id), at: now, isExercise: isExercise)
      return .refused(key, .role)
    }
    let headline = alarms[key]?.facts.headline ?? LocalName()
    let place = alarms[key]?.facts.place ?? .none
    var options = AlarmOptions()
    options.urgeInterval = city.duty.urgeInterval
    options.reports = city.duty.reports
    let (outcome, entry) = alarms.apply(input, to: key, facts: nil, options: options, at: now)
    if let entry { effects.append(.journal(entry)) }
    if outcome.announce { effects.append(.announce(alarms[key]?.current ?? .blue, isExercise: isExercise)) }
    if let refusal = outcome.refusal {
      log.append(.refused(key, refusal, by: who.id), at: now, place: place, isExercise: isExercise)
      return .refused(key, refusal)
    }
    switch input {
    case .acknowledge: log.append(.acknowledged(key, headline, by: who.id), at: now, place: place, isExercise: isExercise)
    case .unacknowledge: log.append(.unacknowledged(key, headline, by: who.id), at: now, place: place, isExercise: isExercise)
    case .note(let text, _):
      log.append(.noted(key, headline, by: who.id, text: text), at: now, place: place, isExercise: isExercise)
    case .shelve(let until, _, _, _):
      log.append(.shelved(key, headline, by: who.id, until: until), at: now, place: place, isExercise: isExercise)
    case .unshelve: log.append(.unshelved(key, headline), at: now, place: place, isExercise: isExercise)
    case .duty(let action, _):
      log.append(.worked(key, headline, action, by: who.id), at: now, place: place, isExercise: isExercise)
    default: break
    }
    return .accepted(key)
  }
}
