internal import TextSafety

extension TicketTable {
  /// Looks at the memory of the tickets that a batch speaks of, step by step for all of them together.
  ///
  /// Among many tickets nothing of one is in the cache. One after another, each update waits for its slot, its row and its block;
  /// together the processor fetches a dozen of each at once. The result means nothing; it is there so that the compiler cannot leave the looks out.
  func fetch(_ digests: [UInt64]) -> UInt64 {
    let rows = digests.map { candidate(for: $0) }
    let heads = rows.map { row in row.map { address(ofRow: $0) } }
    var seen: UInt64 = 0
    for head in heads { if let head { seen ^= head.loadUnaligned(fromByteOffset: 16, as: UInt64.self) } }
    for row in rows { if let row { seen ^= UInt64(touched(row: row)) } }
    return seen
  }
}

extension State {
  /// Fewer tickets than this stay in the cache by themselves.
  private static let manyTickets = 2000

  /// A look ahead at what a batch of actions will need; changes nothing, and a batch is only faster after it.
  public mutating func fetch(for actions: [Action]) {
    var digests: [UInt64] = []
    let wantsTickets = tickets.count > State.manyTickets
    var seen: UInt64 = 0
    actions.withUnsafeBufferPointer { actions in
      for number in actions.indices {
        let names = State.names(actions[number])
        seen ^= sources.touch(source: names.source, id: names.id)
        if wantsTickets, names.ticket != 0 { digests.append(names.ticket) }
      }
    }
    if !digests.isEmpty { seen ^= tickets.fetch(digests) }
    fetched = seen
  }

  /// What an event is found by: figures. Borrowed, because an event that is taken out of its action is a copy.
  private static func names(_ action: borrowing Action) -> (source: UInt64, id: UInt64, ticket: UInt64) {
    switch action {
    case .event(let event, _, _):
      let ticket = if case .ticket = event.payload { event.subject.digest } else { 0 as UInt64 }
      return (event.source.identity, RecentIDs.digest(of: event.id), ticket)
    default: return (0, 0, 0)
    }
  }
}
