internal import TextSafety

extension DutyLog.Subject {
  /// Work on alarms, deadlines, and who is at the desk.
  func writeDuty(_ json: inout JSONWriter, isExercise: Bool) {
    switch self {
    case .worked(let key, let headline, let action, let who):
      write(&json, action.word, key, headline, isExercise: isExercise)
      json.string("by", who)
      json.string("text", action.text)
    case .deadlinePassed(let key, let severity, let headline, let deadline):
      write(&json, "deadline_passed", key, headline, isExercise: isExercise)
      json.string("severity", severity.word)
      json.string("deadline", deadline.text)
    case .signedIn(let who, let purpose):
      json.string("kind", "signed_in")
      json.string("by", who)
      json.string("for", purpose.text)
    case .signedOut(let who):
      json.string("kind", "signed_out")
      json.string("by", who)
    case .locked(let who):
      json.string("kind", "locked")
      json.string("by", who)
    case .signInRefused(let who, let refusal):
      json.string("kind", "sign_in_refused")
      json.string("by", who)
      json.string("refusal", refusal.code)
    case .witnessed(let who, let witness):
      json.string("kind", "witnessed")
      json.string("by", who)
      json.string("witness", witness)
    case .drillBegun(let title, let who):
      json.string("kind", "drill_begun")
      json.string("title", title)
      json.string("by", who)
    case .drillEnded(let title, let who, let answered, let asked):
      json.string("kind", "drill_ended")
      json.string("title", title)
      json.string("by", who)
      json.integer("acknowledged", answered)
      json.integer("asked", asked)
    default: break
    }
  }
}
