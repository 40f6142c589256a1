public import TextSafety

/// Fleets of terminals in their newest state, whole and by area.
public struct FleetTable: Sendable {
  public struct Fleet: Sendable {
    public var report: FleetReport
    /// By place, snapshots replaced and changes merged.
    public var areas: [PlaceCode: FleetReport.Area] = [:]
    public var devices: [SafeText: FleetReport.Device] = [:]
    public var source: SafeText
    public var place: PlaceCode
    public var at: Timestamp
    public var expiresAt: Timestamp?
    public var onlineRatios = Series()
    /// When each area and device was told of last, and the newest snapshot: changes may come in another order than they happened.
    private var areaTimes: [PlaceCode: Timestamp] = [:]
    private var deviceTimes: [SafeText: Timestamp] = [:]
    private var snapshotAt: Timestamp = .distantPast
    /// Of the newest report that gave a title.
    private var titleAt: Timestamp = .distantPast

    public var title: SafeText { report.title ?? report.fleet }
    public var onlineRatio: Double? { Fleet.ratio(report) }

    /// The source says that its report is no longer true.
    public func isExpired(at now: Timestamp) -> Bool { expiresAt.map { $0 <= now } ?? false }

    init(_ report: FleetReport, of event: Event) {
      self.report = report
      source = event.source
      place = event.place
      at = event.time
    }

    static func ratio(_ report: FleetReport) -> Double? {
      report.total > 0 ? Double(report.online) / Double(report.total) : nil
    }

    /// Takes the report as what holds now; a title outlives reports without one.
    fileprivate mutating func replace(_ report: FleetReport, by event: Event, _ arrival: Arrival) {
      let title = self.report.title
      self.report = report
      self.report.title = report.title ?? title
      source = event.source
      place = event.place
      at = event.time
      expiresAt = arrival.expiry(of: event)
    }

    fileprivate mutating func name(_ title: SafeText?, at time: Timestamp) {
      guard let title, time >= titleAt else { return }
      titleAt = time
      report.title = title
    }

    /// Takes what a report says of areas and devices, except where something newer is known of them.
    fileprivate mutating func merge(_ report: FleetReport, at time: Timestamp) {
      if report.isSnapshot {
        guard time >= snapshotAt else { return }
        snapshotAt = time
        areas = areas.filter { areaTimes[$0.key, default: .distantPast] > time }
        devices = devices.filter { deviceTimes[$0.key, default: .distantPast] > time }
        areaTimes = areaTimes.filter { $0.value > time }
        deviceTimes = deviceTimes.filter { $0.value > time }
      }
      for area in report.areas where time >= max(snapshotAt, areaTimes[area.place, default: .distantPast]) {
        areas[area.place] = area
        areaTimes[area.place] = time
      }
      for device in report.devices where time >= max(snapshotAt, deviceTimes[device.id, default: .distantPast]) {
        devices[device.id] = device
        deviceTimes[device.id] = time
      }
    }
  }

  public private(set) var fleets: [Fleet] = []
  private var rows = TextIndex()

  public init() {}

  public subscript(id: SafeText) -> Fleet? { rows[id].map { fleets[$0] } }

  /// False where the report changes nothing of now: it fills the curve, and what nothing newer has been said of.
  mutating func record(_ report: FleetReport, of event: Event, arrival: Arrival) -> Bool {
    let ratio = Fleet.ratio(report)
    guard !arrival.isExpired else {
      if let row = rows[report.fleet], let ratio { fleets[row].onlineRatios.fill(ratio, at: event.time) }
      return false
    }
    let row: Int
    if let known = rows.find(report.fleet) {
      row = known
    } else {
      row = fleets.count
      rows.append(report.fleet)
      fleets.append(Fleet(report, of: event))
    }
    if let ratio { fleets[row].onlineRatios.record(ratio, at: event.time) }
    fleets[row].merge(report, at: event.time)
    fleets[row].name(report.title, at: event.time)
    guard event.time >= fleets[row].at else { return false }
    fleets[row].replace(report, by: event, arrival)
    return true
  }
}
