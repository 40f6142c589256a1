import Core
import TextSafety

private enum FleetKey: String, CaseIterable {
  case fleetID = "fleet_id", title, total, online, fault, idle, counts, areas = "by_area", devices, snapshot
}
private enum AreaKey: String, CaseIterable { case place = "adcode", total, online, fault }
private enum DeviceKey: String, CaseIterable {
  case id, place = "adcode", state, faultCode = "fault_code", lastSeen = "last_seen_at"
}

private let fleetKeys = Vocabulary(FleetKey.self)
private let areaKeys = Vocabulary(AreaKey.self)
private let deviceKeys = Vocabulary(DeviceKey.self)
private let states = Vocabulary(FleetReport.Device.State.self)

extension FleetReport {
  init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    var fleet: SafeText?
    var title: SafeText?
    var total: Int64?
    var online: Int64?
    var fault: Int64?
    var idle: Int64?
    var counts: [Count] = []
    var areas: [Area] = []
    var devices: [Device] = []
    var isSnapshot: Bool?
    var fields = data.fields
    while let (name, value) = fields.next() {
      guard let key = fleetKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .fleetID: fleet = try texts.word(value)
        case .title: title = try texts.title(value)
        case .total: total = try value.count()
        case .online: online = try value.count()
        case .fault: fault = try value.count()
        case .idle: idle = try value.count()
        case .counts: counts = try FleetReport.counts(value, texts)
        case .areas: areas = try value.list { value throws(Fault) in try Area(value) }
        case .devices: devices = try value.list { value throws(Fault) in try Device(value, texts) }
        case .snapshot: isSnapshot = try value.truth()
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let fleet else { throw .missing("fleet_id") }
    guard let total else { throw .missing("total") }
    guard let online else { throw .missing("online") }
    guard let isSnapshot else { throw .missing("snapshot") }
    self.init(
      fleet: fleet, title: title, total: Int(total), online: Int(online), fault: fault.map { Int($0) },
      idle: idle.map { Int($0) },
      counts: counts, areas: areas, devices: devices, isSnapshot: isSnapshot)
  }

  private static func counts(_ object: JSONValue, _ texts: TextReader) throws(Fault) -> [Count] {
    var counts: [Count] = []
    var fields = try object.object().fields
    while let (name, value) = fields.next() {
      do throws(Fault) {
        let count = Count(name: texts.word(name), count: Int(try value.count()))
        var place = counts.count
        while place > 0, count.name < counts[place - 1].name { place -= 1 }
        if place > 0, counts[place - 1].name == count.name { counts[place - 1] = count } else { counts.insert(count, at: place) }
      } catch { throw error.at(name.raw) }
    }
    return counts
  }
}

extension FleetReport.Area {
  fileprivate init(_ object: JSONValue) throws(Fault) {
    var place: PlaceCode?
    var total: Int64?
    var online: Int64?
    var fault: Int64?
    var fields = try object.object().fields
    while let (name, value) = fields.next() {
      guard let key = areaKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .place: place = try value.placeCode()
        case .total: total = try value.count()
        case .online: online = try value.count()
        case .fault: fault = try value.count()
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let place else { throw .missing("adcode") }
    guard let total else { throw .missing("total") }
    guard let online else { throw .missing("online") }
    self.init(place: place, total: Int(total), online: Int(online), fault: fault.map { Int($0) })
  }
}

extension FleetReport.Device {
  fileprivate init(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    var id: SafeText?
    var place: PlaceCode?
    var state: State?
    var faultCode: SafeText?
    var lastSeen: Timestamp?
    var fields = try object.object().fields
    while let (name, value) = fields.next() {
      guard let key = deviceKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .id: id = try texts.word(value)
        case .place: place = try value.placeCode()
        case .state: state = try value.word(of: states)
        case .faultCode: faultCode = try texts.word(value)
        case .lastSeen: lastSeen = try value.moment()
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let id else { throw .missing("id") }
    guard let state else { throw .missing("state") }
    self.init(id: id, place: place, state: state, faultCode: faultCode, lastSeen: lastSeen)
  }
}
