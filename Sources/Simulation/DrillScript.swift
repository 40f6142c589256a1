public import Core
internal import Feeds
public import Settings
public import TextSafety

/// What a scenario brings to a desk of its city, as alerts of a drill.
///
/// A drill beside live feeds must not touch what is actual: readings and tickets would. So the scenario is folded at a desk of its own
/// with the city's rules, and only what that desk raises, worsens and ends goes on, marked `exercise`.
public struct DrillScript: Sendable {
  public let title: SafeText
  /// In the order of time, each at its moment of the scenario.
  public let events: [Event]
  public let offsetMinutes: Int

  public init(_ simulator: Simulator, in city: City) throws(ConfigurationError) {
    title = SafeText(sanitizing: simulator.title)
    offsetMinutes = simulator.offsetMinutes
    var desk = RehearsalDesk(city: city, start: simulator.start, keepsChanges: true)
    try simulator.write { line throws(ConfigurationError) in
      desk.decode(line)
      desk.fold()
    }
    desk.advance(to: simulator.end)
    var shown: [AlarmKey: Severity] = [:]
    var events: [Event] = []
    for change in desk.changes {
      let severity = change.suppressedBy.isEmpty ? change.current : nil
      guard shown[change.key] != severity else { continue }
      shown[change.key] = severity
      events.append(DrillScript.event(change, severity, number: events.count + 1))
    }
    self.events = events.isEmpty ? [] : events + [DrillScript.ending(at: simulator.end, number: events.count + 1)]
  }

  /// How many different alerts there are.
  public var alerts: Int { Set(events.dropLast().map(\.subject)).count }

  /// The lines of a recording that `playback` feeds in.
  public func write(_ take: ([UInt8]) throws -> Void) rethrows {
    let encoder = EventEncoder(offsetMinutes: offsetMinutes)
    for event in events { try take(encoder.encode(event)) }
  }

  private static func event(_ alarm: Alarm, _ severity: Severity?, number: Int) -> Event {
    let facts = alarm.facts
    let report = AlertReport(
      alert: alarm.key.unmarked, status: severity == nil ? .resolved : .firing, severity: severity ?? alarm.shownSeverity,
      category: facts.category, event: facts.event ?? facts.headline.zh, headline: facts.headline.zh, detail: facts.detail,
      instruction: facts.guidance.zh.isEmpty ? nil : facts.guidance.zh, sender: facts.sender, signal: facts.signal,
      response: facts.response, value: facts.value, threshold: facts.threshold, unit: facts.unit, runbook: facts.runbook,
      group: facts.group, grade: facts.grade)
    return Event(
      source: Drill.source, id: "\(number)", time: alarm.changedAt, subject: alarm.key.unmarked, place: facts.place,
      marks: .exercise, payload: .alert(report))
  }

  /// Nothing more comes, but there was time to act on the last of it.
  private static func ending(at time: Timestamp, number: Int) -> Event {
    let report = AlertReport(
      alert: "end", status: .firing, severity: nil, category: .other, event: "演练", headline: "演练脚本已放完")
    return Event(
      source: Drill.source, id: "\(number)", time: time, subject: "end", place: .none, marks: .exercise, payload: .alert(report))
  }
}
