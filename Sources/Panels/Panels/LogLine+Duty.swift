internal import Core
internal import TextSafety
internal import TextUI

extension LogLine {
  /// Work on alarms, deadlines, and who is at the desk.
  static func dutyWords(_ subject: DutyLog.Subject, _ context: PanelContext) -> StyledText {
    let language = context.language
    func bright(_ text: SafeText) -> Span { Span(text + " ", Style(.bright)) }
    func say(_ zh: PhraseText, _ en: PhraseText) -> SafeText { language.say(zh, en) }
    switch subject {
    case .worked(_, let headline, let action, let who):
      let said = words(action, context)
      let colon: SafeText = said.text.isEmpty ? "" : language.say(":", ": ")
      return [
        bright(who ?? say("系统", "system")), Span(said.verb + " ", Style(.text)),
        Span(headline(language) + colon + said.text, Style(.text)),
      ]
    case .deadlinePassed(_, let severity, let headline, let deadline):
      return [
        Span(severity.phrase(language) + " ", Style(severity.quietRole, on: .background, .bold)),
        Span(deadline.phrase(language) + say(",已提请值班长 ", ", told to the shift lead "), Style(severity.quietRole)),
        Span(headline(language), Style(.text)),
      ]
    case .signedIn(let who, let purpose): return [bright(who), Span(purpose.phrase(language), Style(.text))]
    case .signedOut(let who): return [bright(who), Span(say("退出登录", "signed out"), Style(.text))]
    case .locked(let who): return [bright(who), Span(say("值班台锁定", "desk locked"), Style(.dim))]
    case .signInRefused(let who, let refusal):
      return [bright(who), Span(say("登录被拒 ", "refused sign-in ") + refusal.code, Style(.yellowQuiet))]
    case .witnessed(let who, let witness):
      return [bright(who + " + " + witness), Span(say("双人确认", "acknowledged together"), Style(.text))]
    case .drillBegun(let title, let who):
      return [bright(who), Span(say("开始演练 ", "began the drill ") + title, Style(.text))]
    case .drillEnded(let title, let who, let answered, let asked):
      return [
        bright(who ?? say("系统", "system")), Span(say("演练结束 ", "the drill is over: ") + title, Style(.text)),
        Span(say("  应确认 \(asked) 条,已确认 \(answered) 条", "  \(answered) of \(asked) acknowledged"), Style(.dim)),
      ]
    default: return []
    }
  }

  /// `派办市水务局`; `催办` and what was said.
  private static func words(_ action: DutyAction, _ context: PanelContext) -> (verb: SafeText, text: SafeText) {
    let language = context.language
    func say(_ zh: PhraseText, _ en: PhraseText) -> SafeText { language.say(zh, en) }
    switch action {
    case .assign(let target):
      let name = context.state.city.target(target, language)
      return (say("派办\(name)", "assigned to \(name):"), "")
    case .urge(let text): return (say("催办", "urged"), text)
    case .supervise(let text): return (say("督办", "supervised"), text)
    case .escalate(let level, let text):
      let name = level.phrase(language)
      return (say("上报\(name)", "reported up to \(name):"), text)
    case .startReports(let plan):
      let name = context.state.city.duty.plan(plan)?.name(language) ?? plan
      return (say("开始报送计时", "started the report clock"), name)
    case .reportSent(let isFinal, let text):
      return isFinal ? (say("终报已报", "sent the final report"), text) : (say("报告已报", "sent the report"), text)
    }
  }
}
