internal import Core
internal import Feeds
internal import Settings
internal import TextSafety

/// Holds a check against what is known on the desk.
struct CheckEvaluation {
  let simulator: Simulator
  let desk: RehearsalDesk
  var state: State { desk.state }

  /// Every subject the check names must be as it says; the first that is not is what was found.
  func outcome(of check: Scenario.Check) throws(ConfigurationError) -> Rehearsal.Finding.Outcome {
    let found = try deviation(from: check)
    return found.map { .failed(found: $0) } ?? .passed
  }

  /// What was found instead; nil where the check holds.
  private func deviation(from check: Scenario.Check) throws(ConfigurationError) -> String? {
    if let alert = check.alert { return try deviation(ofAlert: alert, check) }
    if let pattern = check.noAlert {
      let active = state.alarms.rows.filter { KeyPattern(pattern).matches($0.key) && $0.isActive }
      return active.isEmpty ? nil : active.map { words($0) }.joined(separator: "; ")
    }
    if let count = check.count { return bounds(check, Double(try counted(count).count)) }
    if let id = check.source {
      guard let source = state.sources[simulator.safe(id)] else { return "no such source" }
      if let health = check.health, source.health.rawValue != health { return source.health.rawValue }
      return bounded(check) ? bounds(check, Double(source.events)) : nil
    }
    if let name = check.metric { return deviation(ofMetric: name, check) }
    if let id = check.queue {
      guard let queue = state.queues[simulator.safe(id)] else { return "no such queue" }
      if let wanted = check.state, queue.reading.state.rawValue != wanted { return queue.reading.state.rawValue }
      return bounded(check) ? bounds(check, Double(queue.reading.depth)) : nil
    }
    if let filter = check.tickets { return bounds(check, Double(tickets(filter))) }
    if let id = check.ticket { return try deviation(ofTicket: id, check) }
    if let id = check.fleet { return deviation(ofFleet: id, check) }
    if let id = check.task {
      guard let task = state.tasks[simulator.safe(id)] else { return "no such task" }
      if let wanted = check.state, task.report.state.rawValue != wanted { return task.report.state.rawValue }
      return bounded(check) ? bounds(check, task.report.value) : nil
    }
    if let input = check.journal { return bounds(check, Double(desk.journal[input] ?? 0)) }
    if let name = check.counter { return bounds(check, try counter(name).map(Double.init)) }
    if let texts = check.nowhere { return place(of: texts) }
    if check.repeatable == true || check.pending != nil { return nil }
    throw ConfigurationError(file: simulator.file, message: "a check names nothing to look at")
  }

  private func bounded(_ check: Scenario.Check) -> Bool { check.equals != nil || check.atLeast != nil || check.atMost != nil }

  private func bounds(_ check: Scenario.Check, _ value: Double?) -> String? {
    guard let value else { return "nothing" }
    let isWithin =
      (check.equals.map { abs($0 - value) < 1e-9 } ?? true) && value >= check.atLeast ?? -.infinity
      && value <= check.atMost ?? .infinity
    return isWithin ? nil : CheckText.number(value)
  }

  private func deviation(ofMetric name: String, _ check: Scenario.Check) -> String? {
    let labels = simulator.labels(check.labels)
    let metric = state.metrics.named(simulator.safe(name)).first { metric in
      labels.allSatisfy(metric.key.labels.contains) && (check.subject ?? metric.key.subject.string) == metric.key.subject.string
    }
    guard let metric else { return "no such metric" }
    if metric.isExpired(at: state.now), check.state != "expired" { return "expired" }
    if check.state == "expired" { return metric.isExpired(at: state.now) ? nil : "not expired" }
    return bounds(check, metric.value)
  }

  private func deviation(ofFleet id: String, _ check: Scenario.Check) -> String? {
    guard let fleet = state.fleets[simulator.safe(id)] else { return "no such fleet" }
    for area in fleet.areas.values where area.online > area.total { return "\(area.place.text): \(area.online) of \(area.total)" }
    guard let code = check.area else { return bounds(check, fleet.onlineRatio) }
    guard let area = PlaceCode(code).flatMap({ fleet.areas[$0] }) else { return "no such area" }
    return bounds(check, area.total == 0 ? nil : Double(area.online) / Double(area.total))
  }

  private func tickets(_ filter: Scenario.TicketFilter) -> Int {
    state.tickets.tickets.count { ticket in
      let update = ticket.update
      return (filter.domain ?? ticket.domain.rawValue) == ticket.domain.rawValue
        && (filter.service.map { $0 == update.service?.string } ?? true)
        && (filter.cluster.map { $0 == ticket.cluster?.string } ?? true)
        && (filter.place.map { PlaceCode(digits: $0) == ticket.place } ?? true)
        && (filter.state ?? update.state.rawValue) == update.state.rawValue && (filter.open ?? ticket.isOpen) == ticket.isOpen
    }
  }

  private func deviation(ofTicket id: String, _ check: Scenario.Check) throws(ConfigurationError) -> String? {
    guard let ticket = state.tickets[simulator.safe(id)] else { return "no such ticket" }
    let update = ticket.update
    if let wanted = check.state, wanted != update.state.rawValue { return update.state.rawValue }
    if let light = check.light, light != ticket.light(at: state.now).rawValue { return ticket.light(at: state.now).rawValue }
    if let text = check.headline, !update.title.string.contains(text) { return update.title.string }
    if let due = try check.due.map(simulator.moment), due != ticket.dueAt {
      return ticket.dueAt.map(simulator.moments.text) ?? "no due time"
    }
    return bounded(check) ? bounds(check, Double(update.returns)) : nil
  }

  private func counter(_ name: String) throws(ConfigurationError) -> Int? {
    switch name {
    case "malformed": return state.counts.malformed
    case "duplicates": return state.counts.duplicates
    case "outdated": return state.counts.outdated
    case "expired": return state.counts.expired
    case "classified": return state.collectors["rehearsal"]?.malformed[.classified] ?? 0
    case "events": return state.counts.events
    case "late_tickets": return state.signals.lateTickets
    case "announcements": return state.announcements.count
    default: throw ConfigurationError(file: simulator.file, message: "checks: '\(name)' is no counter")
    }
  }

  /// Where one of the texts is seen: in what is known, the log included, or in what is kept.
  private func place(of texts: [String]) -> String? {
    let encoder = EventEncoder(offsetMinutes: simulator.offsetMinutes)
    for text in texts {
      if state.document().contains(text) { return "'\(text)' in what is known" }
      for event in desk.kept where encoder.line(event).contains(text) { return "'\(text)' in what is kept" }
    }
    return nil
  }
}
