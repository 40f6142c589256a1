internal import Core
internal import TextSafety

/// A ticket's life as it will unfold.
struct TicketPlan {
  var id: SafeText
  var place: PlaceCode
  var placeText: SafeText?
  var ticketClass: TicketUpdate.Class
  var service: SafeText
  var title: SafeText
  var agency: Party
  var channel: TicketUpdate.Channel
  var priority: TicketUpdate.Priority
  var flags: TicketUpdate.Flags = []
  var cluster: SafeText?
  var receivedAt: Timestamp
  /// The states after receipt and when each begins.
  var steps: [(TicketUpdate.State, Timestamp)]
}

extension Simulator {
  /// The everyday stream: received by the hour's weight, answered at once or sent on, signed for, handled, replied, closed.
  func tickets(into events: inout [Event]) throws(ScenarioError) {
    guard let stream = scenario.tickets else { return }
    guard stream.hours.count == 24 else { throw ScenarioError(file: file, message: "tickets.hours needs 24 weights") }
    var random = RandomSource.stream(seed: seed, "tickets")
    let surge = try stream.surge.map { (values) throws(ScenarioError) in try curve(values, of: "tickets.surge") }
    let places = stream.places.sorted { $0.key < $1.key }
    var number = 0
    // Those that came before the recording began and are still open.
    for _ in 0..<stream.open {
      number += 1
      let received = start - random.between(600, 20 * 3600)
      let kind = stream.kinds[random.pick(weights: stream.kinds.map { $0.weight * (1 - ($0.answered ?? 0)) })]
      let code = places[random.pick(weights: places.map(\.value))].key
      let due = start + random.between(300, 4 * 3600)
      let plan = try plan(
        number: number, stream, kind, place: PlaceCode(code) ?? place(nil), received: received, answered: false, done: due,
        &random)
      emit(plan, source: stream.source, into: &events)
    }
    var time = start
    while time < end {
      let civil = CivilTime(time, offsetMinutes: offsetMinutes)
      let perSecond = stream.perDay * stream.hours[civil.hour] / 3600 * (surge?.value(at: second(time)) ?? 1)
      // Exponential waiting times make a Poisson stream.
      time = time + max(0.5, -Logarithm.natural(1 - random.unit()) / max(perSecond, 1e-6))
      guard time < end else { break }
      number += 1
      let kind = stream.kinds[random.pick(weights: stream.kinds.map(\.weight))]
      let code = places[random.pick(weights: places.map(\.value))].key
      let answered = random.unit() < (kind.answered ?? 0)
      let minutes = (kind.minutes ?? 180) * random.between(0.3, 2.2)
      let plan = try plan(
        number: number, stream, kind, place: PlaceCode(code) ?? place(nil), received: time, answered: answered,
        done: time + minutes * 60,
        &random)
      emit(plan, source: stream.source, into: &events)
    }
  }

  private func plan(
    number: Int, _ stream: Scenario.TicketStream, _ kind: Scenario.TicketStream.Kind, place: PlaceCode, received: Timestamp,
    answered: Bool,
    done: Timestamp, _ random: inout RandomSource
  ) throws(ScenarioError) -> TicketPlan {
    let dispatched = received + random.between(60, 420)
    let signed = dispatched + random.between(120, 2400)
    var steps: [(TicketUpdate.State, Timestamp)]
    if answered {
      steps = [(.answered, received + random.between(40, 240))]
    } else {
      steps = [(.accepted, received + random.between(20, 60)), (.dispatched, dispatched), (.signed, signed)]
      if random.unit() < 0.04 { steps.append((.returned, signed + random.between(200, 1200))) }
      let begun = (steps.last?.1 ?? signed) + random.between(300, 1800)
      let replied = max(done, begun + 300)
      steps += [(.inProgress, begun), (.replied, replied), (.callback, replied + 900), (.closed, replied + 2400)]
    }
    return TicketPlan(
      id: safe(ticketID(stream.prefix, received, number)), place: place, placeText: nil,
      ticketClass: try word(kind.ticketClass, of: "tickets.kinds", TicketUpdate.Class.self), service: safe(kind.service),
      title: safe(random.pick(kind.titles)), agency: Party(id: safe(kind.agency.id), name: safe(kind.agency.name)),
      channel: [.phone, .phone, .phone, .phone, .wechat, .wechat, .province, .app, .web, .grid][
        random.pick(weights: [Double](repeating: 1, count: 10))],
      priority: try word(kind.priority ?? "normal", of: "tickets.kinds", TicketUpdate.Priority.self), receivedAt: received,
      steps: steps)
  }

