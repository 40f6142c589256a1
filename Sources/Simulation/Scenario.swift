/// What happens, as a scenario file says it: curves, streams of tickets, incidents. Times are `HH:MM[:SS]` of the scenario's day.
struct Scenario: Decodable, Sendable {
  var id: String
  var title: String
  var note: String?
  /// RFC 3339.
  var start: String
  var end: String
  var seed: UInt64?
  var speedHint: Double?
  var place: Int64
  var metrics: [MetricSource]?
  var queues: [QueueSource]?
  var tickets: TicketStream?
  var bursts: [Burst]?
  var alerts: [ScriptedAlert]?
  var fleets: [FleetSource]?
  var tasks: [ScriptedTask]?
  var heartbeats: [HeartbeatSource]?
  /// Times in which a source is not heard although it goes on; its events come at the end, its heartbeats are lost.
  var outages: [Outage]?

  enum CodingKeys: String, CodingKey {
    case id, title, note, start, end, seed, speedHint = "speed_hint", place, metrics, queues, tickets, bursts, alerts, fleets,
      tasks,
      heartbeats, outages
  }

  /// A source that sends all its samples in one event every so often.
  struct MetricSource: Decodable, Sendable {
    var source: String
    var subject: String
    var place: Int64?
    /// Seconds.
    var every: Double
    var samples: [Sample]

    struct Sample: Decodable, Sendable {
      var name: String
      var unit: String
      var labels: [String: String]?
      var capacity: Double?
      var target: Double?
      /// `HH:MM` → value; straight lines between, or steps.
      var curve: [String: Double]
      var steps: Bool?
      /// Half the width of the noise, as a share of the value.
      var noise: Double?
      var decimals: Int?
      var min: Double?
      var max: Double?
    }
  }

  struct QueueSource: Decodable, Sendable {
    var id: String
    var title: String
    var source: String
    var place: Int64?
    var mode: String
    var provider: Agency
    var consumer: Agency
    var every: Double
    var unit: String?
    var limit: Double?
    var inRate: [String: Double]
    var outRate: [String: Double]
    var depth: Double?
    /// `HH:MM` → state; by default what the backlog says.
    var states: [String: String]?

    enum CodingKeys: String, CodingKey {
      case id, title, source, place, mode, provider, consumer, every, unit, limit, inRate = "in", outRate = "out", depth, states
    }
  }

  struct Agency: Decodable, Sendable {
    var id: String
    var name: String
  }

  struct TicketStream: Decodable, Sendable {
    var source: String
    var prefix: String
    var perDay: Double
    /// 24 weights that add up to 1.
    var hours: [Double]
    /// `HH:MM` → factor on the stream.
    var surge: [String: Double]?
    /// Tickets already open at the start.
    var open: Int
    /// adcode → weight.
    var places: [String: Double]
    var kinds: [Kind]

    enum CodingKeys: String, CodingKey { case source, prefix, perDay = "per_day", hours, surge, open, places, kinds }

    struct Kind: Decodable, Sendable {
      var service: String
      var ticketClass: String
      var weight: Double
      var agency: Agency
      var titles: [String]
      var priority: String?
      /// The share that is answered at once.
      var answered: Double?
      /// Median minutes from dispatch to reply.
      var minutes: Double?

      enum CodingKeys: String, CodingKey {
        case service, ticketClass = "class", weight, agency, titles, priority, answered, minutes
      }
    }
  }

  /// Tickets of one cause at chosen minutes.
  struct Burst: Decodable, Sendable {
    var cluster: String
    var service: String
    var ticketClass: String
    var place: Int64
    var placeText: String
    var agency: Agency
    var priority: String
    var titles: [String]
    var channels: [String]
    var times: [String]

    enum CodingKeys: String, CodingKey {
      case cluster, service, ticketClass = "class", place, placeText = "place_text", agency, priority, titles, channels, times
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
    var exercise: Bool?

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
  }
}
