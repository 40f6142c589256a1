internal import Core
internal import Settings
internal import TextSafety

extension Simulator {
  /// Clusters of one cause: a flooded road, a water main.
  func bursts() throws(ConfigurationError) -> [Event] {
    guard let stream = scenario.tickets else { return [] }
    var events: [Event] = []
    // Far from the numbers of the everyday stream.
    var number = 50_000
    for burst in (scenario.bursts ?? []) + incidents.bursts {
      var random = RandomSource.stream(seed: seed, "burst" + burst.cluster)
      for (index, clock) in burst.times.enumerated() {
        let received = try moment(clock)
        number += 1
        let dispatched = received + random.between(90, 200)
        let signed = dispatched + random.between(240, 900)
        let plan = TicketPlan(
          id: safe(ticketID(stream.prefix, received, number)), place: place(burst.place), placeText: burst.placeText.map(safe),
          ticketClass: try word(burst.ticketClass, of: burst.cluster, TicketUpdate.Class.self), service: safe(burst.service),
          title: safe(burst.titles[index % burst.titles.count]),
          agency: party(burst.agency),
          channel: try word(burst.channels[index % burst.channels.count], of: burst.cluster, TicketUpdate.Channel.self),
          priority: try word(burst.priority, of: burst.cluster, TicketUpdate.Priority.self),
          flags: burst.priority == "urgent" ? .urgent : [], cluster: safe(burst.cluster), receivedAt: received,
          steps: [
            .init(.accepted, received + 25), .init(.dispatched, dispatched), .init(.signed, signed),
            .init(.inProgress, signed + random.between(120, 600)), .init(.replied, signed + random.between(5400, 9000)),
          ])
        events += self.events(of: plan, source: stream.source)
      }
    }
    return events
  }

  /// Tickets whose life is told step by step.
  func cases() throws(ConfigurationError) -> [Event] {
    var events: [Event] = []
    for told in scenario.cases ?? [] {
      var steps: [TicketPlan.Step] = []
      for step in told.steps {
        steps.append(
          .init(
            try word(step.state, of: told.id, TicketUpdate.State.self), try moment(step.at), agency: step.agency.map(party),
            flags: try flags(step.flags, of: told.id)))
      }
      var plan = TicketPlan(
        id: safe(told.id), domain: try word(told.domain ?? "hotline", of: told.id, TicketUpdate.Domain.self),
        place: place(told.place), title: safe(told.title),
        priority: try word(told.priority ?? "normal", of: told.id, TicketUpdate.Priority.self),
        flags: try flags(told.flags, of: told.id), receivedAt: try moment(told.received), steps: steps)
      plan.ticketClass = try word(told.ticketClass ?? "other", of: told.id, TicketUpdate.Class.self)
      plan.service = told.service.map(safe)
      plan.agency = told.agency.map(party)
      plan.placeText = told.placeText.map(safe)
      if let due = told.due { plan.dueAt = try moment(due) }
      events += self.events(of: plan, source: told.source ?? scenario.tickets?.source ?? "/\(scenario.place)/hotline-12345")
    }
    return events
  }

  private func flags(_ names: [String]?, of id: String) throws(ConfigurationError) -> TicketUpdate.Flags {
    var flags: TicketUpdate.Flags = []
    for name in names ?? [] {
      guard let flag = TicketUpdate.Flags.names.first(where: { $0.0 == name })?.1 else {
        throw ConfigurationError(file: file, message: "\(id): '\(name)' is no flag of a ticket")
      }
      flags.formUnion(flag)
    }
    return flags
  }
}
