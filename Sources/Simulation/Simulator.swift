internal import Core
internal import Feeds
internal import TextSafety

/// Makes a recording out of a scenario: every line says `simulated:true`, the same seed makes the same bytes.
public struct Simulator: Sendable {
  let scenario: Scenario
  let file: String
  let seed: UInt64
  let start: Timestamp
  let end: Timestamp
  /// Midnight of the scenario's day.
  let midnight: Timestamp
  let offsetMinutes: Int

  /// `seed` nil takes the scenario's own.
  public init(scenario text: String, file: String, seed: UInt64? = nil) throws(ScenarioError) {
    scenario = try ScenarioFile.parse(text, file: file)
    self.file = file
    self.seed = seed ?? scenario.seed ?? 1
    guard let start = Timestamp(rfc3339: scenario.start), let end = Timestamp(rfc3339: scenario.end), start < end else {
      throw ScenarioError(file: file, message: "start and end must be RFC 3339 times, start before end")
    }
    self.start = start
    self.end = end
    offsetMinutes = Simulator.offset(of: scenario.start)
    midnight = CivilTime(start, offsetMinutes: offsetMinutes).date.start(offsetMinutes: offsetMinutes)
  }

  /// The lines of the recording, its header first, in the order they would have arrived.
  public func lines() throws(ScenarioError) -> [String] {
    var events: [Event] = []
    try metrics(into: &events)
    try queues(into: &events)
    try tickets(into: &events)
    try bursts(into: &events)
    try alerts(into: &events)
    try fleets(into: &events)
    try tasks(into: &events)
    try heartbeats(into: &events)
    let arrived = try arrivals(of: events)
    let encoder = EventEncoder(offsetMinutes: offsetMinutes)
    return [encoder.line(header(count: arrived.count))] + arrived.map(encoder.line)
  }

  private func header(count: Int) -> Event {
    Event(
      source: "/zhiban/recordings", id: safe("rec-" + scenario.id), time: start, subject: safe(scenario.id),
      place: PlaceCode(digits: scenario.place), marks: .simulated,
      payload: .recording(
        RecordingHeader(
          title: safe(scenario.title), startedAt: start, endedAt: end, events: Int64(count), speedHint: scenario.speedHint,
          note: scenario.note.map(safe))))
  }

  func moment(_ clock: String) throws(ScenarioError) -> Timestamp {
    guard let seconds = DayTime.seconds(clock) else {
      throw ScenarioError(file: file, message: "'\(clock)' is no time of day (HH:MM or HH:MM:SS)")
    }
    return midnight + seconds
  }

  func curve(_ values: [String: Double], steps: Bool = false, of name: String) throws(ScenarioError) -> Curve {
    guard let curve = Curve(values, steps: steps) else {
      throw ScenarioError(file: file, message: "\(name): a curve needs at least one 'HH:MM: value'")
    }
    return curve
  }

  /// A word of the scenario as one of an enumeration.
  func word<Value: RawRepresentable & CaseIterable>(_ text: String, of name: String, _ type: Value.Type) throws(ScenarioError)
    -> Value
  where Value.RawValue == String {
    if let value = Value(rawValue: text) { return value }
    let allowed = Value.allCases.map(\.rawValue).joined(separator: " ")
    throw ScenarioError(file: file, message: "\(name): '\(text)' is none of \(allowed)")
  }

  /// Seconds of the scenario's day.
  func second(_ time: Timestamp) -> Double { time - midnight }

  func safe(_ text: String) -> SafeText { SafeText(sanitizing: text) }

  func place(_ digits: Int64?) -> PlaceCode { PlaceCode(digits: digits ?? scenario.place) }

  private static func offset(of text: String) -> Int {
    guard let sign = text.dropFirst(19).lastIndex(where: { $0 == "+" || $0 == "-" }) else { return 0 }
    let parts = text[text.index(after: sign)...].split(separator: ":").compactMap { Int($0) }
    guard parts.count == 2 else { return 0 }
    return (parts[0] * 60 + parts[1]) * (text[sign] == "-" ? -1 : 1)
  }
}
