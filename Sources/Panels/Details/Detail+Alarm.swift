internal import Core
internal import TextSafety
internal import TextUI

extension Detail {
  static func alarm(_ key: AlarmKey, _ context: PanelContext, _ width: Int) -> Detail {
    guard let alarm = context.state.alarms[key] else { return missing(key.text, context, width) }
    let language = context.language
    var detail = Detail(title: Phrase(zh: "告警", en: "Alert")(language), context, width: width)
    let severity = alarm.shownSeverity
    detail.line(
      [
        Span(" \(severity.phrase(language)) ", .filled(severity.role)), Span(" "),
      ] + (alarm.facts.isExercise ? [Span(context.say(Words.exercise), .exercise), Span(" ")] : []) + [
        Span(alarm.facts.headline(language), Style(.bright, on: .popup, .bold))
      ])
    detail.lines.append([])
    detail.field(Phrase(zh: "状态", en: "State"), state(alarm, context), .bright)
    duty(alarm, context, &detail)
    detail.field(Phrase(zh: "地点", en: "Place"), context.place(alarm.facts.place))
    detail.field(Phrase(zh: "责任", en: "Owner"), owner(of: alarm.facts, language))
    if let value = alarm.facts.value, let threshold = alarm.facts.threshold {
      detail.field(Phrase(zh: "数值", en: "Value"), figures(alarm, value, threshold, context))
    }
    if let signal = alarm.facts.signal {
      detail.field(
        Phrase(zh: "预警信号", en: "Signal"),
        (alarm.facts.sender ?? "") + " " + signal.color.phrase(language)
          + Phrase(zh: "(气象信号,与本台级别无关)", en: " (the weather office's scale, not ours)")(language))
    }
    detail.field(Phrase(zh: "应急响应", en: "Response"), alarm.facts.response.map { $0.phrase(language) })
    detail.field(Phrase(zh: "事件等级", en: "Incident"), alarm.facts.grade.map { $0.phrase(language) })
    detail.field(Phrase(zh: "发布", en: "Sender"), alarm.facts.sender)
    detail.field(Phrase(zh: "数据源", en: "Source"), context.source(alarm.facts.source))
    detail.field(Phrase(zh: "说明", en: "Detail"), alarm.facts.detail)
    detail.field(Phrase(zh: "标识", en: "Key"), alarm.key.text, .dim)
    detail.field(
      Phrase(zh: "版次", en: "Revision"),
      language.say(
        "第 \(alarm.revision) 版,第 \(alarm.occurrence) 次发生,共 \(alarm.count) 条",
        "\(alarm.revision); occurrence \(alarm.occurrence), \(alarm.count) messages"), .dim)
    causes(alarm, context, &detail)
    let guidance = alarm.facts.guidance(language)
    if !guidance.isEmpty {
      detail.heading(Phrase(zh: "处置步骤", en: "Guidance"))
      detail.text(guidance)
      if let runbook = alarm.facts.runbook { detail.text(Phrase(zh: "预案 ", en: "runbook ")(language) + runbook, .dim) }
    }
    timeline(alarm, context, &detail)
    return detail
  }

  /// What was read, and the limit it has passed.
  static func figures(_ alarm: Alarm, _ value: Double, _ limit: Double, _ context: PanelContext) -> SafeText {
    let unit = alarm.facts.unit ?? measured(alarm, context)?.unit
    let isRatio = unit == nil && alarm.facts.headline.zh.string.contains("%")
    func number(_ value: Double) -> SafeText {
      isRatio ? SafeText(percent: value) : Format.value(value, unit: unit ?? "{}", context.language)
    }
    return context.language.say("\(number(value)),限值 \(number(limit))", "\(number(value)), limit \(number(limit))")
  }

  /// An indicator that the alarm's rule is about.
  private static func measured(_ alarm: Alarm, _ context: PanelContext) -> MetricTable.Metric? {
    let rule = context.state.city.rules.first { alarm.key.text.string.hasPrefix("rule/\($0.id)/") }
    guard case .metric(let name, _)? = rule?.subject, rule?.measure == .value else { return nil }
    return context.state.metrics.first(name)
  }

  /// Who acts, and what the desk does about it: report up, act, urge.
  private static func owner(of facts: AlarmFacts, _ language: Language) -> SafeText {
    let owner = facts.owner(language)
    guard let level = facts.ownerLevel else { return owner }
    return owner.isEmpty ? level.duty(language) : owner + " · " + level.duty(language)
  }

