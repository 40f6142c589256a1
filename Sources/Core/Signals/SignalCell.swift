public import TextSafety

/// Where and what tickets are about; without a place or a service it stands for all of them together.
public struct SignalCell: Hashable, Sendable, Comparable {
  /// Nil: the whole city.
  public var place: PlaceCode?
  /// Nil: whatever the service.
  public var service: SafeText?

  public init(place: PlaceCode?, service: SafeText?) {
    self.place = place
    self.service = service
  }

  /// A word for the place and one for the service: a ticket is counted in four cells.
  public func hash(into hasher: inout Hasher) {
    hasher.combine((service?.digest ?? 0) ^ UInt64(bitPattern: place?.digits ?? -1))
  }

  static let all = SignalCell(place: nil, service: nil)

  /// Itself and the wider cells it is part of.
  var chain: [SignalCell] {
    switch (place, service) {
    case (nil, nil): [self]
    case (nil, _), (_, nil): [self, .all]
    default: [self, SignalCell(place: place, service: nil), SignalCell(place: nil, service: service), .all]
    }
  }

  public static func < (left: SignalCell, right: SignalCell) -> Bool {
    let (a, b) = (left.place?.digits ?? -1, right.place?.digits ?? -1)
    return a != b ? a < b : (left.service?.string ?? "") < (right.service?.string ?? "")
  }
}
