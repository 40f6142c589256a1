public import Core
public import TextSafety
internal import TextUI

/// What holds, and what changes, in sentences: for screen readers and pipes. No colours, no lines, no glyphs.
public struct PlainReport {
  private let context: PanelContext
  private let words: SituationWords

  public init(_ state: State, view: ViewState) {
    context = PanelContext(state: state, view: view, panel: .alerts, isFocused: false)
    words = SituationWords(context: context)
  }

  private var state: State { context.state }
  private func say(_ zh: SafeText, _ en: SafeText) -> SafeText { context.language.say(sentence: zh, en) }
  private func alerts(_ count: Int) -> SafeText { count == 1 ? "1 alert" : "\(Int64(count)) alerts" }

  /// The whole situation, the most urgent first; the same facts as the page for browsers.
  public var situation: [SafeText] { summary + details }

  /// Where, when, and how much.
  public var summary: [SafeText] {
    let civil = state.civil(state.now)
    let marks = BannerBar.marks(context)
    var lines = [say("\(words.title),\(civil.dateText) \(civil.clock)。", "\(words.title) at \(civil.dateText) \(civil.clock).")]
    if !marks.isEmpty { lines.append(marks + say("。", ".")) }
    lines += [unacknowledged, sources, say("在办工单 \(state.tickets.openCount) 件。", "\(state.tickets.openCount) tickets are open.")]
    return lines
  }

  private var unacknowledged: SafeText {
    let waiting = Severity.allCases.reversed().map { ($0, state.alarms.totals.unacknowledged($0)) }.filter { $0.1 > 0 }
    guard !waiting.isEmpty else { return say("没有未确认的告警。", "No alert waits to be acknowledged.") }
    let parts = waiting.map { severity, count in say("\(color(severity)) \(count) 条", "\(count) \(color(severity))") }
    return say(
      "未确认的告警 \(state.unacknowledged) 条:\(parts.joined(separator: ","))。",
      "\(alerts(state.unacknowledged)) not acknowledged: \(parts.joined(separator: ", ")).")
  }

  private var sources: SafeText {
    let all = state.sources.sources
    func count(_ health: SourceTable.Health) -> Int { all.filter { $0.health == health }.count }
    let (fresh, silent, down) = (count(.fresh), count(.stale), count(.down))
    let awaited = count(.expected)
    return say(
      "数据源 \(all.count) 个:新鲜 \(fresh) 个,断流 \(silent) 个,源故障 \(down) 个" + (awaited > 0 ? ",待接入 \(awaited) 个。" : "。"),
      "Of \(all.count) sources \(fresh) fresh, \(silent) silent, \(down) down" + (awaited > 0 ? ", \(awaited) awaited." : "."))
  }

  /// 红色, red
  func color(_ severity: Severity) -> SafeText {
    context.language.say("\(severity.phrase(context.language))色", "\(severity.word)")
  }

  private var details: [SafeText] {
    let none: SafeText = "–"
    func rows(_ section: ReportPage.Section, _ sentence: ([SafeText]) -> SafeText) -> [SafeText] { section.rows.map(sentence) }
    func given(_ text: SafeText, _ zh: (SafeText) -> SafeText, _ en: (SafeText) -> SafeText) -> SafeText {
      text.isEmpty || text == none ? "" : context.language.isChinese ? zh(text) : en(text)
    }
    return AlertOrder.alarms(context).others.map(alert)
      + rows(words.tickets) { row in
        say(
          "工单 \(row[0]) \(row[1])(\(row[2])),环节\(row[3]),时限 \(row[4]),\(row[5])。",
          "Ticket \(row[0]), \(row[1]), in \(row[2]): step \(row[3]), due \(row[4]), \(row[5]).")
      }
      + rows(words.queues) { row in
        say(
          "数据共享任务\(row[0]):\(row[1]),积压 \(row[2]) 条" + given(row[3], { ",最旧 \($0)" }, { $0 }) + "。",
          "Data sharing task \(row[0]): \(row[1]), backlog \(row[2])" + given(row[3], { $0 }, { ", oldest \($0)" }) + ".")
      }
      + rows(words.fleets) { row in
        say(
          "\(row[0])共 \(row[1]) 台,在线 \(row[2]) 台,在线率 \(row[3])" + given(row[4], { ",故障 \($0) 台" }, { $0 }) + "。",
          "\(row[0]): \(row[2]) of \(row[1]) online, \(row[3])" + given(row[4], { $0 }, { ", \($0) with faults" }) + ".")
      }
      + rows(words.metrics) { row in
        say(
          "\(row[0])" + given(row[1], { "(\($0))" }, { $0 }) + given(row[2], { "," + $0 }, { $0 }) + ":\(row[3]),\(row[4])。",
          "\(row[0])" + given(row[1], { $0 }, { " of \($0)" }) + given(row[2], { $0 }, { " in \($0)" })
            + ": \(row[3]), at \(row[4]).")
      }
      + rows(words.tasks) { row in
        say(
          "年度任务\(row[0]):牵头单位\(row[1]),进度 \(row[2]),目标 \(row[3])。",
          "Task \(row[0]), led by \(row[1]): progress \(row[2]), target \(row[3]).")
      }
      + rows(words.sources) { row in
        say(
          "数据源\(row[0]):\(row[1])" + given(row[2], { ",最新数据 \($0)" }, { $0 }) + "。",
          "Source \(row[0]): \(row[1])" + given(row[2], { $0 }, { ", newest data \($0)" }) + ".")
      }
  }

