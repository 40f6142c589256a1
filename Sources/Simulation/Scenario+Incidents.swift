extension Scenario {
  /// One cause and what follows from it, each effect after its own delay.
  struct Incident: Decodable, Sendable {
    var id: String
    var title: String?
    var at: String
    /// When the cause is gone; effects then end, each after the same delay. By default with the scenario.
    var until: String?
    var effects: [Effect]
  }

  /// What an incident does to one thing: the first key says what.
  struct Effect: Decodable, Sendable {
    /// Seconds after the cause.
    var after: Double?
    /// Seconds it lasts; by default as long as its cause.
    var lasts: Double?
    /// Seconds a value takes on its way.
    var over: Double?

    /// A metric's name, with its subject and labels where there are several.
    var metric: String?
    var subject: String?
    var labels: [String: String]?
    /// A fleet's id, with the area where not all of it.
    var fleet: String?
    var area: String?
    /// A queue's id: what it can pass on.
    var queue: String?
    /// Where the value is drawn to, or by what it is multiplied.
    var to: Double?
    var times: Double?

    /// The service of the tickets it makes people send.
    var tickets: String?
    var count: Int?
    var place: Int64?
    var placeText: String?
    var titles: [String]?
    var agency: Agency?
    var priority: String?

    /// Fires when the effect begins and is over when it ends.
    var alert: ScriptedAlert.Told?

    /// Events of sources that begin with this do not come until it ends.
    var silence: String?
    var loses: Bool?
    /// A collector whose upstream is down.
    var down: String?

    enum CodingKeys: String, CodingKey, CaseIterable {
      case after, lasts, over, metric, subject, labels, fleet, area, queue, to, times, tickets, count, place,
        placeText = "place_text", titles, agency, priority, alert, silence, loses, down
    }
  }
}

extension Scenario.ScriptedAlert {
  /// An alert without its moment.
  struct Told: Decodable, Sendable {
    var source: String
    var id: String
    var severity: String
    var category: String
    var event: String
    var headline: String
    var detail: String?
    var sender: String?
    var place: Int64?
    var group: String?
    /// What it says when it is over.
    var ended: String?

    func scripted(at: String, status: String) -> Scenario.ScriptedAlert {
      Scenario.ScriptedAlert(
        at: at, source: source, id: id, status: status, severity: severity, category: category, event: event,
        headline: status == "resolved" ? ended ?? headline : headline, detail: detail, sender: sender, place: place, areas: nil,
        signal: nil, response: nil, labels: nil, group: group, exercise: nil, flaps: nil, over: nil)
    }
  }
}
