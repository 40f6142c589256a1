public import TextSafety

/// Tickets in their newest revision, with the counts a desk asks for.
public struct TicketTable: Sendable {
  public struct Ticket: Sendable {
    public var update: TicketUpdate
    public var source: SafeText
    public var place: PlaceCode
    public var at: Timestamp
    public var dueAt: Timestamp?
    /// When its light turns yellow.
    public var yellowAt: Timestamp?
    /// Every state it has been seen in, oldest first.
    public var history: [Step]
    public var isExercise: Bool

    public struct Step: Sendable, Equatable {
      public var state: TicketUpdate.State
      public var at: Timestamp
      public var agency: SafeText?
    }

    public var isOpen: Bool { !update.state.isEnded }

    /// Red and yellow lights (红黄灯); an ended ticket keeps the light it ended with.
    public func light(at now: Timestamp) -> TicketUpdate.Light {
      guard let dueAt else { return update.limit?.light ?? .green }
      let moment = isOpen ? now : update.closedAt ?? update.repliedAt ?? at
      if moment > dueAt { return .red }
      if let yellowAt, moment >= yellowAt, isOpen { return .yellow }
      return .green
    }
  }

  /// What an update did to the table.
  enum Change { case new, changed, outdated }

  public private(set) var tickets: [Ticket] = []
  /// Rows of open tickets in the order of receipt, by place (county) and in all.
  public private(set) var openCount = 0
  public private(set) var openByUnit: [PlaceCode: Int] = [:]
  public private(set) var receivedByUnit: [PlaceCode: Int] = [:]
  public private(set) var arrivals = ArrivalCounts()
  private var rows: [SafeText: Int] = [:]

  public init() {}

  public subscript(id: SafeText) -> Ticket? { rows[id].map { tickets[$0] } }

  mutating func record(_ update: TicketUpdate, of event: Event, city: City) -> Change {
    let due = city.ticketLimits.due(of: update, calendar: city.calendar)
    let yellow = due.map { city.yellow(of: update, due: $0) }
    let unit = event.place.county
    guard let row = rows[update.ticket] else {
      rows[update.ticket] = tickets.count
      tickets.append(
        Ticket(
          update: update, source: event.source, place: event.place, at: event.time, dueAt: due, yellowAt: yellow,
          history: [.init(state: update.state, at: event.time, agency: update.agency?.name)],
          isExercise: event.marks.contains(.exercise)))
      // Nothing is received after it has been told: a date in the future would be the newest for ever.
      arrivals.record(min(update.receivedAt, event.time), offsetMinutes: city.offsetMinutes)
      receivedByUnit[unit, default: 0] += 1
      if !update.state.isEnded { count(unit, by: 1) }
      return .new
    }
    guard update.revision > tickets[row].update.revision else { return .outdated }
    if tickets[row].isOpen { count(tickets[row].place.county, by: -1) }
    if !update.state.isEnded { count(unit, by: 1) }
    if tickets[row].update.state != update.state || tickets[row].update.agency != update.agency {
      tickets[row].history.append(.init(state: update.state, at: event.time, agency: update.agency?.name))
      if tickets[row].history.count > 40 { tickets[row].history.remove(at: 1) }
    }
    tickets[row].update = update
    tickets[row].source = event.source
    tickets[row].place = event.place
    tickets[row].at = event.time
    tickets[row].dueAt = due
    tickets[row].yellowAt = yellow
    return .changed
  }

  private mutating func count(_ unit: PlaceCode, by difference: Int) {
    openCount += difference
    openByUnit[unit, default: 0] += difference
  }
}

extension City {
  /// When only the yellow share of the limit is left; working days count in working time.
  func yellow(of ticket: TicketUpdate, due: Timestamp) -> Timestamp {
    if case .workingDays(let days) = ticketLimits.limit(of: ticket) {
      let left = max(1, Double(days) * ticketLimits.yellowShare) * calendar.secondsPerDay
      return max(ticket.receivedAt, calendar.moment(workingSeconds: left, before: due))
    }
    return due - (due - ticket.receivedAt) * ticketLimits.yellowShare
  }
}
