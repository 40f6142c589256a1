public import TextSafety

extension RuleEngine {
  /// Judges one reading; adds a verdict for every instance whose severity changed, and for the first normal of an instance.
  ///
  /// `time` is the source's; `local` is the same moment by our clock, where the two differ.
  public mutating func observe(
    _ reading: Reading, from source: SafeText = "", marks: Event.Marks = [], at time: Timestamp, local: Timestamp? = nil,
    expiresAt: Timestamp? = nil, into verdicts: inout [Verdict]
  ) {
    let moment = Moment(local: local ?? time, expiresAt: expiresAt)
    let origin = Origin(source: source, marks: marks)
    switch reading {
    case .metric(let name, let labels, let subject, let place, let value):
      guard let row = index.row(of: name) else { return }
      for interest in index.interests(inRow: row) where interest.labels.allSatisfy(labels.contains) {
        guard case .member(let groups, let isDenominator) = interest.part else {
          let key = Key(rule: interest.rule, subject: subject, labels: labels, place: place)
          judge(key, text: key.text, place: place, value: value, from: origin, at: moment, into: &verdicts)
          continue
        }
        let key = MetricTable.Key(name: name, subject: subject, place: place, labels: labels)
        self.groups[groups].take(
          value.flatMap { $0.isFinite ? $0 : nil }, of: key, isDenominator: isDenominator, source: source, marks: marks,
          at: moment)
      }
    case .queue(let queue, let place):
      judge(queue: queue, at: time, place: place, from: origin, at: moment, into: &verdicts)
    case .fleet(let fleet, let areas, let place):
      for (rule, wanted) in index.fleets where wanted.fleet == nil || wanted.fleet == fleet.fleet {
        for share in wanted.shares(of: fleet, areas: areas, place: place) {
          let key = Key(rule: rule, subject: fleet.fleet, place: share.isWhole ? .none : share.place)
          judge(
            key, text: share.isWhole ? fleet.fleet : "\(fleet.fleet)/\(share.place.text)", name: fleet.title ?? fleet.fleet,
            place: share.place, value: share.value, from: origin, at: moment, into: &verdicts)
        }
      }
    case .task(let task, let place):
      let day = CivilTime(moment.local, offsetMinutes: offsetMinutes).date
      for (rule, quantity, only) in index.tasks where only == nil || only == task.task {
        let key = Key(rule: rule, subject: task.task)
        judge(
          key, text: task.task, name: task.title, place: place, value: quantity.value(of: task, on: day), from: origin,
          at: moment,
          into: &verdicts)
      }
    case .source(let id, let isCore, let silentSeconds, let isDown):
      let origin = Origin(source: id, marks: marks)
      for rule in index.sources {
        let value: Double
        switch rules[rule].subject {
        case .sourceSilence(let coreOnly) where !coreOnly || isCore: value = silentSeconds
        case .sourceDown: value = isDown ? 1 : 0
        default: continue
        }
        judge(
          Key(rule: rule, subject: id), text: id, name: id, place: .none, value: value, from: origin, at: moment, into: &verdicts)
      }
    case .malformed(let collector):
      // There and over at once: the next line is an occurrence of its own.
      for rule in index.malformed {
        for value in [1.0, 0] {
          judge(
            Key(rule: rule, subject: collector), text: collector, name: collector, place: .none, value: value, from: origin,
            at: moment, into: &verdicts)
        }
      }
    }
  }

  /// The silence within which every rule about sources would find of this one what it has found, from what it was judged with up to the
  /// next level; nil where time alone may change that.
  func quiet(source id: SafeText, from silence: Double) -> Range<Double>? {
    var end = Double.infinity
    for rule in index.sources {
      let levels = levels(of: rule)
      guard levels.direction == .above, levels.deadband == 0 else { return nil }
      switch rules[rule].measure {
      case .value, .occurrences: break
      case .rate, .absence, .baseline: return nil
      }
      let key = Key(rule: rule, subject: id)
      // One that does not judge it has no instance.
      guard let row = rows.row(of: key.digest, where: { instances[$0].key == key }) else { continue }
      guard instances[row].gate.isSteady, !counting.contains(row) else { return nil }
      // Occurrences count how often the bound is reached: it is a level too.
      if case .occurrences(let bound, _) = rules[rule].measure, bound.value > silence { end = min(end, bound.value) }
      for level in levels.levels where level.value > silence { end = min(end, level.value) }
    }
    return silence < end ? silence..<end : nil
  }

  private mutating func judge(
    queue: QueueReading, at time: Timestamp, place: PlaceCode, from origin: Origin, at moment: Moment,
    into verdicts: inout [Verdict]
  ) {
    for (rule, quantity, only) in index.queues where only == nil || only == queue.queue {
      judge(
        Key(rule: rule, subject: queue.queue), text: queue.queue, name: queue.title, place: place,
        value: quantity.value(of: Rule.QueueQuantity.Figures(queue), at: time), from: origin, at: moment, into: &verdicts)
    }
  }

  /// Fills windows and baselines with what an earlier run has read; nothing is decided.
  mutating func remember(_ reading: Reading, from source: SafeText, marks: Event.Marks, at time: Timestamp, now: Timestamp) {
    isRestoring = true
    defer { isRestoring = false }
    var verdicts: [Verdict] = []
    observe(reading, from: source, marks: marks, at: time, local: min(time, now), into: &verdicts)
  }
}

extension Rule.QueueQuantity {
  /// What is judged of a reading: numbers alone, so that it is not copied for each rule.
  struct Figures {
    var depth: Int64
    var oldestSeconds: Double?
    var limitSeconds: Double?
    var state: QueueReading.State
    var lastSuccess: Timestamp?
    var retrying: Int64?
    var failed: Int64?
    var dead: Int64?

    @inline(__always)
    init(_ queue: QueueReading) {
      depth = queue.depth
      oldestSeconds = queue.oldestSeconds
      limitSeconds = queue.limitSeconds
      state = queue.state
      lastSuccess = queue.lastSuccess
      retrying = queue.retrying
      failed = queue.failed
      dead = queue.dead
    }
  }

  /// Nil where the reading does not say.
  func value(of queue: Figures, at time: Timestamp) -> Double? {
    switch self {
    case .depth: return Double(queue.depth)
    case .oldest: return queue.oldestSeconds
    case .oldestOverLimit:
      guard let oldest = queue.oldestSeconds, let limit = queue.limitSeconds, limit > 0 else { return nil }
      return oldest / limit
    case .stalled:
      guard queue.state == .stall || queue.state == .stop, queue.depth > 0 else { return queue.state == .unknown ? nil : 0 }
      return queue.lastSuccess.map { max(0, time - $0) } ?? queue.oldestSeconds ?? 0
    case .behind: return queue.state == .unknown ? nil : queue.state == .warn ? 1 : 0
    case .rewound: return queue.state == .unknown ? nil : queue.state == .rewind ? 1 : 0
    case .retrying: return queue.retrying.map(Double.init)
    case .failed: return queue.failed.map(Double.init)
    case .dead: return queue.dead.map(Double.init)
    }
  }
}
