import TestSupport
import Testing
import TextSafety

@testable import Core

/// Fleets by district, tickets by their lights, tasks against their plans, queues.
struct RuleSubjectTests {
  private let town = PlaceCode(digits: 440_803_001)

  private func area(_ place: Int64, _ total: Int, _ online: Int, fault: Int? = nil) -> FleetReport.Area {
    FleetReport.Area(place: PlaceCode(digits: place), total: total, online: online, fault: fault)
  }

  @Test func aDistrictIsTheSumOfItsTowns() {
    let report = FleetReport(fleet: "k", title: "粤智助", total: 30, online: 22, isSnapshot: true)
    let areas = [area(440_803_001, 10, 4), area(440_803_002, 10, 8), area(440_811, 10, 10)]
    let shares = Rule.Fleet(.offline, by: .district).shares(of: report, areas: areas, place: .none)
    #expect(shares.map(\.place.digits) == [440803, 440811])
    #expect(shares.map(\.value) == [0.4, 0])
    let few = Rule.Fleet(.offline, by: .area, minimumOut: 3).shares(of: report, areas: areas, place: .none)
    #expect(few.map(\.value) == [0.6, 0, 0])
    #expect(Rule.Fleet(.online, minimumOut: 9).shares(of: report, areas: areas, place: town).map(\.value) == [1])
    #expect(Rule.Fleet(.fault).shares(of: report, areas: areas, place: town).map(\.value) == [nil])
    let broken = [area(440_803_001, 10, 4, fault: 2), area(440_803_002, 10, 8)]
    #expect(Rule.Fleet(.fault, by: .district).shares(of: report, areas: broken, place: town).map(\.value) == [0.1])
    #expect(Rule.Fleet(.online, by: .area).shares(of: report, areas: [area(1, 0, 0)], place: town).map(\.value) == [nil])
  }

  @Test func ticketsAreCountedByTheirLights() {
    var city = SampleState.city
    city.rules = [
      RuleTimeline.rule(.tickets(.red, domain: .hotline, by: .district), levels: [.init(severity: .yellow, value: 2)], id: "red"),
      RuleTimeline.rule(
        .tickets(.redShare, domain: nil, by: .whole), levels: [.init(severity: .orange, value: 0.5)], id: "share"),
      RuleTimeline.rule(.tickets(.open, domain: .cityCase, by: .whole), levels: [.init(severity: .blue, value: 1)], id: "none"),
    ]
    var feed = Feed(city)
    for number in 1...3 {
      let event = SampleState.ticket("T\(number)", "积水", at: Double(number))
      feed.reduce(.event(event, collector: "c", at: event.time))
    }
    // Urgent tickets are due after two hours.
    feed.tick(60)
    #expect(feed.state.alarms.all.isEmpty)
    let raised = [feed.tick(7202), feed.tick(7233), feed.tick(7264)].map { $0.map(\.key?.text) }
    #expect(raised == [[], ["rule/red/440803", "rule/share/all"], []])
    #expect(feed.state.alarms[.rule("red", instance: "440803")]?.facts.value == 3)
    var closed = SampleState.ticket("T1", "积水", revision: 2, at: 7270)
    if case .ticket(var update) = closed.payload {
      update.state = .closed
      closed.payload = .ticket(update)
    }
    feed.reduce(.event(closed, collector: "c", at: closed.time))
    for number in 2...3 {
      if case .ticket(var update) = closed.payload {
        update.ticket = "T\(number)"
        closed.payload = .ticket(update)
      }
      closed.id = "c\(number)"
      feed.reduce(.event(closed, collector: "c", at: closed.time))
    }
    feed.tick(7300)
    #expect(feed.state.alarms.all.filter(\.isActive).isEmpty)
  }

