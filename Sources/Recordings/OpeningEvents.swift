internal import Core
internal import TextSafety

/// What a recording begins with where another one ended: events that bring a fold to what holds then.
///
/// They come within the last ten minutes before that moment, each as near to its own as that allows, so that holds have run and nobody
/// seems late. They say what holds, not how it came about: curves, counts of the day and learned baselines begin anew.
struct OpeningEvents {
  struct Entry {
    var event: Event
    var arrival: Timestamp
  }

  static let span = 600.0
  /// Of what has ended, only what ended lately is still looked at.
  static let memory = 86_400.0
  /// More would hold the recorder up longer than its queue reaches.
  static let limit = 200_000

  private let state: State
  private let place: PlaceCode
  private var entries: [Entry] = []

  /// In the order of their arrival.
  static func of(_ state: State, place: PlaceCode) -> [Entry] {
    var opening = OpeningEvents(state, place)
    opening.addReadings()
    opening.addTickets()
    opening.addAlerts()
    // What was done comes after what it was done about; the order of the rest is that of their moments, then as they were added.
    return opening.entries.prefix(limit).enumerated().sorted { ($0.element.arrival, $0.offset) < ($1.element.arrival, $1.offset) }
      .map(\.element)
  }

  private init(_ state: State, _ place: PlaceCode) {
    self.state = state
    self.place = place
  }

  private mutating func add(
    _ payload: Event.Payload, from source: SafeText, about subject: SafeText, in place: PlaceCode, at time: Timestamp,
    expiresAt: Timestamp? = nil, marks: Event.Marks = [], arrival: Timestamp? = nil
  ) {
    let event = Event(
      source: source, id: "opening-\(state.now.milliseconds)-\(entries.count)", time: time, subject: subject, place: place,
      expiryTime: expiresAt, marks: marks, payload: payload)
    let earliest = state.now - OpeningEvents.span
    entries.append(Entry(event: event, arrival: min(state.now, max(earliest, arrival ?? time))))
  }

  // MARK: Readings

  private mutating func addReadings() {
    for source in state.sources.sources {
      guard let beat = source.heartbeat, let heard = source.lastArrivalAt else { continue }
      add(.heartbeat(beat), from: source.id, about: beat.collector, in: place, at: heard)
    }
    for metric in state.metrics.metrics where !metric.isRate && !metric.isExpired(at: state.now) {
      let sample = MetricSample(
        name: metric.key.name, value: metric.value, unit: metric.unit, labels: metric.key.labels, capacity: metric.capacity,
        target: metric.target, quality: metric.quality)
      add(
        .metric(MetricReport(samples: [sample], intervalSeconds: metric.intervalSeconds)), from: metric.source,
        about: metric.key.subject, in: metric.key.place, at: metric.at, expiresAt: metric.expiresAt,
        marks: metric.isSimulated ? .simulated : [])
    }
    for queue in state.queues.queues where !queue.isExpired(at: state.now) {
      add(
        .queue(queue.reading), from: queue.source, about: queue.reading.queue, in: queue.place, at: queue.at,
        expiresAt: queue.expiresAt)
    }
    for fleet in state.fleets.fleets where !fleet.isExpired(at: state.now) {
      var report = fleet.report
      report.areas = fleet.areas.values.sorted { $0.place < $1.place }
      report.devices = fleet.devices.values.sorted { $0.id < $1.id }
      report.isSnapshot = true
      add(.fleet(report), from: fleet.source, about: report.fleet, in: fleet.place, at: fleet.at, expiresAt: fleet.expiresAt)
    }
    for task in state.tasks.tasks {
      add(.task(task.report), from: task.source, about: task.report.task, in: task.place, at: task.at, marks: task.marks)
    }
  }

  private mutating func addTickets() {
    for ticket in state.tickets.tickets where ticket.isOpen || state.now - ticket.at < OpeningEvents.memory {
      add(
        .ticket(ticket.update), from: ticket.source, about: ticket.id, in: ticket.place, at: ticket.at,
        marks: ticket.isExercise ? .exercise : [])
    }
  }

  // MARK: Alerts

  /// Those of feeds; our own rules raise theirs again from what they read.
  private mutating func addAlerts() {
    for alarm in state.alarms.all where alarm.core != .normal {
      if let alert = alarm.alertOfFeed { addReports(of: alarm, alert) }
      addWork(on: alarm)
    }
  }

  private mutating func addReports(of alarm: Alarm, _ alert: SafeText) {
    let facts = alarm.facts
    var marks: Event.Marks = facts.isExercise ? .exercise : []
    if facts.isSimulated { marks.formUnion(.simulated) }
    var report = AlertReport(
      alert: alert, status: .firing, severity: alarm.shownSeverity, category: facts.category,
      event: facts.event ?? facts.headline.zh, headline: facts.headline.zh, detail: facts.detail,
      instruction: facts.guidance.zh.isEmpty ? nil : facts.guidance.zh, sender: facts.sender, expiresAt: facts.expiresAt,
      signal: facts.signal, response: facts.response, value: facts.value, threshold: facts.threshold, unit: facts.unit,
      references: facts.references, runbook: facts.runbook, group: facts.group, grade: facts.grade)
    add(.alert(report), from: facts.source, about: alert, in: facts.place, at: alarm.raisedAt, marks: marks)
    guard alarm.current != alarm.shownSeverity else { return }
    report.status = alarm.isActive ? .firing : .resolved
    report.severity = alarm.current ?? report.severity
    let time = max(alarm.raisedAt, alarm.clearedAt ?? alarm.changedAt)
    add(.alert(report), from: facts.source, about: alert, in: facts.place, at: time, marks: marks)
  }

  /// What operators did about it, as far as it still holds.
  private mutating func addWork(on alarm: Alarm) {
    if let done = alarm.acknowledgement, !alarm.needsAcknowledgement { act(.acknowledge, on: alarm, by: done.by, at: done.at) }
    if let shelf = alarm.shelf, shelf.until > state.now {
      act(.shelve, on: alarm, by: shelf.by, at: shelf.since, note: shelf.reason, until: shelf.until)
    }
    for note in alarm.notes { act(.note, on: alarm, by: note.by, at: note.at, note: note.text) }
  }

  private mutating func act(
    _ verb: OperatorRecord.Verb, on alarm: Alarm, by: SafeText, at time: Timestamp, note: SafeText? = nil, until: Timestamp? = nil
  ) {
    let record = RecordedAction.record(verb, on: alarm.key, by: by, note: note, until: until)
    add(.action(record), from: RecordedAction.source, about: alarm.key.text, in: place, at: time, arrival: state.now)
  }
}

extension Alarm {
  /// The name that the feed gave it; nil for what our own rules raised.
  fileprivate var alertOfFeed: SafeText? {
    let (text, start) = (key.unmarked.string, "feed" + facts.source.string + "/")
    return text.hasPrefix(start) ? SafeText(sanitizing: String(text.dropFirst(start.count))) : nil
  }
}
