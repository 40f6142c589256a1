internal import Core
internal import Panels
internal import TextSafety

/// Answers to operators in their language: what was done, or refused and why.
struct Wording: Sendable {
  var language: Language
  var state: State
  var keys: KeyLabels

  /// Nil where the answer shows in another way.
  func message(for answer: Effect.Answer) -> ViewState.Message? {
    switch answer {
    case .accepted(let key):
      let headline = state.alarms[key]?.title(language) ?? key.text
      return .init(Phrase(zh: "已受理,正在落盘:", en: "taken, being written: ")(language) + headline, tone: .good)
    case .refused(_, let refusal):
      return .init(Phrase(zh: "未执行:", en: "refused: ")(language) + reason(refusal), tone: .refused)
    case .handedOver(let incoming):
      return .init(
        Phrase(zh: "已交班,现由 ", en: "handed over to ")(language) + incoming + Phrase(zh: " 值班", en: "")(language), tone: .good)
    case .handoverRefused(let refusal):
      return .init(Phrase(zh: "未交班:", en: "not handed over: ")(language) + reason(refusal), tone: .refused)
    case .drillRefused(let refusal):
      return .init(Phrase(zh: "未执行:", en: "refused: ")(language) + reason(refusal), tone: .refused)
    case .revealRefused(let refusal):
      return .init(Phrase(zh: "不予查看:", en: "not shown: ")(language) + reason(refusal), tone: .refused)
    case .bulk(let accepted, let refused):
      return .init(bulk(accepted, refused.map(\.refusal)), tone: refused.isEmpty ? .good : .refused)
    case .signedOut: return .init(Phrase(zh: "已退出登录", en: "signed out")(language), tone: .good)
    case .locked: return .init(language.say("已锁定,\(keys[.signIn]) 重新登录", "locked; \(keys[.signIn]) signs in again"))
    case .signedIn, .signInRefused: return nil
    }
  }

  /// `确认 37 条,2 条已升级未确认,请重看`
  private func bulk(_ accepted: Int, _ refused: [AlarmRefusal]) -> SafeText {
    var parts: [SafeText] = [language.say("确认 \(accepted) 条", "\(accepted) acknowledged")]
    let stale = refused.count { if case .stale = $0 { true } else { false } }
    let already = refused.count { if case .already = $0 { true } else { false } }
    if stale > 0 {
      parts.append(language.say("\(stale) 条已升级未确认,请重看", "\(stale) got worse and were left: look again"))
    }
    if already > 0 { parts.append(language.say("\(already) 条他人已先确认", "\(already) already acknowledged")) }
    let others = refused.filter { refusal in
      switch refusal {
      case .stale, .already: false
      default: true
      }
    }
    if let first = others.first {
      parts.append(language.say("\(others.count) 条未执行(\(reason(first)))", "\(others.count) refused (\(reason(first)))"))
    }
    return parts.joined(separator: language.say(",", ", "))
  }

  /// One that was left unacknowledged.
  func line(_ one: Effect.BulkRefusal) -> ViewState.BulkRefusal {
    let alarm = state.alarms[one.key]
    return ViewState.BulkRefusal(
      severity: alarm?.shownSeverity ?? .blue, headline: alarm?.title(language) ?? one.key.text,
      reason: reason(one.refusal))
  }

  /// It is on disk.
  func done(_ key: AlarmKey) -> ViewState.Message {
    let headline = state.alarms[key]?.title(language) ?? key.text
    return .init(Phrase(zh: "已记入日志:", en: "on record: ")(language) + headline, tone: .good)
  }

  private func otherDrill(_ number: Int64) -> SafeText {
    let (title, by) = (state.drill?.title ?? "", state.drill?.by ?? "")
    return language.say(
      "进行中的是第 \(number) 号演练:\(title)(\(by) 发起)", "the drill that is on is number \(number), \(title), begun by \(by)")
  }

  /// Why, with the facts.
  func reason(_ refusal: AlarmRefusal) -> SafeText {
    switch refusal {
    case .nothing: Phrase(zh: "没有需要处置的告警", en: "there is nothing to act on")(language)
    case .already(let by, let at):
      language.say("\(by) 已于 \(state.civil(at).clock) 确认", "already acknowledged by \(by) at \(state.civil(at).clock)")
    case .stale(let current, let revision): changed(current, revision)
    case .notAcknowledged: Phrase(zh: "尚未确认", en: "it is not acknowledged")(language)
    case .active: Phrase(zh: "仍在告警", en: "it is still active")(language)
    case .unacknowledged: Phrase(zh: "须先确认", en: "acknowledge it first")(language)
    case .drill(true): Phrase(zh: "已有演练在进行", en: "a drill is on already")(language)
    case .drill(false): Phrase(zh: "没有进行中的演练", en: "there is no drill to end")(language)
    case .otherDrill(let number): otherDrill(number)
    case .forbidden: Phrase(zh: "此级别不得搁置", en: "alerts of this severity are not shelved")(language)
    case .tooLong: Phrase(zh: "搁置时间超过上限", en: "longer than a shelf may last")(language)
    case .notShelved: Phrase(zh: "未搁置", en: "it is not shelved")(language)
    case .inService: Phrase(zh: "在用,无需恢复", en: "it is in service")(language)
    case .unknownAlarm: Phrase(zh: "没有这条告警", en: "no such alert")(language)
    case .journalUnavailable: Phrase(zh: "日志无法写入,不能确认", en: "the log cannot be written, so nothing can be acknowledged")(language)
    case .role: Phrase(zh: "本岗位无此权限", en: "not for this role")(language)
    case .wall: Phrase(zh: "大屏不显示个人信息", en: "never on a wall")(language)
    case .tooSoon(let until):
      language.say(
        "刚催办过,\(state.civil(until).clockMinutes) 后可再催", "urged a moment ago; again from \(state.civil(until).clockMinutes)")
    case .noReport: Phrase(zh: "没有待报事项", en: "no report is owed")(language)
    case .unknownTarget: Phrase(zh: "没有这个单位、岗位或报送要求", en: "no such department, role or report plan")(language)
    case .secondOperator: Phrase(zh: "重点时期,红色告警须双人确认", en: "key period: reds need a second operator")(language)
    case .wrongPIN: Phrase(zh: "编号或口令不对", en: "wrong id or PIN")(language)
    case .lockedOut(let until):
      language.say("口令多次错误,\(state.civil(until).clock) 后再试", "too many wrong PINs; try again after \(state.civil(until).clock)")
    case .notSignedIn: Phrase(zh: "须先登录", en: "sign in first")(language)
    case .readOnly: Phrase(zh: "只读方式", en: "read-only")(language)
    case .mixed: Phrase(zh: "演练与实战告警不得一并确认", en: "a drill is never acknowledged together with what is actual")(language)
    }
  }

  private func changed(_ current: Severity?, _ revision: Int) -> SafeText {
    guard let current else { return Phrase(zh: "告警已变化,请重看", en: "it has changed, look again")(language) }
    let word = current.phrase(language)
    return language.say("已变化(现\(word),第 \(revision) 版),请重看", "it has changed (now \(word), revision \(revision)), look again")
  }
}
