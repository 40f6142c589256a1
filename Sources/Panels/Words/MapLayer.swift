internal import Core
internal import TextSafety
internal import TextUI

/// What the tiles of the map show; a key goes from one to the next.
public enum MapLayer: String, Sendable, CaseIterable {
  case alerts, tickets, terminals, sources

  public var next: MapLayer {
    let all = MapLayer.allCases
    return all[((all.firstIndex(of: self) ?? -1) + 1) % all.count]
  }

  public var name: Phrase {
    switch self {
    case .alerts: Phrase(zh: "告警", en: "alerts")
    case .tickets: Phrase(zh: "工单红黄灯", en: "ticket lights")
    case .terminals: Phrase(zh: "终端在线", en: "terminals")
    case .sources: Phrase(zh: "断流", en: "silent sources")
    }
  }

  /// What the figures in the tiles mean.
  var legend: Phrase {
    switch self {
    case .alerts: Phrase(zh: "未确认告警 · 在办/已收工单", en: "unacked alerts, open/received tickets")
    case .tickets: Phrase(zh: "红灯 黄灯 · 在办工单", en: "red, yellow, open tickets")
    case .terminals: Phrase(zh: "离线 · 在线/总数", en: "offline, online/all terminals")
    case .sources: Phrase(zh: "断流的数据源", en: "silent or failed sources")
    }
  }
}
