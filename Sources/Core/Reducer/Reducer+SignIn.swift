internal import TextSafety

extension State {
  /// Somebody has given a PIN. Whether it was right was found outside; whether that counts is decided here.
  mutating func signIn(_ who: Operator, isRight: Bool, for purpose: SignInPurpose, effects: inout [Effect]) {
    let refusal: AlarmRefusal? =
      if journal.failure != nil { .journalUnavailable } else if let until = signIns.refusedUntil(who.id, at: now) {
        .lockedOut(until: until)
      } else if !isRight { .wrongPIN } else { nil }
    if let refusal {
      if journal.failure == nil {
        effects.append(.journal(alarms.record("sign_in", by: who.id, text: purpose.text, refusal: refusal, at: now)))
      }
      log.append(.signInRefused(who.id, refusal), at: now)
      return effects.append(.tell(.signInRefused(who.id, refusal, for: purpose)))
    }
    // The command that follows is the record of a request.
    if purpose != .request || signIns.failures[who.id] != nil {
      effects.append(.journal(alarms.record("sign_in", kind: .action, by: who.id, text: purpose.text, at: now)))
    }
    if purpose != .request { log.append(.signedIn(who.id, for: purpose), at: now) }
    effects.append(.tell(.signedIn(who, for: purpose)))
  }

  mutating func signOut(_ who: Operator, effects: inout [Effect]) {
    recordLeaving("sign_out", who, effects: &effects)
    log.append(.signedOut(who.id), at: now)
    effects.append(.tell(.signedOut))
  }

  mutating func lock(_ who: Operator, effects: inout [Effect]) {
    recordLeaving("lock", who, effects: &effects)
    log.append(.locked(who.id), at: now)
    effects.append(.tell(.locked))
  }

  /// Leaving never waits for the disk.
  private mutating func recordLeaving(_ word: SafeText, _ who: Operator, effects: inout [Effect]) {
    effects.append(.journal(alarms.record(word, kind: .action, by: who.id, at: now)))
  }
}