  /// `红色告警:霞山 积水深度 52 厘米,07:41:00 起,未确认,已持续 3:20,责任单位市水务局。`
  private func alert(_ alarm: Alarm) -> SafeText {
    let mark = alarm.facts.isExercise ? context.say(Words.exercise) : ""
    let (place, owner) = (context.place(alarm.facts.place), AlertsPanel.owner(alarm, context))
    let since = state.civil(alarm.raisedAt)
    let headline = alarm.facts.headline(context.language)
    let condition = Detail.state(alarm, context)
    return mark
      + say(
        "\(color(alarm.shownSeverity))告警:\(place) \(headline),\(since.monthDay) \(since.clock) 起,\(condition)"
          + (owner.isEmpty ? "" : ",责任单位\(owner)") + "。",
        "\(capital(color(alarm.shownSeverity))) alert in \(place): \(headline), since \(since.monthDay) \(since.clock), \(condition)"
          + (owner.isEmpty ? "" : ", owner \(owner)") + ".")
  }

  func capital(_ text: SafeText) -> SafeText {
    SafeText(sanitizing: text.string.prefix(1).uppercased() + text.string.dropFirst())
  }
}

extension PlainReport {
  /// One change in a sentence, with its time.
  public func line(_ entry: DutyLog.Entry) -> SafeText {
    let mark = entry.isExercise ? context.say(Words.exercise) : ""
    return state.civil(entry.at).clock + " " + mark + sentence(entry) + say("。", ".")
  }

  /// A shift has ended, by the clock.
  public func shiftChange(at moment: Timestamp) -> SafeText {
    let clock = state.civil(moment).clock
    return say("\(clock) 到交接班时间。", "\(clock) The shift ends: time to hand over.")
  }

  /// More has happened than is remembered.
  public func missed(_ count: Int) -> SafeText {
    say("另有 \(count) 条变化未逐条列出。", "\(count) more changes are not listed.")
  }

  private func sentence(_ entry: DutyLog.Entry) -> SafeText {
    let language = context.language
    let place = entry.place == .none ? "" : context.place(entry.place)
    let (zhPlace, enPlace): (SafeText, SafeText) = place.isEmpty ? ("", "") : (place + " ", " in " + place)
    switch entry.subject {
    case .raised(_, let severity, let headline):
      return say(
        "新的\(color(severity))告警:\(zhPlace)\(headline(language))", "New \(color(severity)) alert\(enPlace): \(headline(language))")
    case .worsened(_, let severity, let headline):
      return say(
        "告警升级为\(color(severity)):\(zhPlace)\(headline(language))", "Alert now \(color(severity))\(enPlace): \(headline(language))"
      )
    case .cleared(_, let headline):
      return say("告警已恢复:\(zhPlace)\(headline(language))", "Alert over\(enPlace): \(headline(language))")
    case .acknowledged(_, let headline, let who):
      return say("\(who) 已确认告警:\(headline(language))", "\(who) acknowledged the alert: \(headline(language))")
    case .sourceHealth(let id, let name, let health):
      let source = name.map { $0(language) } ?? id
      let (zh, en) = health.change
      return say("数据源\(source)\(zh)", "Source \(source) \(en)")
    case .deadlinePassed(_, let severity, let headline, let deadline):
      return say(
        "\(color(severity))告警\(deadline.phrase(language)),已提请值班长:\(zhPlace)\(headline(language))",
        "\(capital(color(severity))) alert \(deadline.phrase(language)), the shift lead is told\(enPlace): \(headline(language))")
    case .handedOver(let outgoing, let incoming):
      return say("交接班:\(outgoing) 交,\(incoming) 接", "Shift handed over from \(outgoing) to \(incoming)")
    default:
      return SafeText(sanitizing: LogLine.line(entry, context).map(\.text.string).joined())
    }
  }
}

extension SourceTable.Health {
  /// What a source has just become.
  fileprivate var change: (zh: SafeText, en: SafeText) {
    switch self {
    case .fresh: ("恢复来数", "is heard again")
    case .stale: ("断流", "has fallen silent")
    case .down: ("报告故障", "reports that it is down")
    case .expected: ("待接入", "is awaited")
    }
  }
}
