public import TextSafety

/// What has changed from one state to another: alerts, queues, numbers of tickets.
public struct StateDifference: Sendable {
  public enum Change: String, Sendable, CaseIterable { case raised, ended, acknowledged, worse, milder }

  public struct AlertLine: Sendable {
    public var change: Change
    public var key: AlarmKey
    public var headline: LocalName
    public var before: Severity?
    public var after: Severity?
    public var by: SafeText?
  }

  public struct QueueLine: Sendable {
    public var id: SafeText
    public var title: SafeText
    public var before: (state: SafeText, depth: Int64?)?
    public var after: (state: SafeText, depth: Int64?)?
  }

  public struct Count: Sendable {
    public var name: SafeText
    public var before: Int
    public var after: Int
  }

  public private(set) var alerts: [AlertLine] = []
  public private(set) var queues: [QueueLine] = []
  public private(set) var counts: [Count] = []
  public let from: Timestamp
  public let to: Timestamp
  private let offsetMinutes: Int

  public init(from before: State, to after: State) {
    (from, to, offsetMinutes) = (before.now, after.now, after.city.offsetMinutes)
    compareAlerts(before, after)
    compareQueues(before, after)
    func count(_ name: SafeText, _ value: (State) -> Int) {
      let line = Count(name: name, before: value(before), after: value(after))
      if line.before != line.after { counts.append(line) }
    }
    count("events") { $0.counts.events }
    count("tickets") { $0.tickets.tickets.count }
    count("tickets_open") { $0.tickets.openCount }
    count("tickets_today") { $0.tickets.arrivals.today(at: $0.now, offsetMinutes: $0.city.offsetMinutes) }
    count("alerts_unacknowledged") { $0.alarms.totals.unacknowledged }
    count("malformed") { $0.counts.malformed }
  }

  public var isEmpty: Bool { alerts.isEmpty && queues.isEmpty && counts.isEmpty }

  private mutating func compareAlerts(_ before: State, _ after: State) {
    let keys = Set(before.alarms.rows.map(\.key)).union(after.alarms.rows.map(\.key))
    for key in keys.sorted() {
      let (old, new) = (before.alarms[key], after.alarms[key])
      let (was, is_) = (old?.current, new?.current)
      let facts = (new ?? old)?.facts.headline ?? LocalName()
      func add(_ change: Change, by: SafeText? = nil) {
        alerts.append(AlertLine(change: change, key: key, headline: facts, before: was, after: is_, by: by))
      }
      switch (was, is_) {
      case (nil, _?): add(.raised)
      case (_?, nil): add(.ended)
      case (let was?, let is_?) where was < is_: add(.worse)
      case (let was?, let is_?) where was > is_: add(.milder)
      default: break
      }
      if let acknowledgement = new?.acknowledgement, acknowledgement != old?.acknowledgement {
        add(.acknowledged, by: acknowledgement.by)
      }
    }
  }

  private mutating func compareQueues(_ before: State, _ after: State) {
    var ids: Set<SafeText> = []
    for queue in after.queues.queues + before.queues.queues where ids.insert(queue.reading.queue).inserted {
      let id = queue.reading.queue
      let (old, new) = (before.queues[id]?.reading, after.queues[id]?.reading)
      guard old?.state != new?.state || old?.depth != new?.depth else { continue }
      queues.append(
        QueueLine(
          id: id, title: queue.reading.title, before: old.map { ($0.state.name, $0.depth) },
          after: new.map { ($0.state.name, $0.depth) }))
    }
  }

  /// One JSON document.
  public func document() -> String {
    var json = JSONWriter(indents: true)
    json.object { json in
      json.string("format", "zhiban.diff.v1")
      json.time("from", from, offsetMinutes: offsetMinutes)
      json.time("to", to, offsetMinutes: offsetMinutes)
      json.array("alerts") { json in
        for line in alerts {
          json.object { json in
            json.string("change", SafeText(sanitizing: line.change.rawValue))
            json.string("key", line.key.text)
            json.string("headline", line.headline.zh)
            json.string("headline_en", line.headline.en)
            json.string("before", line.before?.word)
            json.string("after", line.after?.word)
            json.string("by", line.by)
          }
        }
      }
      json.array("queues") { json in
        for line in queues {
          json.object { json in
            json.string("id", line.id)
            json.string("state_before", line.before?.state)
            json.string("state_after", line.after?.state)
            json.integer("depth_before", line.before?.depth)
            json.integer("depth_after", line.after?.depth)
          }
        }
      }
      json.object("counts") { json in
        for count in counts {
          json.object(count.name) { json in
            json.integer("before", count.before)
            json.integer("after", count.after)
          }
        }
      }
    }
    return json.text + "\n"
  }
}
