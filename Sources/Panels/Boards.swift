internal import Core
internal import TextSafety
internal import TextUI

/// The boards, in the order of their keys.
public enum BoardID: String, Sendable, CaseIterable {
  case overview, hotline, cloud, sharing, security, apps, topics, ledger, sources, log

  /// The key.
  public var number: Int {
    switch self {
    case .overview: 1
    case .hotline: 2
    case .cloud: 3
    case .sharing: 4
    case .security: 5
    case .apps: 6
    case .topics: 7
    case .ledger: 8
    case .sources: 9
    case .log: 0
    }
  }

  public var name: Phrase {
    switch self {
    case .overview: Phrase(zh: "总览", en: "Overview")
    case .hotline: Phrase(zh: "热线", en: "Hotline")
    case .cloud: Phrase(zh: "政务云", en: "Cloud")
    case .sharing: Phrase(zh: "共享", en: "Sharing")
    case .security: Phrase(zh: "安全密码", en: "Security")
    case .apps: Phrase(zh: "粤系列", en: "Apps")
    case .topics: Phrase(zh: "专题", en: "Topics")
    case .ledger: Phrase(zh: "台账", en: "Ledger")
    case .sources: Phrase(zh: "数据源", en: "Sources")
    case .log: Phrase(zh: "日志", en: "Log")
    }
  }
}

/// A board: columns of panels side by side. What does not fit is dropped, the lowest priority first, and said so.
struct Board: Sendable {
  struct Slot: Sendable {
    var panel: PanelID
    var weight: Int
    var minimum: Int
    var maximum: Int?
    var priority: Int
  }

  struct Column: Sendable {
    var weight: Int
    var minimum: Int
    var priority: Int
    var slots: [Slot]
  }

  var columns: [Column]

  init(columns: [Column]) { self.columns = columns }

  /// One column, from edge to edge.
  init(column slots: [Slot]) { columns = [Column(weight: 1, minimum: 20, priority: 1, slots: slots)] }

  static func slot(_ panel: PanelID, weight: Int = 1, min minimum: Int, max maximum: Int? = nil, priority: Int) -> Slot {
    Slot(panel: panel, weight: weight, minimum: minimum, maximum: maximum, priority: priority)
  }

