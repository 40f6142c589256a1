import Core
import TextSafety

/// The hosts of one answer, as a fleet: how many are watched, how many can be reached.
struct ZabbixHosts {
  private var total = 0
  private var online = 0
  private var faulty = 0
  private var offline = 0
  private var unknown = 0
  private var maintained = 0
  private var devices: [FleetReport.Device] = []

  /// Counts a host, unless it is switched off.
  mutating func count(_ host: JSONValue, _ texts: TextReader) throws(Fault) {
    guard let id = try (host["host"] ?? host["name"])?.identifier(texts) else { throw .missing("host") }
    if let status = host["status"]?.looseInteger, status != 0 { return }
    var state = Self.state(of: host)
    total += 1
    // It may be reached all the same.
    switch state {
    case .online: online += 1
    case .fault: (online, faulty) = (online + 1, faulty + 1)
    case .offline: offline += 1
    case .unknown, .maintenance: unknown += 1
    }
    if host["maintenance_status"]?.looseInteger == 1 {
      maintained += 1
      state = .maintenance
    }
    // Those that all is well with are only counted: a line has room for some hundred devices.
    guard state != .online, devices.count < 100 else { return }
    devices.append(FleetReport.Device(id: id.clipped(to: 64), state: state, lastSeen: host["errors_from"]?.epochSeconds))
  }

  /// The reading; nil where there was no host. Hosts carry no time, so that it is one of the moment it arrived.
  func event(_ context: DecodeContext) -> Event? {
    guard total > 0 else { return nil }
    let counts = [("maintenance", maintained), ("offline", offline), ("unknown", unknown)] as [(SafeText, Int)]
    let report = FleetReport(
      fleet: "zabbix-hosts", total: total, online: online, fault: faulty,
      counts: counts.filter { $0.1 > 0 }.map { FleetReport.Count(name: $0.0, count: $0.1) }, devices: devices, isSnapshot: true)
    return Event(
      source: context.source, id: "hosts@\(context.receivedAt.milliseconds)", time: context.receivedAt, subject: report.fleet,
      place: context.place, payload: .fleet(report))
  }

  /// Every way to reach it has a state of its own: 1 works, 2 does not, 0 is not known or not used.
  private static func state(of host: JSONValue) -> FleetReport.Device.State {
    let names: [StaticString] = ["available", "snmp_available", "ipmi_available", "jmx_available", "active_available"]
    var ways = names.map { host[$0]?.looseInteger }
    if let interfaces = host["interfaces"] { ways += interfaces.elements.prefix(100).map { $0["available"]?.looseInteger } }
    switch (ways.contains(1), ways.contains(2)) {
    case (true, true): return .fault
    case (true, false): return .online
    case (false, true): return .offline
    case (false, false): return .unknown
    }
  }
}
