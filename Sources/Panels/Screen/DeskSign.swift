internal import Core
internal import TextSafety
internal import TextUI

/// The part of the header that says who is at the desk, and what has to be reported soon.
enum DeskSign {
  /// From so many seconds before it is due a report is counted down in the header.
  static let soon = 600.0

  /// `duty-02 值班长`, `未登录`, `已锁定 duty-02`; on narrow screens only what is out of the ordinary.
  static func officer(_ context: PanelContext, width: Int) -> StyledText {
    let (who, language, isWide) = (context.view.who, context.language, width >= 110)
    let normal = Style(.bright)
    let marked = Style(.yellowQuiet, on: .background, .bold)
    switch context.view.desk {
    case .open: return isWide ? StyledText(who.id, normal) : []
    case .signedOut: return StyledText(Phrase(zh: "未登录", en: "signed out")(language), marked)
    case .signedIn:
      return isWide
        ? [Span(who.id + " ", normal), Span(who.role.phrase(language), Style(.dim))]
        : width >= 60 ? StyledText(who.id.cut(toColumns: 10), normal) : []
    case .locked:
      let word = Phrase(zh: "已锁定", en: "locked")(language)
      return [Span(isWide ? word + " " + who.id : word, marked)]
    }
  }

  /// The nearest report, where it is due in less than ten minutes.
  static func report(_ context: PanelContext) -> StyledText {
    guard let owed = context.state.owedReports.first, let at = owed.due.at, at - context.now < soon else { return [] }
    return DutyMarks.report(owed, context)
  }
}
