import TestSupport
import Testing
import TextSafety

@testable import Core

/// Late data fill the past and change nothing of now: no newer value is overwritten, no alarm is raised or cleared by history.
struct LateDataTests {
  private static func rule(_ subject: Rule.Subject, _ id: SafeText, _ level: Double, _ direction: Rule.Direction = .above) -> Rule
  {
    Rule(
      id: id, subject: subject, direction: direction, levels: [.init(severity: .red, value: level)], category: .cloud,
      headline: LocalName(zh: "{name}", en: "{name}"))
  }

  static var city: City {
    var city = SampleState.city
    city.rules = [
      rule(.metric(name: "load", labels: []), "load", 0.9), rule(.queue(.depth, queue: nil), "depth", 1000),
      rule(.fleet(.init(.online)), "online", 0.5, .below), rule(.task(.state, task: nil), "task", 1),
    ]
    return city
  }

  @Test func aLateValueFillsTheCurve() {
    var feed = Feed(Self.city)
    feed.take(Feed.gauge(0.1), at: 0)
    feed.take(Feed.gauge(0.3), at: 120)
    #expect(feed.take(Feed.gauge(0.95), at: 60, arriving: 121) == [])
    #expect(feed.metric()?.value == 0.3)
    #expect(feed.curve("load", 3) == [Double(Float(0.1)), Double(Float(0.95)), Double(Float(0.3))])
    // Within a minute the last moment counts, to the millisecond.
    feed.take(Feed.gauge(0.5), at: 119.998, arriving: 122)
    feed.take(Feed.gauge(0.6), at: 119.997, arriving: 123)
    #expect(feed.curve("load", 3)[1] == 0.5)
  }

  @Test func aLateValueClearsNothing() {
    var feed = Feed(Self.city)
    #expect(feed.take(Feed.gauge(0.95), at: 60).count == 1)
    #expect(feed.take(Feed.gauge(0.1), at: 30, arriving: 61) == [])
    #expect(feed.state.alarms.all.map(\.isActive) == [true])
    #expect(feed.take(Feed.gauge(0.1), at: 62).count == 1)
    #expect(feed.state.alarms.all.map(\.isActive) == [false])
  }

  /// S07 of the domain: nine minutes of backlog after an outage fill the curve; what was high meanwhile raises nothing.
  @Test func theBacklogOfAnOutageRaisesNothing() {
    var city = Self.city
    city.sources = [ExpectedSource(source: "/test/feed", name: LocalName(zh: "源", en: "Feed"), staleAfterSeconds: 45)]
    var feed = Feed(city)
    for second in stride(from: 0.0, through: 120, by: 10) { feed.take(Feed.gauge(0.2), at: second) }
    for second in stride(from: 130.0, through: 660, by: 10) {
      #expect(feed.take(Feed.gauge(second < 600 ? 0.99 : 0.3), at: second, arriving: 670) == [])
    }
    #expect(feed.curve("load", 12)[5] == Double(Float(0.99)))
    #expect(feed.tick(690) == [])
    #expect(feed.take(Feed.gauge(0.3), at: 700) == [])
    // The last minute of it came in time.
    #expect(feed.source.late == 48)
  }

  /// What still stands when nothing newer follows is no history.
  @Test func whatStandsAfterTheBacklogIsJudged() {
    var feed = Feed(Self.city)
    for second in stride(from: 0.0, through: 120, by: 10) { feed.take(Feed.gauge(0.2), at: second) }
    #expect(feed.take(Feed.gauge(0.99), at: 200, arriving: 670) == [])
    #expect(feed.tick(684) == [])
    #expect(feed.tick(685).compactMap { $0.key?.rule } == ["load"])
  }

  @Test func aCountersLateReadingCorrectsItsCurve() {
    var feed = Feed(Self.city)
    feed.take(Feed.counter(0), at: 0)
    feed.take(Feed.counter(12), at: 60)
    feed.take(Feed.counter(72), at: 180)
    #expect(feed.curve("load", 4) == [nil, Double(Float(0.2)), nil, 0.5])
    feed.take(Feed.counter(12), at: 120, arriving: 181)
    #expect(feed.curve("load", 4) == [nil, Double(Float(0.2)), 0, 1])
    #expect(feed.metric()?.value == 1 && feed.metric()?.unit == "{request}/s")
    // It restarts: no zero, no fall.
    feed.take(Feed.counter(0), at: 240)
    #expect(feed.metric()?.value == nil)
    feed.take(Feed.counter(6), at: 300, arriving: 300)
    #expect(feed.metric()?.value == 0.1)
    #expect(feed.metric()?.counter?.total == 78)
  }

