internal import Core
internal import TextSafety

/// What reaches the desk, and when: an event, or bytes that may be none.
struct ArrivingLine {
  enum Content {
    case event(Event)
    case bytes([UInt8])
  }

  var at: Timestamp
  var content: Content
}

/// The order of arrival: by time, but what an outage held back comes at its end with the moment it was sent on.
///
/// Holds what the outages hold back and nothing else.
struct Arrivals {
  private var events: MergedProducers
  private let outages: [ResolvedOutage]
  private var waiting = MomentHeap<ArrivingLine.Content>()
  private var upcoming: Event?
  private var held = 0

  init(_ events: MergedProducers, outages: [ResolvedOutage], lines: [(Timestamp, [UInt8])]) {
    self.events = events
    self.outages = outages
    for (at, bytes) in lines { waiting.insert(.bytes(bytes), at: at) }
    upcoming = self.events.next()
  }

  mutating func next() -> ArrivingLine? {
    while let event = upcoming, waiting.first.map({ event.time < $0 }) ?? true {
      upcoming = events.next()
      guard let outage = outages.first(where: { $0.holds(event) }) else {
        return ArrivingLine(at: event.time, content: .event(event))
      }
      if outage.loses || event.payload.kind == .heartbeat { continue }
      var late = event
      late.recordedTime = outage.to + Double(held % 40) * 0.1
      held += 1
      waiting.insert(.event(late), at: late.recordedTime ?? outage.to)
    }
    return waiting.removeFirst().map { ArrivingLine(at: $0.at, content: $0.element) }
  }
}

/// A span in which sources are not heard.
struct ResolvedOutage {
  var source: String
  var from: Timestamp
  var to: Timestamp
  /// What happens meanwhile never comes.
  var loses: Bool

  func holds(_ event: Event) -> Bool { from <= event.time && event.time < to && event.source.string.hasPrefix(source) }
}
