internal import TextSafety

extension DutyLog.Entry {
  /// What an entry of the journal says in the duty log; nil for what is not shown there.
  init?(_ entry: JournalEntry) {
    let headline = entry.after?.facts.headline ?? LocalName(zh: entry.key?.text ?? "", en: entry.key?.text ?? "")
    guard let subject = DutyLog.Subject(entry, headline) else { return nil }
    self.init(
      at: entry.at, place: entry.after?.facts.place ?? .none, subject: subject, isExercise: entry.isExercise)
  }
}

extension DutyLog.Subject {
  fileprivate init?(_ entry: JournalEntry, _ headline: LocalName) {
    guard let key = entry.key else {
      switch (entry.input.string, entry.by, entry.text) {
      case ("handover", let by?, let incoming?): self = .handedOver(from: by, to: incoming)
      case ("sign_in", let by?, let purpose):
        if let refusal = entry.refusal {
          self = .signInRefused(by, refusal)
        } else {
          self = .signedIn(by, for: purpose.flatMap { SignInPurpose(rawValue: $0.string) } ?? .desk)
        }
      case ("sign_out", let by?, _): self = .signedOut(by)
      case ("lock", let by?, _): self = .locked(by)
      case ("drill_begin", let by?, let title?): self = .drillBegun(title, by: by)
      case ("ack_all", let by?, let witness?) where entry.refusal == nil: self = .witnessed(by: by, witness: witness)
      default: return nil
      }
      return
    }
    if let refusal = entry.refusal {
      self = .refused(key, refusal, by: entry.by ?? "")
      return
    }
    switch (entry.input.string, entry.by) {
    case ("ack", let by?): self = .acknowledged(key, headline, by: by)
    case ("unack", let by?): self = .unacknowledged(key, headline, by: by)
    case ("note", let by?): self = .noted(key, headline, by: by, text: entry.text ?? "")
    case ("shelve", let by?): self = .shelved(key, headline, by: by, until: entry.after?.shelf?.until ?? entry.at)
    case ("unshelve", _): self = .unshelved(key, headline)
    case ("raise", _):
      guard let alarm = entry.after, let severity = alarm.current, alarm.raisedAt == entry.at else { return nil }
      self = .raised(key, severity, headline)
    case ("clear", _), ("ttl", _): self = .cleared(key, headline)
    default:
      guard let duty = Self(work: entry, key, headline) else { return nil }
      self = duty
    }
  }
}

extension DutyLog.Subject {
  /// Work and deadlines, as the alarm that stands after them tells.
  fileprivate init?(work entry: JournalEntry, _ key: AlarmKey, _ headline: LocalName) {
    guard let alarm = entry.after, let work = alarm.work else { return nil }
    switch (entry.input.string, entry.by) {
    case ("escalate", nil):
      guard let deadline = work.missed.last else { return nil }
      self = .deadlinePassed(key, alarm.shownSeverity, headline, deadline)
    case (let word, let by):
      guard let action = DutyAction(word: word, text: entry.text ?? "") else { return nil }
      self = .worked(key, headline, action, by: by)
    }
  }
}
