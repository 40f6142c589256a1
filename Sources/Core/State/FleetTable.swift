public import TextSafety

/// Fleets of terminals in their newest state, whole and by area.
public struct FleetTable: Sendable {
  public struct Fleet: Sendable {
    public var report: FleetReport
    /// By place, snapshots replaced and changes merged.
    public var areas: [PlaceCode: FleetReport.Area]
    public var devices: [SafeText: FleetReport.Device]
    public var source: SafeText
    public var place: PlaceCode
    public var at: Timestamp
    public var onlineRatios = Series()

    public var title: SafeText { report.title ?? report.fleet }
    public var onlineRatio: Double? { report.total > 0 ? Double(report.online) / Double(report.total) : nil }
  }

  public private(set) var fleets: [Fleet] = []
  private var rows = TextIndex()

  public init() {}

  public subscript(id: SafeText) -> Fleet? { rows[id].map { fleets[$0] } }

  mutating func record(_ report: FleetReport, of event: Event) -> Bool {
    let row: Int
    if let known = rows[report.fleet] {
      guard event.time >= fleets[known].at else { return false }
      row = known
    } else {
      row = fleets.count
      rows.append(report.fleet)
      fleets.append(Fleet(report: report, areas: [:], devices: [:], source: event.source, place: event.place, at: event.time))
    }
    if report.isSnapshot {
      fleets[row].areas = [:]
      fleets[row].devices = [:]
    }
    var merged = report
    merged.title = report.title ?? fleets[row].report.title
    for area in report.areas { fleets[row].areas[area.place] = area }
    for device in report.devices { fleets[row].devices[device.id] = device }
    fleets[row].report = merged
    fleets[row].source = event.source
    fleets[row].at = event.time
    if let ratio = fleets[row].onlineRatio { fleets[row].onlineRatios.record(ratio, at: event.time) }
    return true
  }
}
