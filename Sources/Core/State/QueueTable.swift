public import TextSafety

/// Exchange tasks in their newest reading, with the past of their backlog.
public struct QueueTable: Sendable {
  public struct Queue: Sendable {
    public var reading: QueueReading
    public var source: SafeText
    public var place: PlaceCode
    public var at: Timestamp
    /// When its state last changed.
    public var stateSince: Timestamp
    public var depths = Series()

    /// Seconds until the backlog is gone at the present rates; nil where it does not shrink.
    public var drainSeconds: Double? {
      guard let inRate = reading.inRate, let outRate = reading.outRate, outRate > inRate, reading.depth > 0 else { return nil }
      return Double(reading.depth) / (outRate - inRate)
    }
  }

  public private(set) var queues: [Queue] = []
  private var rows = TextIndex()

  public init() {}

  public subscript(id: SafeText) -> Queue? { rows[id].map { queues[$0] } }

  /// False where the reading is older than what is known.
  mutating func record(_ reading: QueueReading, of event: Event) -> Bool {
    guard let row = rows[reading.queue] else {
      rows.append(reading.queue)
      var queue = Queue(reading: reading, source: event.source, place: event.place, at: event.time, stateSince: event.time)
      queue.depths.record(Double(reading.depth), at: event.time)
      queues.append(queue)
      return true
    }
    queues[row].depths.record(Double(reading.depth), at: event.time)
    guard event.time >= queues[row].at else { return false }
    if queues[row].reading.state != reading.state { queues[row].stateSince = event.time }
    queues[row].reading = reading
    queues[row].source = event.source
    queues[row].at = event.time
    return true
  }
}
