/// What happens, as a scenario file says it: curves, streams of tickets, incidents. Times are `HH:MM[:SS]` of the scenario's day,
/// or RFC 3339 where another day is meant.
struct Scenario: Decodable, Sendable {
  /// Another scenario that this one goes on from; a path seen from this file.
  var base: String?
  var id: String
  var title: String
  var note: String?
  /// RFC 3339.
  var start: String
  var end: String
  var seed: UInt64?
  var speedHint: Double?
  var place: Int64
  /// 1 is a prefecture: 0.1 a district, 20 a province, 100 the whole of it at once.
  var scale: Double?
  /// All of it is a drill.
  var exercise: Bool?
  var chapters: [Chapter]?
  var metrics: [MetricSource]?
  var queues: [QueueSource]?
  var tickets: TicketStream?
  var bursts: [Burst]?
  var cases: [Case]?
  var alerts: [ScriptedAlert]?
  var fleets: [FleetSource]?
  var tasks: [ScriptedTask]?
  var heartbeats: [HeartbeatSource]?
  var incidents: [Incident]?
  /// Times in which a source is not heard although it goes on; its events come at the end, its heartbeats are lost.
  var outages: [Outage]?
  /// Lines as they come over the wire, good or bad.
  var lines: [RawLine]?
  /// What operators do.
  var actions: [OperatorStep]?
  /// What must be so, and when.
  var checks: [Check]?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case base, id, title, note, start, end, seed, speedHint = "speed_hint", place, scale, exercise, chapters, metrics, queues,
      tickets, bursts, cases, alerts, fleets, tasks, heartbeats, incidents, outages, lines, actions, checks
  }

  struct Chapter: Decodable, Sendable {
    var at: String
    var title: String
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
      /// `HH:MM` → value; straight lines between, or steps. A day's curve holds for every day.
      var curve: [String: Double]
      /// The base's curve, where a scenario has another.
      var usual: [String: Double]?
      /// Seven factors, Monday first.
      var weekdays: [Double]?
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
    var usualIn: [String: Double]?
    var usualOut: [String: Double]?
    /// Seven factors of what comes in, Monday first.
    var weekdays: [Double]?
    /// `HH:MM` → state; by default what the backlog says.
    var states: [String: String]?

    enum CodingKeys: String, CodingKey, CaseIterable {
      case id, title, source, place, mode, provider, consumer, every, unit, limit, inRate = "in", outRate = "out", depth, states,
        usualIn = "usual_in", usualOut = "usual_out", weekdays
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
    /// Seven factors, Monday first.
    var weekdays: [Double]?
    /// `HH:MM` → factor on the stream.
    var surge: [String: Double]?
    /// Tickets already open at the start.
    var open: Int
    /// adcode → weight.
    var places: [String: Double]
    var kinds: [Kind]

    enum CodingKeys: String, CodingKey, CaseIterable {
      case source, prefix, perDay = "per_day", hours, weekdays, surge, open, places, kinds
    }

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

      enum CodingKeys: String, CodingKey, CaseIterable {
        case service, ticketClass = "class", weight, agency, titles, priority, answered, minutes
      }
    }
  }
}
