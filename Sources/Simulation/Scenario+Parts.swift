// What a scenario tells one by one.

extension Scenario {
  /// Tickets of one cause at chosen minutes.
  struct Burst: Decodable, Sendable {
    var cluster: String
    var service: String
    var ticketClass: String
    var place: Int64?
    var placeText: String?
    var agency: Agency
    var priority: String
    var titles: [String]
    var channels: [String]
    var times: [String]

    enum CodingKeys: String, CodingKey, CaseIterable {
      case cluster, service, ticketClass = "class", place, placeText = "place_text", agency, priority, titles, channels, times
    }
  }

  /// A ticket whose life is told step by step.
  struct Case: Decodable, Sendable {
    var id: String
    var source: String?
    var domain: String?
    var ticketClass: String?
    var service: String?
    var place: Int64?
    var placeText: String?
    var title: String
    var priority: String?
    var agency: Agency?
    var flags: [String]?
    var received: String
    var due: String?
    var steps: [Step]

    struct Step: Decodable, Sendable {
      var at: String
      var state: String
      var agency: Agency?
      var flags: [String]?
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
      case id, source, domain, ticketClass = "class", service, place, placeText = "place_text", title, priority, agency, flags,
        received, due, steps
    }
  }

  struct ScriptedAlert: Decodable, Sendable {
    var at: String
    var source: String
    var id: String
    var status: String
    var severity: String
    var category: String
    var event: String
    var headline: String
    var detail: String?
    var sender: String?
    var place: Int64?
    var areas: [Int64]?
    var signal: Signal?
    var response: Response?
    var labels: [String: String]?
    var group: String?
    var exercise: Bool?
    /// Told so often within `over` seconds: firing and resolved in turn.
    var flaps: Int?
    var over: Double?

    struct Response: Decodable, Sendable {
      var plan: String
      var level: String
    }

    struct Signal: Decodable, Sendable {
      var hazard: String
      var color: String
    }
  }

  struct FleetSource: Decodable, Sendable {
    var id: String
    var title: String
    var source: String
    var every: Double
    /// adcode → terminals.
    var totals: [String: Int]
    var online: Double
    var fault: Double
    /// adcode → `HH:MM` → share online.
    var curves: [String: [String: Double]]?
  }

  struct ScriptedTask: Decodable, Sendable {
    /// By default the beginning.
    var at: String?
    var id: String
    var item: String?
    var title: String
    var lead: String
    var state: String
    var progress: Double?
    var value: Double?
    var target: Target?

    struct Target: Decodable, Sendable {
      var op: String
      var value: Double
      var unit: String
      var by: String?
    }
  }

  struct HeartbeatSource: Decodable, Sendable {
    var collector: String
    var source: String
    var subject: String
    var every: Double
    /// `from–to` in which its upstream is down.
    var down: [Interval]?
  }

  struct Interval: Decodable, Sendable {
    var from: String
    var to: String
  }

  struct Outage: Decodable, Sendable {
    /// Event sources that begin with this are not heard.
    var source: String
    var from: String
    var to: String
    /// Nothing comes later either.
    var loses: Bool?
  }
}
