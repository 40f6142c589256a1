public import TextSafety

/// Terminals of one kind: how many there are, how many answer.
public struct FleetReport: Sendable, Equatable {
  public struct Area: Sendable, Equatable {
    public var place: PlaceCode
    public var total: Int
    public var online: Int
    public var fault: Int?

    public init(place: PlaceCode, total: Int, online: Int, fault: Int? = nil) {
      self.place = place
      self.total = total
      self.online = online
      self.fault = fault
    }
  }

  public struct Device: Sendable, Equatable {
    public enum State: String, Sendable, CaseIterable { case online, offline, fault, maintenance, unknown }
    public var id: SafeText
    public var place: PlaceCode?
    public var state: State
    public var faultCode: SafeText?
    public var lastSeen: Timestamp?

    public init(id: SafeText, place: PlaceCode? = nil, state: State, faultCode: SafeText? = nil, lastSeen: Timestamp? = nil) {
      self.id = id
      self.place = place
      self.state = state
      self.faultCode = faultCode
      self.lastSeen = lastSeen
    }
  }

  public struct Count: Sendable, Equatable {
    public var name: SafeText
    public var count: Int

    public init(name: SafeText, count: Int) {
      self.name = name
      self.count = count
    }
  }

  public var fleet: SafeText
  public var title: SafeText?
  public var total: Int
  public var online: Int
  public var fault: Int?
  public var idle: Int?
  /// Reasons of trouble, sorted by name.
  public var counts: [Count]
  public var areas: [Area]
  public var devices: [Device]
  /// True: replaces all areas and devices known; false: changes those named.
  public var isSnapshot: Bool

  public init(
    fleet: SafeText, title: SafeText? = nil, total: Int, online: Int, fault: Int? = nil, idle: Int? = nil, counts: [Count] = [],
    areas: [Area] = [], devices: [Device] = [], isSnapshot: Bool
  ) {
    self.fleet = fleet
    self.title = title
    self.total = total
    self.online = online
    self.fault = fault
    self.idle = idle
    self.counts = counts
    self.areas = areas
    self.devices = devices
    self.isSnapshot = isSnapshot
  }
}
