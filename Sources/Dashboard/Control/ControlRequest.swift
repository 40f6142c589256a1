/// What another program of the same user asks the running one.
struct ControlRequest: Codable, Sendable {
  enum Operation: String, Codable, Sendable { case alerts, ack, unack, note, shelve, unshelve }

  var operation: Operation
  var key: String?
  /// What the asker has seen; an older one is refused.
  var revision: Int?
  var by: String?
  var text: String?
  var minutes: Double?
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
  }

  var alerts: [Alert]?
  /// What was done, or why not, in words.
  var message: String?
  /// The code of a refusal.
  var refusal: String?
  /// The request could not be understood or carried out.
  var error: String?
}
