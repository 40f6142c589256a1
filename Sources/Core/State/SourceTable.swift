public import TextSafety

/// How every source does: whether it is heard, how far behind it is, what was wrong with what it sent.
public struct SourceTable: Sendable {
  public enum Health: String, Sendable { case fresh, stale, down, expected }

  public struct Source: Sendable {
    public var id: SafeText
    public var name: LocalName?
    public var isCore: Bool
    /// Nil where nobody expects it to speak: only its heartbeats can then show that it has fallen silent.
    public var staleAfterSeconds: Double?
    /// The newest event time and when it arrived.
    public var lastEventAt: Timestamp?
    public var lastArrivalAt: Timestamp?
    public var heartbeat: Heartbeat?
    public var events = 0
    public var duplicates = 0
    /// Numbers missing in `sequence`.
    public var gaps = 0
    public var late = 0
    public var health: Health = .expected
    public var healthSince: Timestamp
    /// Arrivals per minute, for the rate.
    public var rates = Series()
    var minute: Int64 = .min
    var minuteCount = 0
    var lastSequence: Int64?
    var recent = RecentIDs()

    public var lagSeconds: Double? {
      if let heartbeat, let lag = heartbeat.lagSeconds { return lag }
      guard let lastEventAt, let lastArrivalAt else { return nil }
      return max(0, lastArrivalAt - lastEventAt)
    }

    /// Seconds since it was last heard.
    public func silence(at now: Timestamp) -> Double? { lastArrivalAt.map { max(0, now - $0) } }
  }

  /// What an arriving event is to its source.
  enum Arrival { case new, duplicate }

  public static let limit = 2000
  public private(set) var sources: [Source] = []
  private var rows = TextIndex()
  private var expected: [ExpectedSource] = []

  public init() {}

  public subscript(id: SafeText) -> Source? { rows[id].map { sources[$0] } }

  /// Lists the sources that must be heard, so that one which never speaks is seen too.
  mutating func expect(_ list: [ExpectedSource], at now: Timestamp) {
    expected = list
    for source in list where !source.source.string.hasSuffix("/") { _ = row(of: source.source, at: now) }
  }

  mutating func arrive(_ event: Event, at now: Timestamp) -> Arrival {
    // A recording's header is no source of the city.
    if case .recording = event.payload { return .new }
    let id: SafeText
    if case .heartbeat(let heartbeat) = event.payload, let watched = watched(by: heartbeat, of: event) {
      id = watched
    } else {
      id = event.source
    }
    guard let row = row(of: id, at: now) else { return .new }
    guard sources[row].recent.insert(event.id) else {
      sources[row].duplicates += 1
      return .duplicate
    }
    sources[row].events += 1
    sources[row].lastArrivalAt = now
    if let last = sources[row].lastEventAt, event.time < last - 60 { sources[row].late += 1 }
    sources[row].lastEventAt = max(sources[row].lastEventAt ?? .distantPast, event.time)
    if let sequence = event.sequence {
      if let last = sources[row].lastSequence, sequence > last + 1 {
        sources[row].gaps += Int(min(sequence - last - 1, 1_000_000))
      }
      sources[row].lastSequence = max(sources[row].lastSequence ?? sequence, sequence)
    }
    if case .heartbeat(let heartbeat) = event.payload { sources[row].heartbeat = heartbeat }
    let minute = floorDivision(now.milliseconds, 60_000)
    if minute != sources[row].minute {
      sources[row].minute = minute
      sources[row].minuteCount = 0
    }
    sources[row].minuteCount += 1
    sources[row].rates.record(Double(sources[row].minuteCount), at: now)
    return .new
  }

  /// Decides anew who is fresh, stale (断流) or down (源故障); returns the rows whose health changed, with what it was.
  mutating func assess(at now: Timestamp) -> [(row: Int, before: Health)] {
    var changed: [(row: Int, before: Health)] = []
    for row in sources.indices {
      let source = sources[row]
      let health: Health
      let limit = source.heartbeat.map { max(source.staleAfterSeconds ?? 0, $0.intervalSeconds * 3) } ?? source.staleAfterSeconds
      if let silence = source.silence(at: now) {
        if let limit, silence > limit { health = .stale } else { health = source.heartbeat?.upstream == .down ? .down : .fresh }
      } else {
        health = now - source.healthSince > (limit ?? .infinity) ? .stale : .expected
      }
      if health != source.health {
        sources[row].health = health
        sources[row].healthSince = now
        changed.append((row, source.health))
      }
    }
    return changed
  }

  /// A heartbeat speaks for the source of the same family: `/440800/collector/hotline` with the subject of the catalogue id.
  private func watched(by heartbeat: Heartbeat, of event: Event) -> SafeText? {
    let subject = event.subject.string
    let ending = "/" + subject
    return expected.first { $0.source.string.hasSuffix(ending) || $0.source.string == subject }?.source
  }

  private mutating func row(of id: SafeText, at now: Timestamp) -> Int? {
    if let row = rows[id] { return row }
    guard sources.count < SourceTable.limit else { return nil }
    let known = expected.first { $0.source == id || ($0.source.string.hasSuffix("/") && id.string.hasPrefix($0.source.string)) }
    rows.append(id)
    sources.append(
      Source(
        id: id, name: known?.name, isCore: known?.isCore ?? false, staleAfterSeconds: known?.staleAfterSeconds, healthSince: now))
    return sources.count - 1
  }
}
