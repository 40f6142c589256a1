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
    public var isExercise: Bool
    /// Every revision that has been seen, oldest first, late ones in their place.
    private var steps: [Step] = []
    /// Where it was when it was first told of.
    fileprivate var firstUnit: PlaceCode

    public struct Step: Sendable, Equatable {
      public var state: TicketUpdate.State
      public var at: Timestamp
      public var agency: SafeText?
      var revision: Int64
    }

    static let stepsKept = 40

    fileprivate init(_ update: TicketUpdate, of event: Event) {
      self.update = update
      source = event.source
      place = event.place
      at = event.time
      isExercise = event.marks.contains(.exercise)
      firstUnit = event.place.county
    }

    /// What it went through, oldest first: each state and agency once until another follows.
    public var history: [Step] {
      var list: [Step] = []
      for step in steps where list.last.map({ $0.state != step.state || $0.agency != step.agency }) ?? true { list.append(step) }
      return list
    }

    /// Puts a revision in its place; true where it is the oldest that is known.
    fileprivate mutating func remember(_ update: TicketUpdate, at time: Timestamp) -> Bool {
      var index = steps.count
      while index > 0, steps[index - 1].revision > update.revision { index -= 1 }
      guard index == 0 || steps[index - 1].revision < update.revision else { return false }
      steps.insert(Step(state: update.state, at: time, agency: update.agency?.name, revision: update.revision), at: index)
      // How it began says more than its middle.
      if steps.count > Ticket.stepsKept { steps.remove(at: 1) }
      return index == 0
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
    let unit = event.place.county
    guard let row = rows[update.ticket] else {
      rows[update.ticket] = tickets.count
      var ticket = Ticket(update, of: event)
      _ = ticket.remember(update, at: event.time)
      TicketTable.limit(&ticket, city)
      tickets.append(ticket)
      // Nothing is received after it has been told: a date in the future would be the newest for ever.
      arrivals.record(min(update.receivedAt, event.time), offsetMinutes: city.offsetMinutes)
      receivedByUnit[unit, default: 0] += 1
      if !update.state.isEnded { count(unit, by: 1) }
      return .new
    }
    if tickets[row].remember(update, at: event.time), tickets[row].firstUnit != unit {
      receivedByUnit[tickets[row].firstUnit, default: 0] -= 1
      receivedByUnit[unit, default: 0] += 1
      tickets[row].firstUnit = unit
    }
    guard update.revision > tickets[row].update.revision else { return .outdated }
    if tickets[row].isOpen { count(tickets[row].place.county, by: -1) }
    if !update.state.isEnded { count(unit, by: 1) }
    tickets[row].update = update
    tickets[row].source = event.source
    tickets[row].place = event.place
    tickets[row].at = event.time
    TicketTable.limit(&tickets[row], city)
    return .changed
  }

  private static func limit(_ ticket: inout Ticket, _ city: City) {
    ticket.dueAt = city.ticketLimits.due(of: ticket.update, calendar: city.calendar)
    ticket.yellowAt = ticket.dueAt.map { city.yellow(of: ticket.update, due: $0) }
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
