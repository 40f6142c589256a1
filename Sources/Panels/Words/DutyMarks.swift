internal import Core
internal import TextSafety
internal import TextUI

/// Deadlines and work on an alarm in a few columns.
enum DutyMarks {
  /// `余4:12`, or `超2:10` in the colour of what is late when it has passed.
  static func countdown(_ at: Timestamp, late: Role = .redQuiet, _ context: PanelContext) -> Span {
    let left = at - context.now
    let isOver = left < 0
    let time = Format.age(abs(left), context.language)
    let word: SafeText =
      isOver ? context.language.say("超", "over ") : context.language.say("余", "in ")
    return Span(word + time, isOver ? Style(late, on: .background, .bold) : Style(.dim))
  }

  /// What was done: `派市水务局 催2 督 报省级平台`.
  static func work(_ alarm: Alarm, _ context: PanelContext) -> SafeText {
    guard let work = alarm.work else { return "" }
    let language = context.language
    var parts: [SafeText] = []
    if let assignment = work.assignment {
      parts.append(language.say("派", ">") + context.state.city.target(assignment.text, context.language))
    }
    if work.urgeCount > 0 { parts.append(language.say("催\(work.urgeCount)", "urged \(work.urgeCount)")) }
    if !work.supervisions.isEmpty { parts.append(language.say("督", "supervised")) }
    if let last = work.escalations.last(where: { $0.step.by != nil }) {
      parts.append(language.say("报", "to ") + last.to.phrase(context.language))
    }
    return parts.joined(separator: " ")
  }

  /// The report that is owed next: `首报 余8:12`.
  static func report(_ alarm: Alarm, _ context: PanelContext) -> StyledText {
    guard let owed = alarm.owedReports(context.state.city.duty).first else { return [] }
    return report(owed, context)
  }

  static func report(_ owed: OwedReport, _ context: PanelContext) -> StyledText {
    let name = owed.due.phrase(context.language)
    guard let at = owed.due.at else { return [Span(name + context.language.say(" 待报", " owed"), Style(.dim))] }
    return [Span(name + " ", Style(at < context.now ? .redQuiet : .dim)), countdown(at, context)]
  }
}
