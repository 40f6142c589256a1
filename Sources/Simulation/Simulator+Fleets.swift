internal import Core
internal import Settings
internal import TextSafety

/// Terminals of one kind, counted by area.
struct FleetProducer: Producer {
  private struct Area {
    var place: PlaceCode
    var total: Int
    var curve: Curve?
    var pulls: [Pull]
  }

  private let simulator: Simulator
  private let fleet: Scenario.FleetSource
  private var areas: [Area] = []
  private var random: RandomSource
  private var time: Timestamp
  private var number = 0

  init(_ simulator: Simulator, _ fleet: Scenario.FleetSource) throws(ConfigurationError) {
    self.simulator = simulator
    self.fleet = fleet
    random = RandomSource.stream(seed: simulator.seed, "fleet" + fleet.id)
    for (code, total) in fleet.totals.sorted(by: { $0.key < $1.key }) {
      let curve = try fleet.curves?[code].map { (values) throws(ConfigurationError) in try simulator.curve(values, of: fleet.id) }
      areas.append(
        Area(
          place: PlaceCode(code) ?? simulator.place(nil), total: simulator.scaled(total), curve: curve,
          pulls: simulator.pulls.fleet(fleet.id, area: code)))
    }
    time = simulator.start + random.between(0, 20).rounded()
  }

  mutating func next() -> Event? {
    guard time <= simulator.end else { return nil }
    defer { time = time + fleet.every }
    var reports: [FleetReport.Area] = []
    for area in areas {
      var share = area.curve?.value(at: simulator.second(time)) ?? fleet.online * random.between(0.995, 1.005)
      for pull in area.pulls { share = pull.apply(to: share, at: time) }
      let online = Int((Double(area.total) * min(max(share, 0), 1)).rounded())
      let fault = min(area.total - online, Int((Double(area.total) * min(max(fleet.fault, 0), 1)).rounded()))
      reports.append(.init(place: area.place, total: area.total, online: online, fault: fault))
    }
    let total = reports.reduce(0) { $0 + $1.total }
    let online = reports.reduce(0) { $0 + $1.online }
    let fault = reports.reduce(0) { $0 + ($1.fault ?? 0) }
    number += 1
    return Event(
      source: simulator.safe(fleet.source), id: simulator.safe("f-\(fleet.id)-\(number)"), time: time,
      subject: simulator.safe(fleet.id), place: simulator.place(nil), expiryTime: time + fleet.every * 3, marks: simulator.marks,
      payload: .fleet(
        FleetReport(
          fleet: simulator.safe(fleet.id), title: simulator.safe(fleet.title), total: total, online: online, fault: fault,
          counts: [.init(name: "network", count: max(0, total - online)), .init(name: "paper_out", count: fault / 2)],
          areas: reports, isSnapshot: true)))
  }
}
