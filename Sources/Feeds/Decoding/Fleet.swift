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
    let row = FieldRow(data, fleetKeys)
    self.init(
      fleet: try row.required(.fleetID, try row.word(.fleetID, texts)), title: try row.title(.title, texts),
      total: Int(try row.required(.total, try row.count(.total))), online: Int(try row.required(.online, try row.count(.online))),
      fault: try row.count(.fault).map { Int($0) }, idle: try row.count(.idle).map { Int($0) },
      counts: try row.read(.counts) { value throws(Fault) in try FleetReport.counts(value, texts) } ?? [],
      areas: try row.read(.areas) { value throws(Fault) in try value.list { value throws(Fault) in try Area(value) } } ?? [],
      devices: try row.read(.devices) { value throws(Fault) in
        try value.list { value throws(Fault) in try Device(value, texts) }
      } ?? [], isSnapshot: try row.required(.snapshot, try row.truth(.snapshot)))
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
    let row = FieldRow(try object.object(), areaKeys)
    self.init(
      place: try row.required(.place, try row.placeCode(.place)), total: Int(try row.required(.total, try row.count(.total))),
      online: Int(try row.required(.online, try row.count(.online))), fault: try row.count(.fault).map { Int($0) })
  }
}

extension FleetReport.Device {
  fileprivate init(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    let row = FieldRow(try object.object(), deviceKeys)
    self.init(
      id: try row.required(.id, try row.word(.id, texts)), place: try row.placeCode(.place),
      state: try row.required(.state, try row.one(of: states, .state)), faultCode: try row.word(.faultCode, texts),
      lastSeen: try row.moment(.lastSeen, texts))
  }
}
