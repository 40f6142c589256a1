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
    default: return nil
    }
  }
}
