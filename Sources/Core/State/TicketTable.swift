public import TextSafety

/// Tickets in their newest revision, with the counts a desk asks for.
public struct TicketTable: Sendable {
  /// What an update did to the table.
  enum Change { case new, changed, outdated }

  public var tickets: Rows { Rows(packed: rows, sharedSources: sources) }
  /// Rows of open tickets in the order of receipt, by place (county) and in all.
  public private(set) var openCount = 0
  public private(set) var openByUnit: [PlaceCode: Int] = [:]
  public private(set) var receivedByUnit: [PlaceCode: Int] = [:]
  public private(set) var arrivals = ArrivalCounts()
  /// So few that looking at them all is cheap.
  private static let sourcesShared = 16
  private var rows: [PackedTicket] = []
  private var index = RowIndex()
  /// The first sources that were heard of, kept once for all their tickets.
  private var sources: [SafeText] = []
  /// Kept for its memory.
  private var writer = PackedWriter()

  public init() {}

  public subscript(id: SafeText) -> Ticket? { row(of: id, id.digest).map { Ticket(packed: rows[$0], sharedSources: sources) } }

  private func row(of id: SafeText, _ digest: UInt64) -> Int? { index.row(of: digest) { rows[$0].isTicket(id) } }

  /// Looks at the open tickets among some rows, with the fixed part of each.
  func forEachOpen(in range: Range<Int>, _ body: (PackedTicket.Head, PackedTicket) -> Void) {
    for row in range where !rows[row].head.state.isEnded { body(rows[row].head, rows[row]) }
  }

  var count: Int { rows.count }
  func candidate(for id: SafeText) -> Int? { index.candidate(for: id.digest) }
  func address(ofRow row: Int) -> UnsafeRawPointer { rows[row].address }
  func touched(row: Int) -> UInt8 { rows[row].touched }

  mutating func record(_ update: TicketUpdate, of event: Event, city: City) -> Change {
    record(Event.TicketContent(event.content.envelope, update), of: event, city: city)
  }

  mutating func record(_ content: Event.TicketContent, of event: Event, city: City) -> Change {
    let unit = event.place.county
    let digest = content.update.ticket.digest
    guard let row = row(of: content.update.ticket, digest) else {
      let deadlines = city.deadlines(of: content.update.terms)
      index.insert(rows.count, digest: digest)
      rows.append(PackedTicket(content, of: event, source: sharedSource(event.source), deadlines, with: &writer))
      // Nothing is received after it has been told: a date in the future would be the newest for ever.
      arrivals.record(min(content.update.receivedAt, event.time), toldAt: event.time, offsetMinutes: city.offsetMinutes)
      receivedByUnit[unit, default: 0] += 1
      if !content.update.state.isEnded { count(unit, by: 1) }
      return .new
    }
    let before = rows[row].head
    guard content.update.revision > before.revision else {
      if rows[row].remember(late: content, at: event.time, with: &writer) { moveReceipt(of: row, to: unit) }
      return .outdated
    }
    let wasOpen = !before.state.isEnded
    if wasOpen == content.update.state.isEnded || before.place.county != unit {
      if wasOpen { count(before.place.county, by: -1) }
      if !content.update.state.isEnded { count(unit, by: 1) }
    }
    let source = sharedSource(event.source)
    rows[row].take(content, of: event, source: source, city.deadlines(of: content.update.terms), with: &writer)
    return .changed
  }

  /// Where the oldest revision that is known says it began.
  private mutating func moveReceipt(of row: Int, to unit: PlaceCode) {
    let before = rows[row].head.firstUnit
    guard before != unit else { return }
    receivedByUnit[before, default: 0] -= 1
    receivedByUnit[unit, default: 0] += 1
    rows[row].setFirstUnit(unit)
  }

  private mutating func sharedSource(_ source: SafeText) -> UInt8? {
    for row in sources.indices where sources[row].isIdentical(to: source) { return UInt8(row) }
    if let known = sources.firstIndex(of: source) {
      sources[known] = source
      return UInt8(known)
    }
    guard sources.count < TicketTable.sourcesShared else { return nil }
    sources.append(source)
    return UInt8(sources.count - 1)
  }

  private mutating func count(_ unit: PlaceCode, by difference: Int) {
    openCount += difference
    openByUnit[unit, default: 0] += difference
  }
}

/// When a ticket is due, and when its light turns yellow.
struct Deadlines {
  var due: Timestamp?
  var yellow: Timestamp?
}

extension City {
  func deadlines(of ticket: TicketLimits.Terms) -> Deadlines {
    let due = ticketLimits.due(of: ticket, calendar: calendar)
    return Deadlines(due: due, yellow: due.map { yellow(of: ticket, due: $0) })
  }

  /// When only the yellow share of the limit is left; working days count in working time.
  func yellow(of ticket: TicketLimits.Terms, due: Timestamp) -> Timestamp {
    if case .workingDays(let days) = ticketLimits.limit(of: ticket) {
      let left = max(1, Double(days) * ticketLimits.yellowShare) * calendar.secondsPerDay
      return max(ticket.receivedAt, calendar.moment(workingSeconds: left, before: due))
    }
    return due - (due - ticket.receivedAt) * ticketLimits.yellowShare
  }
}
