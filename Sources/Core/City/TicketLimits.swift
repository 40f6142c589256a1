/// How long tickets may take where their source gives no limit: a profile of the city, never code.
public struct TicketLimits: Sendable, Equatable {
  /// A limit for tickets that fit; the first that fits counts.
  public struct Entry: Sendable, Equatable {
    /// Nil fits any.
    public var domain: TicketUpdate.Domain?
    public var ticketClass: TicketUpdate.Class?
    public var priority: TicketUpdate.Priority?
    public var limit: TimeLimit

    public init(
      domain: TicketUpdate.Domain? = nil, ticketClass: TicketUpdate.Class? = nil, priority: TicketUpdate.Priority? = nil,
      limit: TimeLimit
    ) {
      self.domain = domain
      self.ticketClass = ticketClass
      self.priority = priority
      self.limit = limit
    }
  }

  public var entries: [Entry]
  /// Yellow when no more than this share of the limit is left (0…1).
  public var yellowShare: Double

  public init(entries: [Entry] = [], yellowShare: Double = 0.2) {
    self.entries = entries
    self.yellowShare = yellowShare
  }

  /// What a limit depends on: numbers alone, so that a ticket is not copied to be asked.
  public struct Terms: Sendable {
    var domain: TicketUpdate.Domain
    var ticketClass: TicketUpdate.Class
    var priority: TicketUpdate.Priority
    var limit: TimeLimit?
    var receivedAt: Timestamp
    var dueAt: Timestamp?
  }

  /// The limit of a ticket: its own, else the first entry that fits.
  public func limit(of ticket: TicketUpdate) -> TimeLimit? { limit(of: ticket.terms) }

  public func limit(of ticket: Terms) -> TimeLimit? {
    if let own = ticket.limit { return own }
    return entries.first {
      ($0.domain == nil || $0.domain == ticket.domain) && ($0.ticketClass == nil || $0.ticketClass == ticket.ticketClass)
        && ($0.priority == nil || $0.priority == ticket.priority)
    }?.limit
  }

  /// When a ticket is due: as its source says, else by the limit from its receipt.
  public func due(of ticket: Terms, calendar: WorkingCalendar) -> Timestamp? {
    ticket.dueAt ?? limit(of: ticket)?.due(from: ticket.receivedAt, calendar: calendar)
  }
}

extension TicketUpdate {
  @inline(__always)
  var terms: TicketLimits.Terms {
    TicketLimits.Terms(
      domain: domain, ticketClass: ticketClass, priority: priority, limit: limit?.limit, receivedAt: receivedAt, dueAt: dueAt)
  }
}
