public import Core
internal import Feeds
public import Settings
internal import TextSafety

/// Makes a recording out of a scenario: every line says `simulated:true`, the same seed makes the same bytes.
///
/// Events are made in the order of time and handed on at once, so that a province's day takes no more memory than a town's hour.
public struct Simulator: Sendable {
  let scenario: Scenario
  let file: String
  let seed: UInt64
  let moments: ScenarioMoments
  let scale: Double
  let incidents: Incidents
  let marks: Event.Marks

  /// `seed` and `scale` nil take the scenario's own.
  public init(scenario text: String, file: String, seed: UInt64? = nil, scale: Double? = nil) throws(ConfigurationError) {
    try self.init(try ScenarioFile.parse(text, file: file), file: file, seed: seed, scale: scale)
  }

  init(_ scenario: Scenario, file: String, seed: UInt64? = nil, scale: Double? = nil) throws(ConfigurationError) {
    self.scenario = scenario
    self.file = file
    self.seed = seed ?? scenario.seed ?? 1
    self.scale = scale ?? scenario.scale ?? 1
    guard (0.01...1000).contains(self.scale) else {
      throw ConfigurationError(file: file, message: "scale must be between 0.01 and 1000")
    }
    moments = try ScenarioMoments(start: scenario.start, end: scenario.end, file: file)
    incidents = try Incidents(scenario.incidents ?? [], moments: moments, seed: self.seed)
    marks = scenario.exercise == true ? [.simulated, .exercise] : .simulated
  }

  public var id: String { scenario.id }
  public var title: String { scenario.title }
  public var start: Timestamp { moments.start }
  public var end: Timestamp { moments.end }
  var midnight: Timestamp { moments.midnight }
  var offsetMinutes: Int { moments.offsetMinutes }
  var pulls: Pulls { incidents.pulls }

  /// Throws what is wrong with the scenario, before anything is written of it.
  public func validate() throws(ConfigurationError) {
    _ = try header()
    _ = try arrivals()
  }

  /// Hands over line after line of the recording without their newlines, the header first, in the order they would have arrived.
  public func write(_ take: ([UInt8]) throws(ConfigurationError) -> Void) throws(ConfigurationError) {
    let encoder = EventEncoder(offsetMinutes: offsetMinutes)
    try take(encoder.encode(try header()))
    var arrivals = try arrivals()
    while let line = arrivals.next() {
      switch line.content {
      case .event(let event): try take(encoder.encode(event))
      case .bytes(let bytes): try take(bytes)
      }
    }
  }

  /// The same as texts, for short scenarios.
  public func lines() throws(ConfigurationError) -> [String] {
    var lines: [String] = []
    try write { lines.append(String(decoding: $0, as: UTF8.self)) }
    return lines
  }

  func arrivals() throws(ConfigurationError) -> Arrivals {
    var outages = incidents.outages
    for outage in scenario.outages ?? [] {
      outages.append(
        ResolvedOutage(
          source: outage.source, from: try moment(outage.from), to: try moment(outage.to), loses: outage.loses ?? false))
    }
    return Arrivals(MergedProducers(try producers()), outages: outages, lines: try rawLines())
  }

  private func producers() throws(ConfigurationError) -> [any Producer] {
    var producers: [any Producer] = []
    let copies = max(1, Int(scale.rounded()))
    for source in scenario.metrics ?? [] {
      for copy in 0..<copies { producers.append(try MetricProducer(self, source, copy: copy)) }
    }
    for queue in scenario.queues ?? [] {
      for copy in 0..<copies { producers.append(try QueueProducer(self, queue, copy: copy)) }
    }
    if let stream = scenario.tickets { producers.append(try TicketProducer(self, stream)) }
    producers.append(ListProducer(try bursts()))
    producers.append(ListProducer(try cases()))
    producers.append(ListProducer(try alerts()))
    for fleet in scenario.fleets ?? [] { producers.append(try FleetProducer(self, fleet)) }
    producers.append(ListProducer(try tasks()))
    for heart in scenario.heartbeats ?? [] { producers.append(try HeartbeatProducer(self, heart)) }
    producers.append(ListProducer(try operatorRecords()))
    return producers
  }

  func header() throws(ConfigurationError) -> Event {
    var chapters: [RecordingHeader.Chapter] = []
    for chapter in scenario.chapters ?? [] {
      chapters.append(.init(at: try moment(chapter.at), title: safe(chapter.title)))
    }
    return Event(
      source: "/zhiban/recordings", id: safe("rec-" + scenario.id), time: start, subject: safe(scenario.id),
      place: PlaceCode(digits: scenario.place), marks: marks,
      payload: .recording(
        RecordingHeader(
          title: safe(scenario.title), startedAt: start, endedAt: end, speedHint: scenario.speedHint,
          note: scenario.note.map(safe), chapters: chapters)))
  }
}
