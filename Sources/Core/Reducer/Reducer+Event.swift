internal import TextSafety

extension State {
  /// One event: into its table, past the rules, into the log.
  mutating func take(_ event: Event, collector: SafeText, effects: inout [Effect]) {
    guard let arrival = sources.arrive(event, from: collector, at: now, isLive: isLive) else {
      counts.duplicates += 1
      return
    }
    counts.count(event.payload.kind)
    collectors.update(collector) { $0.events += 1 }
    // An event is large: it is only copied where its own moment is not believed.
    guard arrival.moment != event.time else { return take(event, arrival, effects: &effects) }
    var moved = event
    moved.time = arrival.moment
    take(moved, arrival, effects: &effects)
  }

  private mutating func take(_ event: Event, _ arrival: Arrival, effects: inout [Effect]) {
    guard !arrival.isExpired else {
      // Not kept either: read again at the next start it would look like news.
      counts.expired += 1
      fillPast(event, arrival)
      return
    }
    marksSeen.formUnion(event.marks)
    if event.marks.contains(.exercise) { exerciseHeardAt = now }
    // With the moment that was believed, so that a restart does not believe another.
    effects.append(.keep(event))
    guard record(event, arrival) else {
      counts.outdated += 1
      sources.noteOutdated(arrival.row)
      return
    }
    judge(event, arrival, effects: &effects)
    if case .alert(let report) = event.payload { take(report, of: event, effects: &effects) }
    if case .action(let record) = event.payload, !replay(record, of: event, effects: &effects) {
      log.append(.recorded(record), at: event.time, place: event.place)
    }
    suppress(effects: &effects)
  }

  /// An event of the kept log: known again, counted as seen, but nothing is raised or sounded, and nobody counts as heard.
  mutating func restore(_ event: Event) {
    guard sources.remember(event, at: now) else { return }
    marksSeen.formUnion(event.marks)
    // A log of an earlier edition may hold what was not believed when it came.
    guard event.time <= now + SourceTable.futureTolerance else { return }
    signals.isRestoring = true
    _ = record(event, Arrival(moment: event.time))
    forEachMetricReading(of: event) { state, _, reading in
      state.rules.remember(reading, from: event.source, marks: event.marks, at: event.time, now: state.now)
    }
  }

  /// Puts the event into its table; false where it is older than what is known.
  private mutating func record(_ event: Event, _ arrival: Arrival) -> Bool {
    switch event.payload {
    case .metric(let report):
      metrics.record(report, of: event, arrival: arrival)
      return true
    case .queue(let reading): return queues.record(reading, of: event, arrival: arrival)
    case .ticket(let update):
      let change = tickets.record(update, of: event, city: city)
      if change == .new { observe(update, of: event) }
      return change != .outdated
    case .fleet(let report): return fleets.record(report, of: event, arrival: arrival)
    case .task(let report): return tasks.record(report, of: event)
    case .recording(let header):
      recording = header
      log.append(.recording(header.title), at: event.time)
      return true
    case .alert, .heartbeat, .action: return true
    }
  }

  /// What was no longer true when it came still fills the curve of what is known.
  private mutating func fillPast(_ event: Event, _ arrival: Arrival) {
    switch event.payload {
    case .metric, .queue, .fleet: _ = record(event, arrival)
    case .ticket, .task, .recording, .alert, .heartbeat, .action: break
    }
  }

  /// Holds what the event says of now against every rule that reads its kind.
  private mutating func judge(_ event: Event, _ arrival: Arrival, effects: inout [Effect]) {
    switch event.payload {
    case .metric:
      forEachMetricReading(of: event) { state, sample, reading in
        state.judge(
          reading,
          .metric(MetricTable.Key(name: sample.name, subject: event.subject, place: event.place, labels: sample.labels)),
          of: event, arrival, effects: &effects)
      }
    case .queue(let reading) where rules.readsQueues:
      judge(.queue(reading, place: event.place), .queue(reading.queue), of: event, arrival, effects: &effects)
    case .fleet(let report) where rules.readsFleets:
      guard let fleet = fleets[report.fleet] else { return }
      let areas = fleet.areas.values.sorted { $0.place < $1.place }
      judge(.fleet(report, areas: areas, place: event.place), .fleet(report.fleet), of: event, arrival, effects: &effects)
    case .task(let report):
      judge(.task(report, place: event.place), .task(report.task), of: event, arrival, effects: &effects)
    default: return
    }
  }

  /// The samples of the event recorded last that a rule reads.
  private mutating func forEachMetricReading(of event: Event, _ body: (inout State, MetricSample, Reading) -> Void) {
    guard case .metric(let report) = event.payload else { return }
    for number in report.samples.indices where rules.reads(report.samples[number].name) {
      // What came late for its series is history; a counter is judged by its rate.
      guard let latest = metrics.latest(ofSample: number), latest.at == event.time else { continue }
      let sample = report.samples[number]
      let reading = Reading.metric(
        name: sample.name, labels: sample.labels, subject: event.subject, place: event.place, value: latest.value)
      body(&self, sample, reading)
    }
  }

  /// One reading: judged now, or kept back where an outage has held it back; nothing is judged that is no longer true.
  private mutating func judge(
    _ reading: Reading, _ key: @autoclosure () -> LateReadings.Key, of event: Event, _ arrival: Arrival, effects: inout [Effect]
  ) {
    let moment = RuleEngine.Moment(local: arrival.local(event.time, at: now), expiresAt: arrival.expiry(of: event))
    guard arrival.isLate else {
      lateReadings.drop(key())
      return judge(reading, at: event.time, moment, source: event.source, marks: event.marks, effects: &effects)
    }
    lateReadings.hold(
      LateReadings.Waiting(
        key: key(), reading: reading, time: event.time, moment: moment, source: event.source, marks: event.marks, arrivedAt: now))
  }

  /// Late readings that nothing newer has followed count as what holds now.
  mutating func judgeLateReadings(effects: inout [Effect]) {
    for waiting in lateReadings.settled(at: now) {
      judge(
        waiting.reading, at: waiting.time, waiting.moment, source: waiting.source, marks: waiting.marks, effects: &effects)
    }
  }

  private mutating func judge(
    _ reading: Reading, at time: Timestamp, _ moment: RuleEngine.Moment, source: SafeText, marks: Event.Marks,
    effects: inout [Effect]
  ) {
    if let end = moment.expiresAt, end <= now { return }
    var verdicts: [Verdict] = []
    rules.observe(
      reading, from: source, marks: marks, at: time, local: moment.local, expiresAt: moment.expiresAt, into: &verdicts)
    for verdict in verdicts { take(verdict, effects: &effects) }
  }
}
