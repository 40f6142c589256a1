/// What another program of the same user asks the running one.
struct ControlRequest: Codable, Sendable {
  enum Operation: String, Codable, Sendable {
    case alerts, systems, ack, unack, note, shelve, unshelve, assign, urge, supervise, escalate, report, sent, drill

    /// Nothing is changed by it: no operator, no PIN.
    var onlyAsks: Bool { self == .alerts || self == .systems }
  }

  var operation: Operation
  /// Of an alert; the number of the drill that is to end.
  var key: String?
  /// What the asker has seen; an older one is refused.
  var revision: Int?
  var by: String?
  var text: String?
  var minutes: Double?
  /// Whom it is given or reported to, or the plan that is to start.
  var to: String?
  /// The final report was sent.
  var isFinal: Bool?
  /// Of the operator, where operators sign in.
  var pin: String?
  /// Of a drill: how many times faster than its recording.
  var speed: Double?
}

struct ControlReply: Codable, Sendable {
  struct Alert: Codable, Sendable {
    var key: String
    var revision: Int
    var severity: String
    var state: String
    var headline: String
    var place: String?
    var raisedAt: String
    var by: String?
    /// Part of a drill; absent where it is actual.
    var exercise: Bool?
    /// Who has to act.
    var assigned: String?
    /// The soonest thing that is due, and by when.
    var due: String?
    var dueAt: String?
  }

  /// A system of the catalogue that has been heard.
  struct System: Codable, Sendable {
    var id: String
    /// `fresh`, `stale`, `down`
    var health: String
  }

  var alerts: [Alert]?
  var systems: [System]?
  /// The number of the drill that has begun.
  var drill: Int64?
  /// What was done, or why not, in words.
  var message: String?
  /// The code of a refusal.
  var refusal: String?
  /// The request could not be understood or carried out.
  var error: String?
}
