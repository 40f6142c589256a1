internal import TextSafety

/// Counts open tickets by their lights, a part of the table at each tick, so that a million of them hold nobody up.
struct TicketScan: Sendable {
  static let rowsPerTick = 20_000
  /// Seconds from the beginning of one look to that of the next.
  static let interval = 30.0

  struct Group: Hashable {
    var rule: Int
    var place: PlaceCode
    var domain: TicketUpdate.Domain?
    var agency: SafeText?
  }

  struct Count {
    /// What the group is called, where it has a name.
    var name: SafeText?
    var open = 0
    var red = 0
    var yellow = 0
    /// Of the ticket that was returned most often.
    var returns = 0

    mutating func note(returns: Int) { self.returns = max(self.returns, returns) }

    mutating func add(_ light: TicketUpdate.Light) {
      open += 1
      if light == .red { red += 1 }
      if light == .yellow { yellow += 1 }
    }
  }

  private var next = 0
  private var startedAt = Timestamp.distantPast
  private var counts: [Group: Count] = [:]
  /// Groups that have been judged: one that is empty now is judged too.
  private var known: Set<Group> = []

  /// The same look for other numbers of the rules; those that have none are forgotten.
  func renumbered(_ successor: (Int) -> Int?) -> TicketScan {
    func moved(_ group: Group) -> Group? {
      successor(group.rule).map { Group(rule: $0, place: group.place, domain: group.domain, agency: group.agency) }
    }
    var scan = self
    scan.known = Set(known.compactMap(moved))
    scan.counts = [:]
    for (group, count) in counts { if let group = moved(group) { scan.counts[group] = count } }
    return scan
  }

  /// A look that begins with the next tick.
  func restarted() -> TicketScan {
    var scan = TicketScan()
    scan.known = known
    return scan
  }

  /// The groups whose counts are complete, in a fixed order; empty while the look goes on.
  mutating func advance(_ tickets: TicketTable, _ index: RuleIndex, at now: Timestamp) -> [(group: Group, count: Count)] {
    if next == 0 {
      guard now - startedAt >= TicketScan.interval || now < startedAt else { return [] }
      startedAt = now
      counts = [:]
    }
    let end = min(tickets.tickets.count, next + TicketScan.rowsPerTick)
    tickets.forEachOpen(in: next..<end) { head, ticket in
      guard !head.isExercise else { return }
      let light = head.light(at: now)
      var agency: Party??
      for (rule, quantity, domain, grouping) in index.tickets where domain == nil || domain == head.domain {
        var group = Group(rule: rule, place: .none)
        var name: SafeText?
        switch grouping {
        case .whole: break
        case .district: group.place = head.place.county
        case .place: group.place = head.place
        case .domain: group.domain = head.domain
        case .agency:
          // Read only where a rule asks, and once.
          let has = agency ?? ticket.agency
          agency = .some(has)
          guard let has else { continue }
          (group.agency, name) = (has.id, has.name)
        }
        guard counts.count < RuleEngine.limit || counts[group] != nil else { continue }
        counts[group, default: Count(name: name)].add(light)
        // Read only where a rule asks.
        if quantity == .returns, let returns = ticket.returns { counts[group]?.note(returns: returns) }
      }
    }
    next = end
    guard end == tickets.tickets.count else { return [] }
    next = 0
    if known.count < RuleEngine.limit { known.formUnion(counts.keys) }
    return known.map { ($0, counts[$0] ?? Count()) }.sorted { $0.group < $1.group }
  }
}

extension TicketScan.Group: Comparable {
  static func < (left: TicketScan.Group, right: TicketScan.Group) -> Bool {
    (left.rule, left.place, left.domain?.rawValue ?? "", left.agency ?? "")
      < (right.rule, right.place, right.domain?.rawValue ?? "", right.agency ?? "")
  }

  var text: SafeText {
    agency ?? domain.map { SafeText(sanitizing: $0.rawValue) } ?? (place == .none ? "all" : place.text)
  }
}

extension Rule.TicketQuantity {
  func value(of count: TicketScan.Count) -> Double {
    switch self {
    case .open: Double(count.open)
    case .red: Double(count.red)
    case .yellow: Double(count.yellow)
    case .returns: Double(count.returns)
    case .redShare: count.open > 0 ? Double(count.red) / Double(count.open) : 0
    }
  }
}

extension PackedTicket.Head {
  /// As `Ticket.light`, for an open ticket.
  fileprivate func light(at now: Timestamp) -> TicketUpdate.Light {
    guard dueAt != .distantFuture else { return light ?? .green }
    if now > dueAt { return .red }
    return yellowAt != .distantFuture && now >= yellowAt ? .yellow : .green
  }
}
