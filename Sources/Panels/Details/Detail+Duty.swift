internal import Core
internal import TextSafety
internal import TextUI

extension Detail {
  /// Deadlines, who has to act, what was urged and reported, and the reports that are owed.
  static func duty(_ alarm: Alarm, _ context: PanelContext, _ detail: inout Detail) {
    let language = context.language
    let rules = context.state.city.duty
    for due in alarm.dues(rules) {
      switch due.deadline {
      case .acknowledge: row(Phrase(zh: "确认时限", en: "Ack by"), due.at, late: alarm.shownSeverity.quietRole, context, &detail)
      case .act: row(Phrase(zh: "处置时限", en: "Act by"), due.at, late: alarm.shownSeverity.quietRole, context, &detail)
      case .report: break
      }
    }
    for owed in alarm.owedReports(rules) {
      let name = owed.due.phrase(language)
      let to = owed.plan.recipient(language)
      let words = owed.plan.name(language) + (to.isEmpty ? "" : language.say(",报", ", to ") + to)
      if let at = owed.due.at {
        row(Phrase(name), at, context, &detail)
      } else {
        detail.field(Phrase(name), Phrase(zh: "待报,无固定时限", en: "owed, by no fixed time")(language))
      }
      detail.field(Phrase(zh: "报送事项", en: "Report"), words, .dim)
      detail.field(Phrase(zh: "报送依据", en: "Basis"), owed.plan.basis(language), .dim)
    }
    detail.field(Phrase(zh: "层级", en: "Level"), level(alarm, context), .dim)
    guard let work = alarm.work else { return }
    func said(_ step: AlarmWork.Step) -> SafeText { (step.by ?? "–") + " " + (time(step.at, context) ?? "") }
    if let assignment = work.assignment {
      let name = context.state.city.target(assignment.text, language)
      detail.field(Phrase(zh: "派办", en: "Assigned"), name + "  " + said(assignment), .bright)
    }
    if let last = work.urges.last {
      let times: SafeText =
        language.say("\(work.urgeCount) 次,最近 ", work.urgeCount == 1 ? "once, " : "\(work.urgeCount) times, last ")
      detail.field(Phrase(zh: "催办", en: "Urged"), times + said(last) + (last.text.isEmpty ? "" : " " + last.text))
    }
    if let last = work.supervisions.last {
      detail.field(Phrase(zh: "督办", en: "Supervised"), said(last) + (last.text.isEmpty ? "" : " " + last.text))
    }
    if let last = work.escalations.last {
      let cause: SafeText = last.step.by == nil ? Phrase(zh: "(超时自动)", en: " (by the clock)")(language) : ""
      detail.field(
        Phrase(zh: "上报", en: "Reported up"), last.to.phrase(language) + cause + "  " + (time(last.step.at, context) ?? ""))
    }
    for clock in work.reports where !clock.sent.isEmpty {
      let list = clock.sent.suffix(5).map { time($0.step.at, context) ?? "" }.joined(separator: " ")
      let name = rules.plan(clock.plan)?.name(language) ?? clock.plan
      detail.field(
        Phrase(zh: "已报", en: "Reports sent"),
        language.say("\(name) \(clock.count) 份:\(list)", "\(name): \(clock.count), \(list)"), .dim)
    }
  }

  /// Whose it is, and so what to do: the province's is reported up, the city's is acted on, a county's is urged.
  private static func level(_ alarm: Alarm, _ context: PanelContext) -> SafeText {
    let place = alarm.facts.place.county
    let keys = context.view.keys
    if alarm.facts.owner.zh.string.hasPrefix("省") {
      return context.language.say("省级:上报(\(keys[.escalate]))", "the province's: report up (\(keys[.escalate]))")
    }
    if place != .none, place != place.prefecture {
      return context.language.say(
        "县区:派办属地(\(keys[.assign]))、催办(\(keys[.urge]))", "a county's: assign (\(keys[.assign])), urge (\(keys[.urge]))")
    }
    return Phrase(zh: "市级:本级处置", en: "the city's: act")(context.language)
  }

  private static func row(
    _ label: Phrase, _ at: Timestamp, late: Role = .redQuiet, _ context: PanelContext, _ detail: inout Detail
  ) {
    let column = context.language.isChinese ? 12 : 16
    detail.line([
      Span(label(context.language).padded(toColumns: column), Style(.dim, on: .popup)),
      Span((time(at, context) ?? "") + "  ", Style(.text)), DutyMarks.countdown(at, late: late, context),
    ])
  }
}
