internal import Core
internal import Settings
internal import TextSafety

/// The everyday stream: received by the hour's weight, answered at once or sent on, signed for, handled, replied, closed.
///
/// Holds what is still to come of the tickets that have begun, and nothing of those that are over.
struct TicketProducer: Producer {
  private let simulator: Simulator
  private let stream: Scenario.TicketStream
  private let plans: TicketPlanner
  private let surge: Curve?
  private let weekdays: [Double]?
  private let places: [(key: String, value: Double)]
  private var random: RandomSource
  private var pending = MomentHeap<Event>()
  private var arrival: Timestamp
  private var number = 0

  init(_ simulator: Simulator, _ stream: Scenario.TicketStream) throws(ConfigurationError) {
    self.simulator = simulator
    self.stream = stream
    guard stream.hours.count == 24 else {
      throw ConfigurationError(file: simulator.file, message: "tickets.hours needs 24 weights")
    }
    plans = try TicketPlanner(simulator, stream)
    surge = try stream.surge.map { (values) throws(ConfigurationError) in try simulator.curve(values, of: "tickets.surge") }
    weekdays = try simulator.weekdays(stream.weekdays, of: "tickets.weekdays")
    places = stream.places.sorted { $0.key < $1.key }
    random = RandomSource.stream(seed: simulator.seed, "tickets")
    arrival = simulator.start
    // Those that came before the recording began and are still open.
    let open = stream.open == 0 ? 0 : simulator.scaled(stream.open)
    for _ in 0..<open {
      number += 1
      let received = simulator.start - random.between(600, 20 * 3600)
      let kind = random.pick(weights: stream.kinds.map { $0.weight * (1 - ($0.answered ?? 0)) })
      let place = place()
      let due = simulator.start + random.between(300, 4 * 3600)
      unfold(plans.plan(number, kind, place: place, received: received, answered: false, done: due, &random))
    }
    step()
  }

  mutating func next() -> Event? {
    while arrival < simulator.end, pending.first.map({ arrival <= $0 }) ?? true {
      number += 1
      let kind = random.pick(weights: stream.kinds.map(\.weight))
      let place = place()
      let answered = random.unit() < (stream.kinds[kind].answered ?? 0)
      let minutes = (stream.kinds[kind].minutes ?? 180) * random.between(0.3, 2.2)
      unfold(
        plans.plan(
          number, kind, place: place, received: arrival, answered: answered, done: arrival + minutes * 60, &random))
      step()
    }
    return pending.removeFirst()?.element
  }

  private mutating func place() -> PlaceCode {
    PlaceCode(places[random.pick(weights: places.map(\.value))].key) ?? simulator.place(nil)
  }

  /// The next arrival: exponential waiting times make a Poisson stream.
  private mutating func step() {
    let civil = CivilTime(arrival, offsetMinutes: simulator.offsetMinutes)
    let factor = (surge?.value(at: simulator.second(arrival)) ?? 1) * (weekdays?[simulator.weekday(arrival)] ?? 1)
    let perSecond = stream.perDay * simulator.scale * stream.hours[civil.hour] / 3600 * factor
    let wait = -Logarithm.natural(1 - random.unit()) / max(perSecond, 1e-6)
    arrival = arrival + max(0.001, min(wait, 86_400))
  }

  private mutating func unfold(_ plan: TicketPlan) {
    for event in simulator.events(of: plan, source: stream.source) { pending.insert(event, at: event.time) }
  }
}
