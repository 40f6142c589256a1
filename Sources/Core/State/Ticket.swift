public import TextSafety

extension TicketTable {
  /// A look at one ticket. What lists are sorted and counted by is read in place; `update` and `history` are made anew at each call.
  public struct Ticket: Sendable {
    let packed: PackedTicket
    /// Of the table, which keeps the few there are once.
    let sharedSources: [SafeText]

    public struct Step: Sendable, Equatable {
      public var state: TicketUpdate.State
      public var at: Timestamp
      public var agency: SafeText?
      var revision: Int64
    }

    /// All that its newest revision says.
    public var update: TicketUpdate { packed.update.0 }
    public var source: SafeText { packed.update.source ?? sharedSources[Int(packed.head.source)] }
    public var id: SafeText { packed.id }
    public var cluster: SafeText? { packed.cluster }
    public var domain: TicketUpdate.Domain { packed.head.domain }
    public var place: PlaceCode { packed.head.place }
    public var at: Timestamp { packed.head.at }
    public var state: TicketUpdate.State { packed.head.state }
    public var receivedAt: Timestamp { packed.head.receivedAt }
    public var ticketClass: TicketUpdate.Class { packed.head.ticketClass }
    public var dueAt: Timestamp? { packed.head.dueAt == .distantFuture ? nil : packed.head.dueAt }
    /// When its light turns yellow.
    public var yellowAt: Timestamp? { packed.head.yellowAt == .distantFuture ? nil : packed.head.yellowAt }
    /// What it went through, oldest first: each state and agency once until another follows.
    public var history: [Step] {
      var list: [Step] = []
      for step in packed.steps where list.last.map({ $0.state != step.state || $0.agency != step.agency }) ?? true {
        list.append(step)
      }
      return list
    }
    public var isExercise: Bool { packed.head.isExercise }
    public var isOpen: Bool { !packed.head.state.isEnded }

    /// Red and yellow lights (红黄灯); an ended ticket keeps the light it ended with.
    public func light(at now: Timestamp) -> TicketUpdate.Light {
      guard let dueAt else { return packed.head.light ?? .green }
      let moment = isOpen ? now : packed.endedAt ?? at
      if moment > dueAt { return .red }
      if let yellowAt, moment >= yellowAt, isOpen { return .yellow }
      return .green
    }
  }

  /// Tickets in the order they were first heard of.
  public struct Rows: RandomAccessCollection, Sendable {
    let packed: [PackedTicket]
    let sharedSources: [SafeText]

    public var startIndex: Int { 0 }
    public var endIndex: Int { packed.count }
    public subscript(row: Int) -> Ticket { Ticket(packed: packed[row], sharedSources: sharedSources) }
  }
}
