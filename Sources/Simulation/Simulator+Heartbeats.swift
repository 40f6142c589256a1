internal import Core
internal import Settings
internal import TextSafety

/// A collector that says every so often that it lives, and how its own source does.
struct HeartbeatProducer: Producer {
  private let simulator: Simulator
  private let heart: Scenario.HeartbeatSource
  private var down: [(from: Timestamp, to: Timestamp)] = []
  private var random: RandomSource
  private var time: Timestamp
  private var number = 0
  private var emitted: Int64 = 0

  init(_ simulator: Simulator, _ heart: Scenario.HeartbeatSource) throws(ConfigurationError) {
    self.simulator = simulator
    self.heart = heart
    random = RandomSource.stream(seed: simulator.seed, "heart" + heart.collector)
    for interval in heart.down ?? [] { down.append((try simulator.moment(interval.from), try simulator.moment(interval.to))) }
    down += simulator.incidents.down.filter { $0.collector == heart.collector }.map { ($0.from, $0.to) }
    time = simulator.start + random.between(0, heart.every).rounded()
  }

  mutating func next() -> Event? {
    guard time <= simulator.end else { return nil }
    defer { time = time + heart.every }
    number += 1
    emitted += Int64(random.between(3, 12))
    let isDown = down.contains { $0.from <= time && time < $0.to }
    return Event(
      source: simulator.safe(heart.source), id: simulator.safe("h-\(heart.collector)-\(number)"), time: time,
      subject: simulator.safe(heart.subject), place: simulator.place(nil), marks: simulator.marks,
      payload: .heartbeat(
        Heartbeat(
          collector: simulator.safe(heart.collector), intervalSeconds: heart.every, upstream: isDown ? .down : .ok,
          lagSeconds: random.between(0.2, 1.4).rounded(decimals: 1), emitted: emitted, dropped: 0, errors: 0,
          lastEventAt: isDown ? nil : time - 2, version: "1.0.0",
          clockOffsetMilliseconds: random.between(-20, 20).rounded(decimals: 0))))
  }
}
