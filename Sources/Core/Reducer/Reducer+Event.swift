internal import TextSafety

extension State {
  /// One event: into its table, past the rules, into the log.
  mutating func take(_ event: Event, collector: SafeText, effects: inout [Effect]) {
    guard sources.arrive(event, at: now) == .new else {
      counts.duplicates += 1
      return
    }
    counts.byKind[event.payload.kind, default: 0] += 1
    collectors.update(collector) { $0.events += 1 }
    marksSeen.formUnion(event.marks)
    effects.append(.keep(event))
    guard record(event) else {
      counts.outdated += 1
      return
    }
    judge(event, effects: &effects)
    if case .alert(let report) = event.payload { take(report, of: event, effects: &effects) }
    if case .action(let record) = event.payload { log.append(.recorded(record), at: event.time, place: event.place) }
    suppress(effects: &effects)
  }

  /// An event of the kept log: known again, counted as seen, but nothing is raised or sounded.
  mutating func restore(_ event: Event) {
    guard sources.arrive(event, at: now) == .new else { return }
    marksSeen.formUnion(event.marks)
    signals.isRestoring = true
    _ = record(event)
  }

  /// Puts the event into its table; false where it is older than what is known.
  private mutating func record(_ event: Event) -> Bool {
    switch event.payload {
    case .metric(let report):
      metrics.record(report, of: event)
      return true
    case .queue(let reading): return queues.record(reading, of: event)
    case .ticket(let update):
      let change = tickets.record(update, of: event, city: city)
      if change == .new { observe(update, of: event) }
      return change != .outdated
    case .fleet(let report): return fleets.record(report, of: event)
    case .task(let report): return tasks.record(report, of: event)
    case .recording(let header):
      recording = header
      log.append(.recording(header.title), at: event.time)
      return true
    case .alert, .heartbeat, .action: return true
    }
  }

  /// Holds the event against every rule that reads its kind.
  private mutating func judge(_ event: Event, effects: inout [Effect]) {
    var verdicts: [Verdict] = []
    switch event.payload {
    case .metric(let report):
      for sample in report.samples {
        rules.observe(
          .metric(name: sample.name, labels: sample.labels, subject: event.subject, place: event.place, value: sample.value),
          at: event.time,
          into: &verdicts)
      }
    case .queue(let reading): rules.observe(.queue(reading, place: event.place), at: event.time, into: &verdicts)
    case .fleet(let report):
      guard let fleet = fleets[report.fleet] else { return }
      rules.observe(
        .fleet(report, areas: fleet.areas.values.sorted { $0.place < $1.place }, place: event.place), at: event.time,
        into: &verdicts)
    case .task(let report): rules.observe(.task(report, place: event.place), at: event.time, into: &verdicts)
    default: return
    }
    for verdict in verdicts { take(verdict, source: event.source, marks: event.marks, effects: &effects) }
  }
}
