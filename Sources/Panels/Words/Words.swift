public import Core
public import TextSafety
internal import TextUI

/// The words that several panels use.
public enum Words {
  public static let stale = Phrase(zh: "断流", en: "LOST")
  public static let down = Phrase(zh: "源故障", en: "SOURCE DOWN")
  static let noData = Phrase(zh: "暂无数据", en: "no data")
  static let unacknowledged = Phrase(zh: "未确认", en: "unacked")
  static let acknowledged = Phrase(zh: "已确认", en: "acked")
  static let confirming = Phrase(zh: "确认中", en: "confirming")
  static let shelved = Phrase(zh: "搁置", en: "shelved")
  static let suppressed = Phrase(zh: "抑制", en: "suppressed")
  static let exercise = Phrase(zh: "【演练】", en: "[EXERCISE]")
}

extension Style {
  /// The mark of a drill: seen before the words behind it, and in none of the colours that mean something.
  static let exercise = Style(.bright, on: .plate, .bold)
}

extension Alarm {
  /// The headline, with the mark of a drill before it.
  public func title(_ language: Language) -> SafeText {
    (facts.isExercise ? Words.exercise(language) : "") + facts.headline(language)
  }
}

extension Severity {
  /// The badge: 红 橙 黄 蓝, or R1 O2 Y3 B4.
  public func phrase(_ language: Language) -> SafeText {
    switch self {
    case .red: language.say("红", "R1")
    case .orange: language.say("橙", "O2")
    case .yellow: language.say("黄", "Y3")
    case .blue: language.say("蓝", "B4")
    }
  }

  /// Unacknowledged: the ground is coloured.
  var role: Role {
    switch self {
    case .red: .red
    case .orange: .orange
    case .yellow: .yellow
    case .blue: .blue
    }
  }

  /// Acknowledged, or a number beyond its limit: the character is coloured.
  var quietRole: Role {
    switch self {
    case .red: .redQuiet
    case .orange: .orangeQuiet
    case .yellow: .yellowQuiet
    case .blue: .blueQuiet
    }
  }
}

extension AlertReport.Signal.Color {
  func phrase(_ language: Language) -> SafeText {
    switch self {
    case .white: language.say("白色", PhraseText(name))
    case .blue: language.say("蓝色", PhraseText(name))
    case .yellow: language.say("黄色", PhraseText(name))
    case .orange: language.say("橙色", PhraseText(name))
    case .red: language.say("红色", PhraseText(name))
    }
  }
}

extension TicketUpdate.State {
  func phrase(_ language: Language) -> SafeText {
    switch self {
    case .received: Phrase(zh: "登记", en: "received")(language)
    case .accepted: Phrase(zh: "受理", en: "accepted")(language)
    case .answered: Phrase(zh: "直接答复", en: "answered")(language)
    case .dispatched: Phrase(zh: "派单", en: "dispatched")(language)
    case .signed: Phrase(zh: "签收", en: "signed")(language)
    case .inProgress: Phrase(zh: "办理", en: "handling")(language)
    case .returned: Phrase(zh: "退单", en: "returned")(language)
    case .replied: Phrase(zh: "反馈", en: "replied")(language)
    case .callback: Phrase(zh: "回访", en: "callback")(language)
    case .reopened: Phrase(zh: "重办", en: "reopened")(language)
    case .closed: Phrase(zh: "办结", en: "closed")(language)
    case .void: Phrase(zh: "作废", en: "void")(language)
    }
  }
}

extension TicketUpdate.Class {
  func phrase(_ language: Language) -> SafeText {
    switch self {
    case .consult: Phrase(zh: "咨询", en: "consult")(language)
    case .help: Phrase(zh: "求助", en: "help")(language)
    case .complaint: Phrase(zh: "投诉", en: "complaint")(language)
    case .report: Phrase(zh: "举报", en: "report")(language)
    case .suggest: Phrase(zh: "建议", en: "suggest")(language)
    case .praise: Phrase(zh: "表扬", en: "praise")(language)
    case .other: Phrase(zh: "其他", en: "other")(language)
    }
  }
}

