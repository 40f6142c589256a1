internal import Core

/// One part of a scenario: its events, by time.
protocol Producer {
  mutating func next() -> Event?
}

/// Events that are known beforehand.
struct ListProducer: Producer {
  private var events: [Event]
  private var position = 0

  init(_ events: [Event]) {
    // Of one moment those written first come first.
    self.events = events.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  mutating func next() -> Event? {
    guard position < events.count else { return nil }
    defer { position += 1 }
    return events[position]
  }
}

/// The events of all producers, by time: only the next of each is held.
struct MergedProducers {
  private var producers: [any Producer]
  private var heads = MomentHeap<(producer: Int, event: Event)>()

  init(_ producers: [any Producer]) {
    self.producers = producers
    for index in producers.indices { refill(index) }
  }

  mutating func next() -> Event? {
    guard let head = heads.removeFirst()?.element else { return nil }
    refill(head.producer)
    return head.event
  }

  private mutating func refill(_ index: Int) {
    if let event = producers[index].next() { heads.insert((index, event), at: event.time, order: index) }
  }
}
