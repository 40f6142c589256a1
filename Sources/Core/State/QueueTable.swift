public import TextSafety

/// Exchange tasks in their newest reading, with the past of their backlog.
public struct QueueTable: Sendable {
  public struct Queue: Sendable {
    public var reading: QueueReading
    public var source: SafeText
    public var place: PlaceCode
    public var at: Timestamp
    public var expiresAt: Timestamp?
    public var depths = Series()
    var states = StateHistory<QueueReading.State>()

    /// When its state last changed.
    public var stateSince: Timestamp { states.since }

    /// The source says that its reading is no longer true.
    public func isExpired(at now: Timestamp) -> Bool { expiresAt.map { $0 <= now } ?? false }

    /// Seconds until the backlog is gone at the present rates; nil where it does not shrink.
    public var drainSeconds: Double? {
      guard let inRate = reading.inRate, let outRate = reading.outRate, outRate > inRate, reading.depth > 0 else { return nil }
      return Double(reading.depth) / (outRate - inRate)
    }
  }

  public private(set) var queues: [Queue] = []
  private var rows = TextIndex()
  /// The row of the reading recorded last.
  private(set) var recorded = 0

  public init() {}

  public subscript(id: SafeText) -> Queue? { rows[id].map { queues[$0] } }

  /// False where the reading changes nothing of now: older than what is known it fills the past, expired on arrival only the curve.
  mutating func record(_ content: Event.QueueContent, of event: Event, arrival: Arrival) -> Bool {
    guard !arrival.isExpired else {
      if let row = rows[content.reading.queue] { queues[row].depths.fill(Double(content.reading.depth), at: event.time) }
      return false
    }
    let row: Int
    if let known = rows.find(content.reading.queue) {
      row = known
    } else {
      row = queues.count
      rows.append(content.reading.queue)
      queues.append(Queue(reading: content.reading, source: event.source, place: event.place, at: event.time))
    }
    recorded = row
    queues[row].depths.record(Double(content.reading.depth), at: event.time)
    queues[row].states.record(content.reading.state, at: event.time)
    guard event.time >= queues[row].at else { return false }
    queues[row].reading = content.reading
    if !queues[row].source.isIdentical(to: event.source) { queues[row].source = event.source }
    queues[row].place = event.place
    queues[row].at = event.time
    queues[row].expiresAt = arrival.expiry(of: event)
    return true
  }
}
