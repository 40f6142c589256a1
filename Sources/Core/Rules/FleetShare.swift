/// A share of a fleet, or of the part of it in one place.
struct FleetShare: Equatable {
  var place: PlaceCode
  var isWhole: Bool
  /// Nil where there are none.
  var value: Double?
}

extension Rule.Fleet {
  func shares(of fleet: FleetReport, areas: [FleetReport.Area], place: PlaceCode) -> [FleetShare] {
    switch grouping {
    case .whole:
      [share(total: fleet.total, online: fleet.online, fault: fleet.fault, at: place, isWhole: true)]
    case .area: areas.map { share(total: $0.total, online: $0.online, fault: $0.fault, at: $0.place) }
    case .district:
      Dictionary(grouping: areas, by: \.place.county).sorted { $0.key < $1.key }.map { county, areas in
        let faults = areas.compactMap(\.fault)
        return share(
          total: areas.reduce(0) { $0 + $1.total }, online: areas.reduce(0) { $0 + $1.online },
          fault: faults.isEmpty ? nil : faults.reduce(0, +), at: county)
      }
    }
  }

  private func share(total: Int, online: Int, fault: Int?, at place: PlaceCode, isWhole: Bool = false) -> FleetShare {
    guard total > 0 else { return FleetShare(place: place, isWhole: isWhole, value: nil) }
    let part: Int? =
      switch quantity {
      case .online: online
      case .offline: total - online
      case .fault: fault
      }
    let out = quantity == .fault ? fault ?? 0 : total - online
    // Too few are out to speak of a share: as if all were well.
    let value = out < minimumOut ? (quantity == .online ? 1 : 0) : part.map { Double($0) / Double(total) }
    return FleetShare(place: place, isWhole: isWhole, value: value)
  }
}
