internal import TextSafety

extension State {
  /// One event: into its table, past the rules, into the log.
  mutating func take(_ event: Event, collector: SafeText, effects: inout [Effect]) {
    guard let arrival = sources.arrive(event, from: collector, at: now, isLive: isLive) else {
      counts.duplicates += 1
      return
    }
    counts.count(event.kind)
    collectors.update(collector) { $0.events += 1 }
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
    if let alert = event.alertContent { take(alert.report, of: event, effects: &effects) }
    if let action = event.actionContent, !replay(action.record, of: event, effects: &effects) {
      log.append(.recorded(action.record), at: event.time, place: event.place)
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
    guard event.kind == .metric else { return }
    forEachJudgedSeries(at: event.time) { state, row in
      state.rules.remember(
        .metric(state.metrics.metrics[row]), from: event.source, marks: event.marks, at: event.time, now: state.now)
    }
  }

  /// Puts the event into its table; false where it is older than what is known.
  private mutating func record(_ event: Event, _ arrival: Arrival) -> Bool {
    switch event.kind {
    case .metric:
      if let metric = event.metricContent { metrics.record(metric, of: event, arrival: arrival) }
      return true
    case .queue: return event.queueContent.map { queues.record($0, of: event, arrival: arrival) } ?? false
    case .ticket: return event.ticketContent.map { recordTicket($0, of: event) } ?? false
    case .fleet: return event.fleetContent.map { fleets.record($0.report, of: event, arrival: arrival) } ?? false
    case .task: return event.taskContent.map { tasks.record($0.report, of: event) } ?? false
    case .recording:
      guard let header = event.recordingContent?.header else { return true }
      recording = header
      log.append(.recording(header.title), at: event.time)
      return true
    case .alert, .heartbeat, .action: return true
    }
  }

  private mutating func recordTicket(_ ticket: Event.TicketContent, of event: Event) -> Bool {
    let change = tickets.record(ticket, of: event, city: city)
    if change == .new { observe(ticket, of: event) }
    return change != .outdated
  }

  /// What was no longer true when it came still fills the curve of what is known.
  private mutating func fillPast(_ event: Event, _ arrival: Arrival) {
    switch event.kind {
    case .metric, .queue, .fleet: _ = record(event, arrival)
    case .ticket, .task, .recording, .alert, .heartbeat, .action: break
    }
  }

  /// Holds what the event says of now against every rule that reads its kind.
  private mutating func judge(_ event: Event, _ arrival: Arrival, effects: inout [Effect]) {
    switch event.kind {
    case .metric:
      forEachJudgedSeries(at: event.time) { state, row in state.judge(series: row, of: event, arrival, effects: &effects) }
    case .queue where rules.readsQueues: judgeQueue(event, arrival, effects: &effects)
    case .fleet where rules.readsFleets:
      guard let report = event.fleetContent?.report, let fleet = fleets[report.fleet] else { return }
      let areas = fleet.areas.values.sorted { $0.place < $1.place }
      judge(.fleet(report, areas: areas, place: event.place), .fleet(report.fleet), of: event, arrival, effects: &effects)
    case .task:
      guard let report = event.taskContent?.report else { return }
      judge(.task(report, place: event.place), .task(report.task), of: event, arrival, effects: &effects)
    default: return
    }
  }

  /// The rows of the series recorded last that a rule reads.
  private mutating func forEachJudgedSeries(at time: Timestamp, _ body: (inout State, Int) -> Void) {
    for number in metrics.recorded.indices {
      let row = metrics.recorded[number]
      // What came late for its series is history; a counter is judged by its rate.
      guard row >= 0, isJudged(series: row), metrics.metrics[row].at == time else { continue }
      body(&self, row)
    }
  }

  @inline(__always)
  private mutating func isJudged(series row: Int) -> Bool {
    rules.links.isRead(series: row) ?? rules.link(series: row, metrics.metrics[row].key)
  }

  private mutating func judge(series row: Int, of event: Event, _ arrival: Arrival, effects: inout [Effect]) {
    guard !arrival.isLate else {
      let metric = metrics.metrics[row]
      return judge(.metric(metric), .metric(metric.key), of: event, arrival, effects: &effects)
    }
    lateReadings.drop(.metric(metrics.metrics[row].key))
    let moment = moment(of: event, arrival)
    if let end = moment.expiresAt, end <= now { return }
    let key = rules.links.isSettled(series: row) ? nil : metrics.metrics[row].key
    var verdicts: [Verdict] = []
    rules.observe(series: row, key, metrics.metrics[row].value, from: event, at: moment, into: &verdicts)
    for verdict in verdicts { take(verdict, effects: &effects) }
  }

  private mutating func judgeQueue(_ event: Event, _ arrival: Arrival, effects: inout [Effect]) {
    guard let queue = event.queueContent else { return }
    guard !arrival.isLate else {
      return judge(
        .queue(queue.reading, place: event.place), .queue(queue.reading.queue), of: event, arrival, effects: &effects)
    }
    lateReadings.drop(.queue(queue.reading.queue))
    let moment = moment(of: event, arrival)
    if let end = moment.expiresAt, end <= now { return }
    var verdicts: [Verdict] = []
    rules.observe(queue: queue, row: queues.recorded, from: event, at: moment, into: &verdicts)
    for verdict in verdicts { take(verdict, effects: &effects) }
  }

  private func moment(of event: Event, _ arrival: Arrival) -> RuleEngine.Moment {
    RuleEngine.Moment(local: arrival.local(event.time, at: now), expiresAt: arrival.expiry(of: event))
  }

  /// One reading: judged now, or kept back where an outage has held it back; nothing is judged that is no longer true.
  private mutating func judge(
    _ reading: Reading, _ key: @autoclosure () -> LateReadings.Key, of event: Event, _ arrival: Arrival, effects: inout [Effect]
  ) {
    let moment = moment(of: event, arrival)
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