extension TicketUpdate.Channel {
  func phrase(_ language: Language) -> SafeText {
    switch self {
    case .phone: Phrase(zh: "电话", en: "phone")(language)
    case .wechat: Phrase(zh: "微信", en: "WeChat")(language)
    case .web: Phrase(zh: "网站", en: "web")(language)
    case .app: Phrase(zh: "APP", en: "app")(language)
    case .govSite: Phrase(zh: "政府网", en: "gov site")(language)
    case .province: Phrase(zh: "省平台", en: "province")(language)
    case .p110: Phrase(zh: "110 转办", en: "110")(language)
    case .grid: Phrase(zh: "网格", en: "grid")(language)
    case .kiosk: Phrase(zh: "自助机", en: "kiosk")(language)
    case .internal: Phrase(zh: "内部", en: "internal")(language)
    }
  }
}

extension TicketUpdate.Light {
  var role: Role {
    switch self {
    case .green: .dim
    case .yellow: .yellowQuiet
    case .red: .redQuiet
    }
  }
}

extension QueueReading.State {
  func phrase(_ language: Language) -> SafeText {
    switch self {
    case .ok: Phrase(zh: "正常", en: "ok")(language)
    case .warn: Phrase(zh: "滞后", en: "behind")(language)
    case .stall: Phrase(zh: "停滞", en: "STALL")(language)
    case .stop: Phrase(zh: "停止", en: "STOP")(language)
    case .rewind: Phrase(zh: "回退", en: "rewind")(language)
    case .paused: Phrase(zh: "暂停", en: "paused")(language)
    case .unknown: Phrase(zh: "未知", en: "unknown")(language)
    }
  }

  var style: Style {
    switch self {
    case .ok: Style(.dim)
    case .warn, .rewind: Style(.yellowQuiet, on: .background, .bold)
    case .stall, .stop: Style(.redQuiet, on: .background, .bold)
    case .paused, .unknown: Style(.faint)
    }
  }

  /// Trouble first.
  var rank: Int {
    switch self {
    case .stop: 0
    case .stall: 1
    case .rewind: 2
    case .warn: 3
    case .unknown: 4
    case .ok: 5
    case .paused: 6
    }
  }
}

extension SourceTable.Health {
  func phrase(_ language: Language) -> SafeText {
    switch self {
    case .fresh: Phrase(zh: "新鲜", en: "fresh")(language)
    case .stale: Words.stale(language)
    case .down: Words.down(language)
    case .expected: Phrase(zh: "待接入", en: "awaited")(language)
    }
  }

  var style: Style {
    switch self {
    case .fresh: Style(.dim)
    case .stale: Style(.stale, on: .background, .bold)
    case .down: Style(.fault, on: .background, .bold)
    case .expected: Style(.faint)
    }
  }
}

extension CivilTime {
  func weekdayName(_ language: Language) -> SafeText {
    let days: [Phrase] = [
      Phrase(zh: "周一", en: "Mon"), Phrase(zh: "周二", en: "Tue"), Phrase(zh: "周三", en: "Wed"), Phrase(zh: "周四", en: "Thu"),
      Phrase(zh: "周五", en: "Fri"), Phrase(zh: "周六", en: "Sat"), Phrase(zh: "周日", en: "Sun"),
    ]
    return days[min(max(0, weekday - 1), 6)](language)
  }
}

extension PanelContext {
  /// The short name of a place.
  func place(_ code: PlaceCode) -> SafeText {
    if let place = state.city.places[code] { return place.short(language) }
    if let unit = state.city.places.unit(of: code) { return unit.short(language) }
    return code == .none ? "" : code.text
  }

  /// The name of a department or owner as short as the city writes it.
  func agency(_ name: SafeText) -> SafeText {
    let departments = state.city.departments
    func short(_ name: SafeText) -> SafeText? {
      departments.indices.first { departments[$0].name.zh == name }.map { departments[$0].short(language) }
    }
    if let known = short(name) { return known }
    // A star says that the catalogue takes it to be so.
    if name.string.utf8.last == UInt8(ascii: "*"),
      let known = short(name.part(..<name.string.index(before: name.string.endIndex)))
    {
      return known + "*"
    }
    // Several lead together: the first of them, and that there are more.
    guard let mark = name.string.unicodeScalars.firstIndex(where: { ["、", "/", ";", "；"].contains($0) }),
      let first = short(name.part(..<mark))
    else {
      return name
    }
    return first + language.say("等", " +")
  }

  /// What a source is called.
  func source(_ id: SafeText) -> SafeText { state.sources[id]?.name.map { $0(language) } ?? id }
}
