import TestSupport
import Testing
import TextSafety

@testable import Core

/// A batch of events in any order leaves the tables of the batch in order, and raises no alarm that it would not have raised.
struct ReorderingTests {
  /// Up to 16 moments of everything that has a table, no two of one thing at one moment.
  private func batch(_ random: inout Seeded) -> [Event] {
    var events: [Event] = []
    var revision: Int64 = 0
    var count = 0.0
    for step in 0..<Int.random(in: 2...14, using: &random) {
      let time = Double(step) * 4 + Double.random(in: 0..<3, using: &random)
      var payload: Event.Payload
      switch Int.random(in: 0..<7, using: &random) {
      case 0: payload = Feed.gauge([0.1, 0.5, 0.92, 0.99, nil].randomElement(using: &random) ?? nil)
      case 1:
        count = Bool.random(using: &random) ? count + Double.random(in: 0..<100, using: &random).rounded() : 0
        payload = Feed.counter(count, "requests")
      case 2:
        payload = .metric(MetricReport(samples: [MetricSample(name: "calls", value: Double(step), unit: "{call}", kind: .delta)]))
      case 3:
        let state = [QueueReading.State.ok, .stall, .warn].randomElement(using: &random) ?? .ok
        payload = Feed.queue(state, depth: Int64.random(in: 0...2000, using: &random))
      case 4:
        let areas = [440_802, 440_803].filter { _ in Bool.random(using: &random) }.map {
          FleetReport.Area(place: PlaceCode(digits: $0), total: 5, online: Int.random(in: 0...5, using: &random))
        }
        payload = .fleet(
          FleetReport(
            fleet: "f", title: step % 3 == 0 ? "终端\(step)" : nil, total: 10, online: Int.random(in: 0...10, using: &random),
            areas: areas, isSnapshot: Bool.random(using: &random)))
      case 5:
        let state = [TaskReport.State.inProgress, .overdue, .done].randomElement(using: &random) ?? .done
        payload = .task(TaskReport(task: "t", title: "任务", lead: "局", state: state))
      default:
        revision += 1
        let state = [TicketUpdate.State.dispatched, .signed, .replied, .closed].randomElement(using: &random) ?? .closed
        payload = .ticket(
          TicketUpdate(
            ticket: "T", domain: .hotline, title: "积水", state: state, priority: .normal, receivedAt: SampleState.start,
            revision: revision, ticketClass: .help, agency: nil, cluster: nil))
      }
      var event = SampleState.event(
        payload, id: "e\(step)", at: time, place: [440_802, 440_803].randomElement(using: &random) ?? 0)
      if case .metric = payload { event.place = PlaceCode(digits: 440_800) }
      event.sequence = Int64(step + 1)
      events.append(event)
    }
    return events
  }

  private func play(_ events: [Event], arriving seconds: Double) -> (Feed, raised: Set<AlarmKey>) {
    var feed = Feed(LateDataTests.city)
    // What the usual delay is has been seen before.
    feed.take(Feed.gauge(1, "warm"), at: -60, id: "warm")
    var entries: [JournalEntry] = []
    for event in events { entries += feed.reduce(.event(event, collector: "c", at: SampleState.start + seconds)) }
    for second in [1.0, 14, 16, 40] { entries += feed.tick(seconds + second) }
    return (feed, Set(entries.compactMap { $0.after?.isActive == true ? $0.key : nil }))
  }

  /// Everything that is known of things, without the order they were first heard in.
  private func tables(_ state: State) -> String {
    var lines: [String] = []
    let end = state.now
    for metric in state.metrics.metrics {
      lines.append(
        "\(metric.key) \(metric.value as Any) \(metric.at) \(metric.unit) \(metric.quality) \(metric.counter?.total as Any) "
          + "\(metric.counter?.resets as Any) \(metric.series.minutes(10, endingAt: end))")
    }
    for queue in state.queues.queues {
      lines.append("\(queue.reading) \(queue.place) \(queue.at) \(queue.stateSince) \(queue.depths.minutes(10, endingAt: end))")
    }
    for fleet in state.fleets.fleets {
      lines.append(
        "\(fleet.report) \(fleet.place) \(fleet.at) \(fleet.areas.values.sorted { $0.place < $1.place }) "
          + "\(fleet.onlineRatios.minutes(10, endingAt: end))")
    }
    for task in state.tasks.tasks { lines.append("\(task)") }
    for ticket in state.tickets.tickets {
      lines.append("\(ticket.update) \(ticket.place) \(ticket.at) \(ticket.dueAt as Any) \(ticket.history)")
    }
    let tickets = state.tickets
    lines.append("open \(tickets.openCount) \(tickets.openByUnit.filter { $0.value != 0 }.sorted { $0.key < $1.key })")
    lines.append("received \(tickets.receivedByUnit.filter { $0.value != 0 }.sorted { $0.key < $1.key })")
    for source in state.sources.sources {
      lines.append(
        "\(source.events) \(source.gaps) \(source.duplicates) \(source.lastEventAt as Any) \(source.lags.maximum as Any)")
    }
    return lines.sorted().joined(separator: "\n")
  }

  /// Once as it comes within the usual delay, once as the backlog of an outage.
  @Test(arguments: [60.0, 3000])
  func anyOrderLeavesTheSameTables(arrival: Double) {
    for seed in 0..<150 {
      var random = Seeded(seed)
      let events = batch(&random)
      let (ordered, raised) = play(events, arriving: arrival)
      for _ in 0..<3 {
        let shuffled = events.shuffled(using: &random)
        let (other, also) = play(shuffled, arriving: arrival)
        #expect(also.isSubset(of: raised), "seed \(seed): \(also.subtracting(raised))")
        let (expected, found) = (tables(ordered.state), tables(other.state))
        guard expected == found else {
          Issue.record("seed \(seed), order \(shuffled.map(\.id))\n\(expected)\nbecame\n\(found)")
          return
        }
      }
    }
  }

  /// Repeats among them change nothing but the count of repeats.
  @Test func repeatsChangeNothing() {
    for seed in 0..<100 {
      var random = Seeded(seed)
      let events = batch(&random)
      let repeats = events.filter { _ in Bool.random(using: &random) }
      let (once, _) = play(events, arriving: 60)
      var (twice, _) = play(events.shuffled(using: &random) + repeats, arriving: 60)
      #expect(twice.source.duplicates == repeats.count)
      #expect(twice.state.counts.events == once.state.counts.events)
      twice = play(events + repeats, arriving: 60).0
      #expect(tables(twice.state).replacing(" \(repeats.count) Optional", with: " 0 Optional") == tables(once.state))
    }
  }
}
