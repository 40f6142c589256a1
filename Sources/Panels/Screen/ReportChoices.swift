public import Core
internal import TextSafety
internal import TextUI

/// What can be done about an alarm's reports: note the one that was sent, or start a clock.
public enum ReportChoices {
  public enum Choice: Sendable, Equatable {
    /// The next one was sent.
    case sent
    /// The final one was sent: nothing more is owed.
    case finalSent
    case start(plan: ReportPlan)
  }

  /// In the order of their numbers, from 1.
  public static func list(_ key: AlarmKey, _ state: State) -> [Choice] {
    guard let alarm = state.alarms[key] else { return [] }
    var choices: [Choice] = []
    if let first = alarm.owedReports(state.city.duty).first {
      if first.due.stage != .final { choices.append(.sent) }
      choices.append(.finalSent)
    }
    let running = Set((alarm.work?.reports ?? []).filter { !$0.isClosed }.map(\.plan))
    return choices + state.city.duty.reports.filter { !running.contains($0.id) && alarm.core != .normal }.map { .start(plan: $0) }
  }

  static func lines(_ key: AlarmKey, _ context: PanelContext) -> [StyledText] {
    let language = context.language
    let state = context.state
    var lines: [StyledText] = []
    if let headline = state.alarms[key]?.title(language) { lines.append(StyledText(headline, Style(.dim, on: .popup))) }
    let owed = state.alarms[key]?.owedReports(state.city.duty).first
    for (index, choice) in list(key, state).prefix(9).enumerated() {
      var spans: StyledText = [Span("\(index + 1)  ", Style(.key, on: .popup, .bold))]
      switch choice {
      case .sent:
        let name = owed?.due.phrase(language) ?? ""
        spans.append(Span(language.say("\(name)已报", "\(name) was sent"), Style(.text, on: .popup)))
        if let at = owed?.due.at { spans += [Span("  "), DutyMarks.countdown(at, context)] }
      case .finalSent:
        spans.append(Span(Phrase(zh: "终报已报,结束计时", en: "the final report was sent")(language), Style(.text, on: .popup)))
      case .start(let plan):
        let first = Format.age(plan.first, language)
        let name = plan.name(language)
        spans.append(
          Span(language.say("开始计时:\(name)(首报 \(first))", "start: \(name) (first in \(first))"), Style(.text, on: .popup)))
      }
      lines.append(spans)
    }
    if lines.count < 2 {
      lines.append(
        StyledText(Phrase(zh: "本市未设报送要求", en: "the city has no report plans")(language), Style(.dim, on: .popup)))
    }
    return lines
  }
}