  @Test func ticketsAreCountedForEachAgencyAndPlace() {
    var city = SampleState.city
    let agency = RuleTimeline.rule(
      .tickets(.open, domain: nil, by: .agency), levels: [.init(severity: .yellow, value: 2)], id: "agency")
    let place = RuleTimeline.rule(
      .tickets(.open, domain: nil, by: .place), levels: [.init(severity: .blue, value: 2)], id: "place")
    city.rules = [agency, place]
    var feed = Feed(city)
    let given: [(String, Party?, Int64)] = [
      ("T1", Party(id: "sw", name: "市水务局"), 440_803_001), ("T2", Party(id: "sw", name: "市水务局"), 440_803_002),
      ("T3", Party(id: "csgl", name: "市城管局"), 440_803_002), ("T4", nil, 440_804),
    ]
    for (id, agency, place) in given {
      var event = SampleState.ticket(SafeText(sanitizing: id), "积水", at: 1)
      event.place = PlaceCode(digits: place)
      if case .ticket(var update) = event.payload {
        update.agency = agency
        event.payload = .ticket(update)
      }
      feed.reduce(.event(event, collector: "c", at: event.time))
    }
    #expect(feed.tick(60).map(\.key?.text) == ["rule/agency/sw", "rule/place/440803002"])
    #expect(feed.state.alarms[.rule("agency", instance: "sw")]?.facts.value == 2)
    #expect(feed.state.alarms[.rule("place", instance: "440803002")]?.facts.place == PlaceCode(digits: 440_803_002))
  }

  @Test func theTicketThatWasReturnedMostCounts() {
    var city = SampleState.city
    let level = Rule.Level(severity: .orange, value: 2)
    city.rules = [RuleTimeline.rule(.tickets(.returns, domain: nil, by: .district), levels: [level], id: "returns")]
    var feed = Feed(city)
    func tell(_ id: SafeText, revision: Int64, returns: Int, at seconds: Double, state: TicketUpdate.State = .dispatched) {
      var event = SampleState.ticket(id, "噪声", revision: revision, at: seconds)
      guard case .ticket(var update) = event.payload else { return }
      // What stands before it in the packed ticket must not be taken for it.
      (update.dispatchedAt, update.signedAt, update.repliedAt) = (event.time, event.time, event.time)
      (update.returns, update.state, update.rating) = (returns, state, 5)
      event.payload = .ticket(update)
      feed.reduce(.event(event, collector: "c", at: event.time))
    }
    for number in 1...3 { tell("T\(number)", revision: 1, returns: 1, at: Double(number)) }
    #expect(feed.tick(60).isEmpty)
    tell("T2", revision: 2, returns: 2, at: 61)
    #expect(feed.tick(91).map(\.key?.text) == ["rule/returns/440803"])
    #expect(feed.state.alarms[.rule("returns", instance: "440803")]?.facts.value == 2)
    tell("T2", revision: 3, returns: 2, at: 92, state: .closed)
    feed.tick(122)
    #expect(feed.state.alarms[.rule("returns", instance: "440803")]?.isActive == false)
  }

  @Test func aMillionTicketsAreLookedAtInParts() {
    var scan = TicketScan()
    var table = TicketTable()
    for number in 0..<TicketScan.rowsPerTick + 1 {
      let event = SampleState.ticket("T\(number)", "积水", at: 0)
      guard case .ticket(let update) = event.payload else { continue }
      _ = table.record(update, of: event, city: SampleState.city)
    }
    let index = RuleIndex([RuleTimeline.rule(.tickets(.open, domain: nil, by: .whole))])
    let now = SampleState.start
    #expect(scan.advance(table, index, at: now).isEmpty)
    #expect(scan.advance(table, index, at: now + 1).map(\.count.open) == [TicketScan.rowsPerTick + 1])
    #expect(scan.advance(table, index, at: now + 29).isEmpty)
  }

  private func task(
    _ state: TaskReport.State = .inProgress, progress: Double? = nil, value: Double? = nil, by: CivilDate? = nil,
    milestones: [TaskReport.Milestone] = []
  ) -> TaskReport {
    TaskReport(
      task: "t", title: "扩容", lead: "局", state: state, progress: progress, value: value,
      target: by.map { .init(comparison: .atLeast, value: 1, unit: "ratio", by: $0) }, milestones: milestones)
  }

