internal import Core
internal import Settings
internal import TextSafety

/// How the tickets of each kind of the stream unfold.
struct TicketPlanner {
  private let simulator: Simulator
  private let prefix: String
  private var kinds: [(kind: Scenario.TicketStream.Kind, ticketClass: TicketUpdate.Class, priority: TicketUpdate.Priority)] = []

  init(_ simulator: Simulator, _ stream: Scenario.TicketStream) throws(ConfigurationError) {
    self.simulator = simulator
    prefix = stream.prefix
    for kind in stream.kinds {
      guard !kind.titles.isEmpty else {
        throw ConfigurationError(file: simulator.file, message: "tickets.kinds: \(kind.service) needs a title")
      }
      kinds.append(
        (
          kind, try simulator.word(kind.ticketClass, of: "tickets.kinds", TicketUpdate.Class.self),
          try simulator.word(kind.priority ?? "normal", of: "tickets.kinds", TicketUpdate.Priority.self)
        ))
    }
  }

  func plan(
    _ number: Int, _ row: Int, place: PlaceCode, received: Timestamp, answered: Bool, done: Timestamp,
    _ random: inout RandomSource
  ) -> TicketPlan {
    let (kind, ticketClass, priority) = kinds[row]
    let dispatched = received + random.between(60, 420)
    let signed = dispatched + random.between(120, 2400)
    var steps: [TicketPlan.Step]
    if answered {
      steps = [.init(.answered, received + random.between(40, 240))]
    } else {
      steps = [.init(.accepted, received + random.between(20, 60)), .init(.dispatched, dispatched), .init(.signed, signed)]
      if random.unit() < 0.04 { steps.append(.init(.returned, signed + random.between(200, 1200))) }
      let begun = (steps.last?.at ?? signed) + random.between(300, 1800)
      let replied = max(done, begun + 300)
      steps += [
        .init(.inProgress, begun), .init(.replied, replied), .init(.callback, replied + 900), .init(.closed, replied + 2400),
      ]
    }
    return TicketPlan(
      id: simulator.safe(simulator.ticketID(prefix, received, number)), place: place, ticketClass: ticketClass,
      service: simulator.safe(kind.service), title: simulator.safe(random.pick(kind.titles)),
      agency: simulator.party(kind.agency),
      channel: random.pick([.phone, .phone, .phone, .phone, .wechat, .wechat, .province, .app, .web, .grid]),
      priority: priority, receivedAt: received, steps: steps)
  }
}