  /// The board for a size: a narrow or low screen gets one column with what matters most.
  static func board(_ id: BoardID, size: Size, data: BoardData) -> Board {
    let isNarrow = size.width < 120
    let cloud: PanelID = data.hasCloud || !data.hasHost ? .cloud : .host
    switch id {
    case .overview where data.isHostOnly:
      return Board(column: [
        slot(.alerts, weight: 2, min: 5, max: 14, priority: 10), slot(.host, weight: 2, min: 6, max: 14, priority: 9),
        slot(.guide, min: 6, max: 12, priority: 8), slot(.log, weight: 1, min: 3, priority: 7),
      ])
    case .cloud where data.isHostOnly:
      return Board(column: [
        slot(.host, weight: 2, min: 6, max: 20, priority: 9), slot(.guide, min: 6, max: 12, priority: 8),
        slot(.alerts, min: 5, priority: 7),
      ])
    case .overview where isNarrow:
      return Board(column: [
        slot(.alerts, weight: 8, min: 8, priority: 10), slot(.queues, weight: 1, min: 4, max: 7, priority: 7),
        slot(cloud, weight: 1, min: 4, max: 8, priority: 6), slot(.hotline, weight: 2, min: 8, max: 9, priority: 4),
        slot(.log, weight: 1, min: 3, priority: 5),
      ])
    case .overview:
      return Board(columns: [
        Column(
          weight: 61, minimum: 66, priority: 2,
          slots: [
            slot(.alerts, weight: 10, min: 8, priority: 10), slot(.hotline, weight: 4, min: 7, max: 9, priority: 7),
            slot(.tickets, weight: 7, min: 5, priority: 6), slot(.log, weight: 5, min: 4, priority: 4),
          ]),
        Column(
          weight: 39, minimum: 50, priority: 1,
          slots: [
            slot(cloud, weight: 4, min: 7, max: 10, priority: 9), slot(.queues, weight: 5, min: 6, max: 12, priority: 8),
            slot(.map, weight: 8, min: 11, max: 17, priority: 7), slot(.security, weight: 3, min: 5, max: 7, priority: 6),
            slot(.fleets, weight: 3, min: 4, max: 7, priority: 5), slot(.water, weight: 4, min: 7, priority: 4),
          ]),
      ])
    case .hotline where isNarrow:
      return Board(column: [
        slot(.hotline, weight: 3, min: 7, max: 11, priority: 8), slot(.tickets, weight: 6, min: 6, priority: 9),
        slot(.systems, weight: 1, min: 5, max: 9, priority: 3),
      ])
    case .hotline:
      return Board(columns: [
        Column(
          weight: 66, minimum: 66, priority: 2,
          slots: [
            slot(.hotline, weight: 3, min: 8, max: 13, priority: 9), slot(.tickets, weight: 8, min: 6, priority: 8),
          ]),
        Column(
          weight: 34, minimum: 44, priority: 1,
          slots: [
            slot(.map, weight: 4, min: 11, max: 19, priority: 7), slot(.alerts, weight: 4, min: 6, priority: 6),
            slot(.systems, weight: 1, min: 5, max: 10, priority: 5),
          ]),
      ])
    case .cloud:
      return Board(column: [
        slot(.cloud, weight: 3, min: 7, max: 12, priority: 10), slot(.cloudTrend, weight: 5, min: 8, priority: 8),
        slot(.network, min: 3, max: 3, priority: 7), slot(.host, weight: 2, min: 3, max: data.hasHost ? 10 : 3, priority: 6),
        slot(.systems, weight: 3, min: 6, priority: 4), slot(.alerts, weight: 3, min: 5, priority: 5),
      ])
    case .sharing:
      return Board(column: [
        slot(.queues, weight: 6, min: 6, max: 18, priority: 10), slot(.demand, weight: 2, min: 5, max: 6, priority: 8),
        slot(.systems, weight: 4, min: 6, priority: 6), slot(.alerts, weight: 3, min: 5, priority: 7),
      ])
    case .sources:
      return Board(column: [
        slot(.sources, weight: 6, min: 6, priority: 10), slot(.collectors, weight: 4, min: 6, priority: 8),
      ])
    case .log where isNarrow:
      return Board(column: [slot(.log, weight: 2, min: 3, priority: 2), slot(.performance, weight: 5, min: 8, priority: 1)])
    case .log:
      return Board(columns: [
        Column(weight: 45, minimum: 50, priority: 2, slots: [slot(.log, min: 3, priority: 1)]),
        Column(weight: 55, minimum: 60, priority: 1, slots: [slot(.performance, min: 8, priority: 1)]),
      ])
    case .security:
      return Board(column: [
        slot(.security, weight: 1, min: 5, max: 7, priority: 9), slot(.systems, weight: 4, min: 6, priority: 8),
        slot(.alerts, weight: 3, min: 6, priority: 7),
      ])
    case .apps:
      return Board(column: [
        slot(.fleets, weight: 1, min: 5, max: 9, priority: 9), slot(.fleetAreas, weight: 2, min: 5, max: 14, priority: 6),
        slot(.systems, weight: 4, min: 6, priority: 8), slot(.alerts, weight: 2, min: 6, priority: 5),
      ])
    case .topics where isNarrow:
      return Board(column: [
        slot(.areas, weight: 1, min: 5, max: 12, priority: 8), slot(.systems, weight: 2, min: 6, priority: 9),
      ])
    case .topics:
      return Board(columns: [
        Column(weight: 22, minimum: 36, priority: 1, slots: [slot(.areas, min: 5, priority: 8)]),
        Column(weight: 78, minimum: 70, priority: 2, slots: [slot(.systems, min: 6, priority: 9)]),
      ])
    case .ledger:
      return Board(column: [
        slot(.ledger, weight: 3, min: 6, priority: 9), slot(.systems, weight: 1, min: 4, max: 10, priority: 5),
      ])
    }
  }
}

/// What there is to show: boards leave out what nobody has connected.
struct BoardData {
  var hasCloud: Bool
  var hasHost: Bool
  /// This machine is all that is watched.
  var isHostOnly: Bool

  init(_ state: State) {
    hasCloud = state.metrics.first("cloud.vcpu.alloc_ratio") != nil
    hasHost = state.metrics.first("host.mem.used_ratio") != nil
    isHostOnly =
      hasHost && !hasCloud && state.tickets.tickets.isEmpty && state.queues.queues.isEmpty && state.fleets.fleets.isEmpty
      && state.city.places.all.isEmpty
  }
}