  @Test func aTaskIsHeldAgainstItsPlan() {
    let end = CivilDate(year: 2022, month: 12, day: 31)
    let half = CivilDate(year: 2022, month: 7, day: 2)
    #expect(TaskPlan.linear.lag(of: task(progress: 0.3, by: end), on: half) == 0.2)
    #expect(TaskPlan.linear.lag(of: task(progress: 0.8, by: end), on: half) == 0)
    #expect(TaskPlan.linear.lag(of: task(by: end), on: half) == nil, "no progress was told")
    #expect(TaskPlan.linear.lag(of: task(progress: 0.3), on: half) == nil, "no day was given")
    #expect(TaskPlan.linear.lag(of: task(.done, progress: 0.3, by: end), on: half) == 0)
    let given = TaskPlan.given([.init(by: half, share: 0.8), .init(by: end, share: 1)])
    #expect(given.lag(of: task(progress: 0.3), on: half) == 0.5)
    #expect(given.lag(of: task(progress: 0.3), on: end).map { ($0 * 10).rounded() } == 7)
    let first = TaskReport.Milestone(title: "半年", due: CivilDate(year: 2022, month: 6, day: 30), isDone: false)
    let second = TaskReport.Milestone(title: "全年", due: end, isDone: false)
    #expect(TaskPlan.milestones.lag(of: task(milestones: [first, second]), on: half) == 0.5)
    #expect(Rule.TaskQuantity.milestones.value(of: task(milestones: [first, second]), on: half) == 1)
    #expect(Rule.TaskQuantity.milestones.value(of: task(.cancelled, milestones: [first]), on: half) == 0)
    #expect(Rule.TaskQuantity.value.value(of: task(value: 0.332), on: half) == 0.332)
  }

  @Test func aPlanGoesOnThoughNobodyReports() {
    var city = SampleState.city
    city.rules = [
      RuleTimeline.rule(.task(.behind(.linear), task: nil), levels: [.init(severity: .yellow, value: 0.5)], id: "plan")
    ]
    var feed = Feed(city)
    feed.take(
      .task(task(progress: 0.01, by: CivilDate(year: 2022, month: 7, day: 5))), at: 0, subject: "t")
    feed.tick(1)
    #expect(feed.state.alarms[.rule("plan", instance: "t")]?.current == .yellow, "half of the year has passed")
    city.rules = [
      RuleTimeline.rule(.task(.behind(.linear), task: nil), levels: [.init(severity: .red, value: 0.985)], id: "plan")
    ]
    feed.reduce(.reconfigured(city, at: SampleState.start + 10))
    feed.tick(11)
    #expect(feed.state.alarms[.rule("plan", instance: "t")]?.isActive == false)
    feed.tick(2 * 86_400)
    #expect(feed.state.alarms[.rule("plan", instance: "t")]?.current == .red)
  }

  @Test func queueStatesAreRead() {
    var line = RuleTimeline([
      RuleTimeline.rule(.queue(.rewound, queue: nil), levels: [.init(severity: .blue, value: 1)], id: "rewound"),
      RuleTimeline.rule(.queue(.dead, queue: "q"), levels: [.init(severity: .orange, value: 5)], id: "dead"),
    ])
    func queue(_ state: QueueReading.State, dead: Int64?) -> Reading {
      let party = Party(id: "a", name: "甲")
      return .queue(
        QueueReading(
          queue: "q", title: "户籍", mode: .table, provider: party, consumer: party, depth: 1, unit: "{record}", state: state,
          dead: dead), place: .none)
    }
    #expect(line.reads(queue(.rewind, dead: 4), at: 0) == ["blue", "clear"])
    #expect(line.reads(queue(.ok, dead: 5), at: 1) == ["clear", "orange"])
    #expect(line.reads(queue(.unknown, dead: nil), at: 2) == [])
  }
}