  static func state(_ alarm: Alarm, _ context: PanelContext) -> SafeText {
    let language = context.language
    let since = Format.age(context.now - alarm.raisedAt, language)
    if let shelf = alarm.shelf {
      let until = context.state.civil(shelf.until).clockMinutes
      return language.say("\(shelf.by) 搁置至 \(until):\(shelf.reason)", "shelved by \(shelf.by) until \(until): \(shelf.reason)")
    }
    if !alarm.suppressedBy.isEmpty {
      return Phrase(zh: "受上游原因影响,按设计抑制", en: "suppressed by design: follows from its cause")(language)
    }
    if context.state.isConfirming(alarm) { return Phrase(zh: "确认中:等待写入日志", en: "confirming: waits for the log")(language) }
    switch alarm.core {
    case .unacknowledged: return language.say("未确认,已持续 \(since)", "unacknowledged for \(since)")
    case .returned: return Phrase(zh: "已自行恢复,尚无人确认", en: "cleared by itself, never acknowledged")(language)
    case .acknowledged, .latched:
      guard let acknowledgement = alarm.acknowledgement else { return "" }
      let at = time(acknowledgement.at, context) ?? ""
      return language.say("\(acknowledgement.by) 于 \(at) 确认", "acknowledged by \(acknowledgement.by) at \(at)")
    case .normal: return Phrase(zh: "正常", en: "normal")(language)
    }
  }

  /// What it follows from, what follows from it, and the tickets it speaks of.
  private static func causes(_ alarm: Alarm, _ context: PanelContext, _ detail: inout Detail) {
    let state = context.state
    for id in alarm.suppressedBy {
      guard let rule = state.city.suppressions.first(where: { $0.id == id }), let cause = state.alarms[AlarmKey(text: rule.cause)]
      else { continue }
      detail.field(Phrase(zh: "上游原因", en: "Cause"), cause.title(context.language), .bright)
    }
    let followers = state.alarms.rows.filter { follower in
      follower.suppressedBy.contains { id in state.city.suppressions.contains { $0.id == id && $0.cause == alarm.key.text } }
    }
    for follower in followers { detail.field(Phrase(zh: "受其影响", en: "Follows"), follower.title(context.language), .dim) }
    for reference in alarm.facts.references.prefix(8) {
      let title = state.tickets[reference].map { " " + $0.update.title } ?? ""
      detail.field(Phrase(zh: "关联", en: "Refers to"), reference + title, .dim)
    }
    let related = state.tickets.tickets.filter {
      alarm.facts.category == .flood && $0.isOpen && $0.place.county == alarm.facts.place.county && $0.cluster != nil
    }
    if let first = related.first, alarm.facts.place != .none {
      let count = related.count
      let text: SafeText =
        context.language.say(
          "同区同因工单 \(count) 宗,如 \(first.update.title)", "\(count) clustered tickets here, such as \(first.update.title)")
      detail.field(Phrase(zh: "相关工单", en: "Tickets"), text)
    }
  }

  private static func timeline(_ alarm: Alarm, _ context: PanelContext, _ detail: inout Detail) {
    detail.heading(Phrase(zh: "经过", en: "Timeline"))
    var entries = context.state.log.entries.filter { $0.subject.key == alarm.key }.map { ($0.at, LogLine.line($0, context)) }
    if !entries.contains(where: { $0.0 == alarm.raisedAt }) {
      entries.insert((alarm.raisedAt, StyledText(Phrase(zh: "发生", en: "raised")(context.language), Style(.text))), at: 0)
    }
    for (at, words) in entries.suffix(14) {
      detail.line([Span((time(at, context) ?? "") + "  ", Style(.faint, on: .popup))] + words)
    }
    for note in alarm.notes.suffix(6) {
      detail.line([
        Span((time(note.at, context) ?? "") + "  ", Style(.faint, on: .popup)), Span(note.by + " ", Style(.bright)),
        Span(note.text, Style(.text)),
      ])
    }
  }
}

extension DutyLog.Subject {
  /// The alarm it is about.
  var key: AlarmKey? {
    switch self {
    case .raised(let key, _, _), .worsened(let key, _, _), .cleared(let key, _), .acknowledged(let key, _, _),
      .unacknowledged(let key, _, _),
      .shelved(let key, _, _, _), .unshelved(let key, _), .refused(let key, _, _), .worked(let key, _, _, _),
      .deadlinePassed(let key, _, _, _):
      key
    default: nil
    }
  }
}
