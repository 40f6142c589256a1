internal import TextSafety

extension TicketTable {
  /// Looks at the memory of the tickets that a batch speaks of, step by step for all of them together.
  ///
  /// Among many tickets nothing of one is in the cache. One after another, each update waits for its slot, its row and its block;
  /// together the processor fetches a dozen of each at once. The result means nothing; it is there so that the compiler cannot leave the looks out.
  func fetch(_ ids: [SafeText]) -> UInt64 {
    let rows = ids.map { candidate(for: $0) }
    let heads = rows.map { row in row.map { address(ofRow: $0) } }
    var seen: UInt64 = 0
    for head in heads { if let head { seen ^= head.loadUnaligned(fromByteOffset: 16, as: UInt64.self) } }
    for row in rows { if let row { seen ^= UInt64(touched(row: row)) } }
    return seen
  }
}

extension State {
  /// A look ahead at what a batch of actions will need; changes nothing, and a batch is only faster after it.
  public mutating func fetch(for actions: [Action]) {
    // A few tickets stay in the cache by themselves, and one action gains nothing.
    let looksAtTickets = tickets.count > 2000
    guard actions.count > 1 else { return }
    var ids: [SafeText] = []
    for action in actions {
      guard case .event(let event, _, _) = action else { continue }
      fetched ^= sources.fetch(event)
      if looksAtTickets, event.kind == .ticket { ids.append(event.subject) }
    }
    if !ids.isEmpty { fetched ^= tickets.fetch(ids) }
  }
}
