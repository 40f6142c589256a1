internal import Core
internal import Settings
internal import TextSafety

/// One exchange between departments: what comes in and cannot go out piles up.
struct QueueProducer: Producer {
  private let simulator: Simulator
  private let queue: Scenario.QueueSource
  private let name: SafeText
  private let title: SafeText
  private let mode: QueueReading.Mode
  private let inRate: Curve
  private let outRate: Curve
  private let pulls: [Pull]
  private var states: [(at: Timestamp, state: QueueReading.State)] = []
  private let weekdays: [Double]?
  private var random: RandomSource
  private var depth: Double
  private var offset: Int64
  private var lastSuccess: Timestamp
  private var time: Timestamp
  private var number = 0

  init(_ simulator: Simulator, _ queue: Scenario.QueueSource, copy: Int) throws(ConfigurationError) {
    self.simulator = simulator
    self.queue = queue
    let suffix = copy == 0 ? "" : "-\(copy)"
    name = simulator.safe(queue.id + suffix)
    title = simulator.safe(queue.title + suffix)
    random = RandomSource.stream(seed: simulator.seed, "queue" + queue.id + suffix)
    let isSelf = copy == 0
    inRate = try simulator.curve(isSelf ? queue.inRate : queue.usualIn ?? queue.inRate, steps: true, of: queue.id)
    outRate = try simulator.curve(isSelf ? queue.outRate : queue.usualOut ?? queue.outRate, steps: true, of: queue.id)
    pulls = isSelf ? simulator.pulls.queue(queue.id) : []
    weekdays = try simulator.weekdays(queue.weekdays, of: queue.id)
    mode = try simulator.word(queue.mode, of: queue.id, QueueReading.Mode.self)
    for (clock, state) in isSelf ? queue.states ?? [:] : [:] {
      states.append((try simulator.moment(clock), try simulator.word(state, of: queue.id, QueueReading.State.self)))
    }
    states.sort { $0.at < $1.at }
    depth = queue.depth ?? 0
    offset = 94_000_000 - Int64(random.between(0, 20_000_000))
    lastSuccess = simulator.start - 5
    time = simulator.start + random.between(0, min(queue.every, 20)).rounded()
  }

  mutating func next() -> Event? {
    guard time <= simulator.end else { return nil }
    defer { time = time + queue.every }
    let second = simulator.second(time)
    let arriving = inRate.value(at: second) * (weekdays?[simulator.weekday(time)] ?? 1) * random.between(0.94, 1.06)
    var capacity = outRate.value(at: second)
    for pull in pulls { capacity = pull.apply(to: capacity, at: time) }
    let leaving = min(capacity, depth / queue.every + arriving)
    depth = min(max(0, depth + (arriving - leaving) * queue.every), 1e15)
    offset &+= Int64(min(leaving * queue.every, 1e15))
    if leaving > 0 { lastSuccess = time }
    let oldest = leaving > 0 ? depth / max(leaving, 0.01) : depth > 0 ? (time - lastSuccess) : 0
    let state = states.last { $0.at <= time }?.state ?? guess(arriving)
    number += 1
    return Event(
      source: simulator.safe(queue.source), id: "q-\(name)-\(Int64(number))", time: time, subject: name,
      place: simulator.place(queue.place), expiryTime: time + queue.every * 3, marks: simulator.marks,
      payload: .queue(
        QueueReading(
          queue: name, title: title, mode: mode, provider: simulator.party(queue.provider),
          consumer: simulator.party(queue.consumer), depth: Int64(depth.rounded()),
          unit: simulator.safe(queue.unit ?? "{record}"), state: state, oldestSeconds: oldest.rounded(decimals: 0),
          inRate: arriving.rounded(decimals: 1), outRate: leaving.rounded(decimals: 1),
          inFlight: leaving > 0 ? Int64(min(leaving * 2, 1e15)) : 200, failed: 0, offset: offset, lastSuccess: lastSuccess,
          limitSeconds: queue.limit)))
  }

  /// What a watcher of offsets would say: five minutes behind is slow, nothing moving for ten is stalled.
  private func guess(_ arriving: Double) -> QueueReading.State {
    if depth > 0, time - lastSuccess >= 600 { return .stall }
    return depth > max(arriving, 1) * 300 ? .warn : .ok
  }
}