  /// Clusters of one cause: a flooded road, a water main.
  func bursts(into events: inout [Event]) throws(ScenarioError) {
    guard let stream = scenario.tickets else { return }
    // Far from the numbers of the everyday stream.
    var number = 50_000
    for burst in scenario.bursts ?? [] {
      var random = RandomSource.stream(seed: seed, "burst" + burst.cluster)
      for (index, clock) in burst.times.enumerated() {
        let received = try moment(clock)
        number += 1
        let dispatched = received + random.between(90, 200)
        let signed = dispatched + random.between(240, 900)
        let plan = TicketPlan(
          id: safe(ticketID(stream.prefix, received, number)), place: place(burst.place), placeText: safe(burst.placeText),
          ticketClass: try word(burst.ticketClass, of: burst.cluster, TicketUpdate.Class.self), service: safe(burst.service),
          title: safe(burst.titles[index % burst.titles.count]),
          agency: Party(id: safe(burst.agency.id), name: safe(burst.agency.name)),
          channel: try word(burst.channels[index % burst.channels.count], of: burst.cluster, TicketUpdate.Channel.self),
          priority: try word(burst.priority, of: burst.cluster, TicketUpdate.Priority.self),
          flags: burst.priority == "urgent" ? .urgent : [], cluster: safe(burst.cluster), receivedAt: received,
          steps: [
            (.accepted, received + 25), (.dispatched, dispatched), (.signed, signed),
            (.inProgress, signed + random.between(120, 600)),
            (.replied, signed + random.between(5400, 9000)),
          ])
        emit(plan, source: stream.source, into: &events)
      }
    }
  }

  private func ticketID(_ prefix: String, _ received: Timestamp, _ number: Int) -> String {
    let date = CivilTime(received, offsetMinutes: offsetMinutes).dateText.string.split(separator: "-").joined()
    let digits = String(number)
    return prefix + date + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  /// One event per state that begins before the recording ends; those before its start are told at once.
  private func emit(_ plan: TicketPlan, source: String, into events: inout [Event]) {
    var update = TicketUpdate(
      ticket: plan.id, domain: .hotline, title: plan.title, state: .received, priority: plan.priority,
      receivedAt: plan.receivedAt,
      revision: 1, ticketClass: plan.ticketClass, channel: plan.channel, service: plan.service, flags: plan.flags,
      placeText: plan.placeText, cluster: plan.cluster)
    var pending: (TicketUpdate, Timestamp)? = plan.receivedAt < start ? (update, start) : nil
    if plan.receivedAt >= start { append(update, plan, at: plan.receivedAt, source: source, into: &events) }
    for (state, time) in plan.steps {
      guard time <= end else { break }
      update.state = state
      update.revision += 1
      switch state {
      case .dispatched:
        update.dispatchedAt = time
        update.agency = plan.agency
      case .signed: update.signedAt = time
      case .returned: update.returns += 1
      case .replied: update.repliedAt = time
      case .closed, .answered: update.closedAt = time
      default: break
      }
      if time < start { pending = (update, start) } else { append(update, plan, at: time, source: source, into: &events) }
    }
    if let (early, time) = pending { append(early, plan, at: time, source: source, into: &events) }
  }

  private func append(_ update: TicketUpdate, _ plan: TicketPlan, at time: Timestamp, source: String, into events: inout [Event])
  {
    events.append(
      Event(
        source: safe(source), id: "t-\(update.ticket)-r\(update.revision)", time: time, subject: update.ticket, place: plan.place,
        marks: .simulated, payload: .ticket(update)))
  }
}

/// The natural logarithm without a C library whose last digit differs from machine to machine.
enum Logarithm {
  static func natural(_ value: Double) -> Double {
    guard value > 0 else { return -.infinity }
    let exponent = Double(value.exponent)
    let ratio = (value.significand - 1) / (value.significand + 1)
    let square = ratio * ratio
    var term = ratio
    var sum = 0.0
    for power in stride(from: 1.0, through: 39, by: 2) {
      sum += term / power
      term *= square
    }
    return 2 * sum + exponent * 0.693_147_180_559_945_3
  }
}