  @Test func aLateQueueReadingIsHistory() {
    var feed = Feed(Self.city)
    feed.take(Feed.queue(.ok), at: 0)
    feed.take(Feed.queue(.stall), at: 120)
    #expect(feed.take(Feed.queue(.stall, depth: 5000), at: 60, arriving: 121) == [])
    let queue = feed.state.queues["q"]
    #expect(queue?.reading.depth == 10)
    // It has stalled for longer than was known.
    #expect(queue?.stateSince == SampleState.start + 60)
    #expect(queue?.depths.minutes(3, endingAt: SampleState.start + 120) == [10, 5000, 10])
    #expect(feed.source.outdated == 1)
  }

  @Test func aLateFleetReportFillsOnlyWhatNothingNewerSpeaksOf() {
    var feed = Feed(Self.city)
    func report(_ online: Int, _ areas: [(Int64, Int)], isSnapshot: Bool) -> Event.Payload {
      .fleet(
        FleetReport(
          fleet: "f", total: 10, online: online,
          areas: areas.map { .init(place: PlaceCode(digits: $0.0), total: 5, online: $0.1) }, isSnapshot: isSnapshot))
    }
    feed.take(report(9, [(440_802, 4), (440_803, 5)], isSnapshot: true), at: 0)
    feed.take(report(8, [(440_802, 3)], isSnapshot: false), at: 120)
    #expect(feed.take(report(2, [(440_802, 1), (440_803, 1)], isSnapshot: false), at: 60, arriving: 121) == [])
    let fleet = feed.state.fleets["f"]
    #expect(fleet?.report.online == 8)
    #expect(fleet?.areas[PlaceCode(digits: 440_802)]?.online == 3)
    #expect(fleet?.areas[PlaceCode(digits: 440_803)]?.online == 1)
    #expect(
      fleet?.onlineRatios.minutes(3, endingAt: SampleState.start + 120) == [
        Double(Float(0.9)), Double(Float(0.2)), Double(Float(0.8)),
      ])
  }

  @Test func anOlderTaskReportChangesNothing() {
    var feed = Feed(Self.city)
    func task(_ state: TaskReport.State) -> Event.Payload { .task(TaskReport(task: "t", title: "任务", lead: "局", state: state)) }
    feed.take(task(.inProgress), at: 60)
    #expect(feed.take(task(.overdue), at: 0, arriving: 61) == [])
    #expect(feed.state.tasks["t"]?.report.state == .inProgress)
    #expect(feed.take(task(.overdue), at: 62).count == 1)
  }

  @Test func aLateRevisionTakesItsPlaceInTheHistory() {
    var feed = Feed()
    func ticket(_ revision: Int64, _ state: TicketUpdate.State, place: Int64) {
      var event = SampleState.ticket("T", "积水", revision: revision, at: Double(revision) * 60)
      guard case .ticket(var update) = event.payload else { return }
      update.state = state
      update.receivedAt = SampleState.start
      event.payload = .ticket(update)
      event.place = PlaceCode(digits: place)
      feed.reduce(.event(event, collector: "c", at: SampleState.start + 600))
    }
    ticket(4, .replied, place: 440_802)
    ticket(3, .dispatched, place: 440_803)
    ticket(1, .received, place: 440_811)
    ticket(2, .dispatched, place: 440_803)
    let found = feed.state.tickets["T"]
    #expect(found?.history.map(\.state) == [.received, .dispatched, .replied])
    #expect(found?.history.map(\.at) == [60, 120, 240].map { SampleState.start + $0 })
    #expect(found?.update.state == .replied)
    // Received where it was told of first, open where it is now.
    #expect(feed.state.tickets.receivedByUnit.filter { $0.value != 0 } == [PlaceCode(digits: 440_811): 1])
    #expect(feed.state.tickets.openByUnit.filter { $0.value != 0 } == [PlaceCode(digits: 440_802): 1])
    #expect(feed.source.outdated == 3)
  }
}
