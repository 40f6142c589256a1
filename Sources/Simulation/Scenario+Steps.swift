extension Scenario {
  /// Bytes as they come over the wire: a text, hexadecimal bytes, or a line of a length.
  struct RawLine: Decodable, Sendable {
    var at: String
    /// `{n}` stands for its number, `{at}` for its moment.
    var text: String?
    var hex: String?
    /// So many bytes of one text.
    var long: Int?
    var count: Int?
    /// Seconds that the lines are spread over.
    var over: Double?
  }

  /// What an operator does: `ack`, `ack_all`, `unack`, `note`, `shelve`, `unshelve`, `reveal`, `handover`, or one of `assign`, `urge`,
  /// `supervise`, `escalate`, `report_start`, `report_sent` with what is said in `note`.
  struct OperatorStep: Decodable, Sendable {
    var at: String
    var verb: String
    /// A key; for `ack_all` a pattern with `*` at its end.
    var alert: String?
    var ticket: String?
    var note: String?
    var minutes: Double?
    /// Who takes over.
    var to: String?
    var by: String?
    var role: String?

    enum CodingKeys: String, CodingKey, CaseIterable { case at, verb = "do", alert, ticket, note, minutes, to, by, role }
  }

  /// What must be so at a moment: the subject, and what is said of it. Bounds are of the subject's own number.
  struct Check: Decodable, Sendable {
    var at: String?
    /// The program cannot do this yet, and why: reported as pending, never as passed.
    var pending: String?

    // Subjects.
    /// A key of an alert, or a pattern with `*` at its end.
    var alert: String?
    var noAlert: String?
    var count: AlertCount?
    var source: String?
    var metric: String?
    var queue: String?
    var tickets: TicketFilter?
    var ticket: String?
    var fleet: String?
    var task: String?
    /// Entries of the journal with this input: `ack`, `shelve`, `refusal` …
    var journal: String?
    /// `malformed`, `duplicates`, `outdated`, `expired`, `classified`; `announcements` are those of ten minutes.
    var counter: String?
    /// None of these texts is anywhere in what is known, logged or kept.
    var nowhere: [String]?
    /// A second fold of the same recording knows the same, to the byte.
    var repeatable: Bool?

    // What is said of them.
    var state: String?
    var severity: String?
    var headline: String?
    var health: String?
    var subject: String?
    var labels: [String: String]?
    var area: String?
    var light: String?
    var due: String?
    /// Of an alert: what is due at `due`, as `acknowledge`, `act` or `report cyber`.
    var deadline: String?
    /// Of an alert: what was done about it, as `supervise`.
    var work: String?
    var exercise: Bool?
    /// This alert came earlier than that one, by so many seconds at least.
    var before: String?
    var lead: Double?
    var equals: Double?
    var atLeast: Double?
    var atMost: Double?

    enum CodingKeys: String, CodingKey, CaseIterable {
      case at, pending, alert, noAlert = "no_alert", count, source, metric, queue, tickets, ticket, fleet, task, journal, counter,
        nowhere, repeatable, state, severity, headline, health, subject, labels, area, light, due, deadline, work, exercise,
        before,
        lead = "lead_s", equals = "is", atLeast = "at_least", atMost = "at_most"
    }
  }

  /// Which alerts are counted; drills only where `exercise` says so.
  struct AlertCount: Decodable, Sendable {
    /// `unacknowledged` (the default), `active`, `acknowledged`, `returned`, `shelved`, `suppressed`.
    var state: String?
    var severity: String?
    var category: String?
    var key: String?
    var exercise: Bool?

    enum CodingKeys: String, CodingKey, CaseIterable { case state, severity, category, key, exercise }
  }

  struct TicketFilter: Decodable, Sendable {
    var domain: String?
    var service: String?
    var cluster: String?
    var place: Int64?
    var state: String?
    var open: Bool?

    enum CodingKeys: String, CodingKey, CaseIterable { case domain, service, cluster, place, state, open }
  }
}
