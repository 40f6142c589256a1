internal import Core
internal import TextSafety

/// A ticket's life as it will unfold.
struct TicketPlan {
  struct Step {
    var state: TicketUpdate.State
    var at: Timestamp
    /// Who has it from then on; by default the ticket's own agency.
    var agency: Party?
    /// Flags from then on.
    var flags: TicketUpdate.Flags = []

    init(_ state: TicketUpdate.State, _ at: Timestamp, agency: Party? = nil, flags: TicketUpdate.Flags = []) {
      self.state = state
      self.at = at
      self.agency = agency
      self.flags = flags
    }
  }

  var id: SafeText
  var domain = TicketUpdate.Domain.hotline
  var place: PlaceCode
  var placeText: SafeText?
  var ticketClass = TicketUpdate.Class.other
  var service: SafeText?
  var title: SafeText
  var agency: Party?
  var channel: TicketUpdate.Channel?
  var priority: TicketUpdate.Priority
  var flags: TicketUpdate.Flags = []
  var cluster: SafeText?
  var classification = Event.Classification.internalUse
  var limit: TicketUpdate.Limit?
  var dueAt: Timestamp?
  var receivedAt: Timestamp
  /// The states after receipt and when each begins.
  var steps: [Step]
}

extension Simulator {
  /// One event per state that begins before the recording ends; those before its start are told at once.
  func events(of plan: TicketPlan, source: String) -> [Event] {
    var events: [Event] = []
    var update = TicketUpdate(
      ticket: plan.id, domain: plan.domain, title: plan.title, state: .received, priority: plan.priority,
      receivedAt: plan.receivedAt, revision: 1, ticketClass: plan.ticketClass, channel: plan.channel, service: plan.service,
      flags: plan.flags, dueAt: plan.dueAt, limit: plan.limit, placeText: plan.placeText, cluster: plan.cluster)
    var early: TicketUpdate?
    func tell(_ time: Timestamp) {
      if time < start { early = update } else { events.append(event(update, plan, at: time, source: source)) }
    }
    tell(plan.receivedAt)
    for step in plan.steps {
      guard step.at <= end else { break }
      update.state = step.state
      update.revision += 1
      update.flags.formUnion(step.flags)
      switch step.state {
      case .dispatched:
        update.dispatchedAt = step.at
        update.agency = step.agency ?? plan.agency
      case .signed: update.signedAt = step.at
      case .returned: update.returns += 1
      case .replied: update.repliedAt = step.at
      case .closed, .answered: update.closedAt = step.at
      default: break
      }
      tell(step.at)
    }
    if let early { events.insert(event(early, plan, at: start, source: source), at: 0) }
    return events
  }

  private func event(_ update: TicketUpdate, _ plan: TicketPlan, at time: Timestamp, source: String) -> Event {
    Event(
      source: safe(source), id: "t-\(update.ticket)-r\(update.revision)", time: time, subject: update.ticket, place: plan.place,
      classification: plan.classification, marks: marks, payload: .ticket(update))
  }

  func ticketID(_ prefix: String, _ received: Timestamp, _ number: Int) -> String {
    let date = CivilTime(received, offsetMinutes: offsetMinutes).dateText.string.split(separator: "-").joined()
    let digits = String(number)
    return prefix + date + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }
}
