internal import Core
internal import TextSafety
internal import TextUI

/// The form for an id and a PIN.
enum SignInPainter {
  static func draw(_ form: SignInForm, _ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let language = context.language
    let column = language.isChinese ? 8 : 10
    func line(_ text: SafeText, _ role: Role) -> StyledText { StyledText(text, Style(role, on: .popup)) }
    func label(_ phrase: Phrase) -> StyledText { line(phrase(language), .dim) }
    var lines: [StyledText] = []
    if let reason = reason(form, context) { lines += [line(reason, .text), []] }
    let row = lines.count
    lines += [label(Phrase(zh: "编号", en: "Id")), [], label(Phrase(zh: "口令", en: "PIN")), []]
    if form.isChecking {
      lines.append(line(Phrase(zh: "正在核验……", en: "checking ...")(language), .dim))
    } else if let refusal = form.refusal {
      lines.append(line(refusal, .yellowQuiet))
    } else {
      lines.append(
        line(Phrase(zh: "编号为排班编号;登录、退出和失败均记入日志", en: "every sign-in, sign-out and failure is on record")(language), .faint))
    }
    let popup = Popup(
      title: title(form)(language), lines: lines,
      hint: language.say(
        "\(FixedKey.tab) 换栏  \(FixedKey.enter) 确定  \(FixedKey.escape) 取消",
        "\(FixedKey.tab) next  \(FixedKey.enter) takes  \(FixedKey.escape) cancels"),
      minimumWidth: min(52, rect.width - 6), glyphs: context.glyphs)
    popup.draw(on: &canvas, in: rect)
    let content = popup.content(in: rect)
    func place(_ field: TextField, _ offset: Int, isActive: Bool) {
      guard content.height > row + offset, content.width > column else { return }
      let place = Rect(x: content.x + column, y: content.y + row + offset, width: content.width - column, height: 1)
      field.draw(on: &canvas, in: place, hasCursor: isActive)
    }
    place(form.id, 0, isActive: form.field == .id && !form.isChecking)
    place(form.pin, 2, isActive: form.field == .pin && !form.isChecking)
  }

  private static func title(_ form: SignInForm) -> Phrase {
    switch form.purpose {
    case .desk: Phrase(zh: "登录", en: "Sign in")
    case .witness: Phrase(zh: "双人确认", en: "Second operator")
    case .handover: Phrase(zh: "接班人登录", en: "Who takes over")
    }
  }

  private static func reason(_ form: SignInForm, _ context: PanelContext) -> SafeText? {
    switch form.purpose {
    case .desk where context.view.desk == .locked:
      return Phrase(zh: "值班台已锁定,处置须重新登录", en: "The desk is locked; acting needs a sign-in")(context.language)
    case .desk: return nil
    case .witness(let seen):
      let state = context.state
      let period = state.city.keyPeriod(at: state.now)
      let reds = seen.count { state.alarms[$0.key]?.worst == .red }
      let name = period?.name(context.language) ?? ""
      return context.language.say(
        "重点时期(\(name)):本批含红色 \(reds) 条,须第二人核验", "Key period (\(name)): \(reds) reds here need a second operator")
    case .handover: return Phrase(zh: "交接须接班人本人登录", en: "The incoming officer signs in")(context.language)
    }
  }
}

/// What was left unacknowledged, and why.
enum RefusalsPainter {
  static func draw(
    _ accepted: Int, _ refusals: [ViewState.BulkRefusal], _ context: PanelContext, on canvas: inout Canvas, in rect: Rect
  ) {
    let language = context.language
    let summary: SafeText =
      language.say("已确认 \(accepted) 条,未确认 \(refusals.count) 条", "\(accepted) acknowledged, \(refusals.count) not")
    var lines: [StyledText] = [StyledText(summary, Style(.bright, on: .popup, .bold)), []]
    let shown = max(1, min(8, (rect.height - 6) / 2))
    for one in refusals.prefix(shown) {
      lines.append([
        Span(" \(one.severity.phrase(language)) ", .filled(one.severity.role)),
        Span(" " + one.headline.cut(toColumns: max(10, rect.width - 14)), Style(.text, on: .popup)),
      ])
      lines.append([Span("    " + one.reason, Style(.yellowQuiet, on: .popup))])
    }
    if refusals.count > shown {
      let rest = refusals.count - shown
      lines.append(StyledText(language.say("……另 \(rest) 条", "... and \(rest) more"), Style(.dim, on: .popup)))
    }
    Popup(
      title: Phrase(zh: "确认本屏", en: "Acknowledge the screen")(language), lines: lines,
      hint: Phrase(zh: "任意键 关闭", en: "any key closes")(language), minimumWidth: 40, glyphs: context.glyphs
    ).draw(on: &canvas, in: rect)
  }
}
