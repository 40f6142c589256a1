internal import TextSafety

extension DutyLog.Entry {
  /// One line of JSON.
  public func document(offsetMinutes: Int) -> String {
    var json = JSONWriter()
    write(&json, offsetMinutes: offsetMinutes)
    return json.text
  }

  func write(_ json: inout JSONWriter, offsetMinutes: Int) {
    json.object { json in
      json.time("at", at, offsetMinutes: offsetMinutes)
      if place != .none { json.string("place", place.text) }
      if isExercise { json.bool("exercise", true) }
      subject.write(&json, offsetMinutes: offsetMinutes, isExercise: isExercise)
    }
  }
}

extension DutyLog.Subject {
  /// The members that tell what happened.
  func write(_ json: inout JSONWriter, offsetMinutes: Int, isExercise: Bool) {
    func write(_ json: inout JSONWriter, _ kind: SafeText, _ key: AlarmKey, _ headline: LocalName) {
      self.write(&json, kind, key, headline, isExercise: isExercise)
    }
    switch self {
    case .raised(let key, let severity, let headline):
      write(&json, "raised", key, headline)
      json.string("severity", severity.word)
    case .worsened(let key, let severity, let headline):
      write(&json, "worsened", key, headline)
      json.string("severity", severity.word)
    case .cleared(let key, let headline): write(&json, "cleared", key, headline)
    case .acknowledged(let key, let headline, let who):
      write(&json, "acknowledged", key, headline)
      json.string("by", who)
    case .unacknowledged(let key, let headline, let who):
      write(&json, "unacknowledged", key, headline)
      json.string("by", who)
    case .noted(let key, let headline, let who, let text):
      write(&json, "noted", key, headline)
      json.string("by", who)
      json.string("text", text)
    case .shelved(let key, let headline, let who, let until):
      write(&json, "shelved", key, headline)
      json.string("by", who)
      json.time("until", until, offsetMinutes: offsetMinutes)
    case .unshelved(let key, let headline): write(&json, "unshelved", key, headline)
    case .refused(let key, let refusal, let who):
      json.string("kind", "refused")
      json.string("key", key.text)
      json.string("by", who)
      json.string("refusal", refusal.code)
    case .sourceHealth(let source, _, let health):
      json.string("kind", "source")
      json.string("source", source)
      json.string("health", health.name)
    case .collectorNote(let name, let note):
      json.string("kind", "collector_note")
      json.string("collector", name)
      json.string("note", note)
    case .collector(let name, let phase):
      json.string("kind", "collector")
      json.string("collector", name)
      if case .failed(let reason, _) = phase { json.string("failed", reason) }
      if case .waiting(let what) = phase { json.string("waiting", what) }
    case .notice(let headline, let sender):
      json.string("kind", "notice")
      json.string("headline", (isExercise ? "【演练】" : "") + headline.zh)
      json.string("sender", sender)
    case .recorded(let record):
      json.string("kind", "recorded")
      json.string("action", record.verb.name)
      json.string("target", record.target)
      json.string("by", record.operatorID)
      json.string("text", record.note)
    case .reconfigured(let rulesChanged):
      json.string("kind", "reconfigured")
      json.integer("rules_changed", rulesChanged)
    case .notReconfigured(let reason):
      json.string("kind", "not_reconfigured")
      json.string("reason", reason)
    case .journalFailed(let reason):
      json.string("kind", "journal_failed")
      json.string("reason", reason)
    case .journalBack: json.string("kind", "journal_back")
    case .recording(let title):
      json.string("kind", "recording")
      json.string("title", title)
    case .revealed(let target, let who, let refusal):
      json.string("kind", "revealed")
      json.string("target", target.text)
      json.string("by", who)
      json.string("refusal", refusal?.code)
    case .handedOver(let outgoing, let incoming):
      json.string("kind", "handed_over")
      json.string("by", outgoing)
      json.string("to", incoming)
    case .bulk(let acknowledged, let refused, let who):
      json.string("kind", "bulk")
      json.integer("acknowledged", acknowledged)
      json.integer("refused", refused)
      json.string("by", who)
    case .worked, .deadlinePassed, .signedIn, .signedOut, .locked, .signInRefused, .witnessed, .drillBegun, .drillEnded:
      writeDuty(&json, isExercise: isExercise)
    }
  }

  func write(_ json: inout JSONWriter, _ kind: SafeText, _ key: AlarmKey, _ headline: LocalName, isExercise: Bool) {
    json.string("kind", kind)
    json.string("key", key.text)
    // Whoever passes only the headline on, to a telephone or a screen, passes the mark on with it.
    json.string("headline", (isExercise ? "【演练】" : "") + headline.zh)
  }
}
