internal import Core
internal import TextSafety
internal import TextUI

/// What lies over the board: help, details, questions, lines being typed.
enum OverlayPainter {
  static func draw(_ overlay: ViewState.Overlay, _ context: PanelContext, help: [KeyHelp], on canvas: inout Canvas, in rect: Rect)
  {
    switch overlay {
    case .help(let top): HelpPainter.draw(top, context, help, on: &canvas, in: rect)
    case .detail(let item, let top):
      let detail = Detail.of(item, context, width: min(110, rect.width - 8))
      var popup = Popup(
        title: detail.title, lines: detail.lines, hint: hint(for: item, context, width: rect.width) + pageHint(context),
        offset: top,
        minimumWidth: min(84, rect.width - 6), glyphs: context.glyphs)
      popup.offset = min(top, max(0, detail.lines.count - (rect.height - 4)))
      popup.draw(on: &canvas, in: rect)
      for chart in detail.charts { chart.draw(on: &canvas, in: popup.content(in: rect), offset: popup.offset) }
    case .confirm(let confirm): drawConfirm(confirm, context, on: &canvas, in: rect)
    case .palette(let palette): PalettePainter.draw(palette, context, on: &canvas, in: rect)
    case .prompt(let prompt): PromptPainter.draw(prompt, context, on: &canvas, in: rect)
    case .handover(let page, let top): drawReport(page, top, context, on: &canvas, in: rect)
    case .chapters(let chosen): ChapterList.popup(chosen, context, in: rect)?.draw(on: &canvas, in: rect)
    case .tour(let tour, let step): TourPainter.draw(tour, step, context, on: &canvas, in: rect)
    case .filter(let menu): menu.popup(context).draw(on: &canvas, in: rect)
    case .signIn(let form): SignInPainter.draw(form, context, on: &canvas, in: rect)
    case .refusals(let accepted, let refusals): RefusalsPainter.draw(accepted, refusals, context, on: &canvas, in: rect)
    case .revealed(let texts, let until): drawRevealed(texts, until, context, on: &canvas, in: rect)
    }
  }

  /// What can be done with the thing of a detail view, so that nobody has to scroll for it.
  private static func hint(for item: ItemID, _ context: PanelContext, width: Int) -> SafeText {
    let (keys, language) = (context.view.keys, context.language)
    func say(_ name: KeyName, _ word: Phrase) -> SafeText { "\(keys[name]) \(word(language))  " }
    if case .place = item { return say(.open, Phrase(zh: "列出此地告警", en: "lists its alerts")) }
    guard case .alarm(let key) = item, context.state.alarms[key] != nil,
      context.view.wall == nil || context.view.desk == .signedIn
    else { return "" }
    let isOpen = context.state.alarms[key].map(context.state.needsAcknowledgement) ?? true
    var hint =
      isOpen ? say(.acknowledge, Phrase(zh: "确认", en: "ack")) : say(.unacknowledge, Phrase(zh: "撤销确认", en: "unack"))
    hint += say(.note, Phrase(zh: "备注", en: "note"))
    hint += say(.assign, Phrase(zh: "派办", en: "assign"))
    hint += say(.urge, Phrase(zh: "催办", en: "urge"))
    guard width >= 100 else { return hint }
    hint += say(.shelve, Phrase(zh: "搁置", en: "shelve"))
    hint += say(.supervise, Phrase(zh: "督办", en: "supervise"))
    hint += say(.escalate, Phrase(zh: "上报", en: "report up"))
    return hint + say(.report, Phrase(zh: "报送", en: "reports"))
  }

  /// How a page is read and left.
  static func pageHint(_ context: PanelContext) -> SafeText {
    let keys = context.view.keys
    let arrows = keys[.up] + keys[.down]
    return context.language.say("\(arrows) 滚动  \(keys[.back]) 返回", "\(arrows) scroll  \(keys[.back]) back")
  }

  private static func leave(_ context: PanelContext) -> SafeText {
    context.language.say("\(FixedKey.escape) 返回", "\(FixedKey.escape) back")
  }

  private static func yes(_ words: SafeText, _ context: PanelContext) -> SafeText {
    "\(FixedKey.yes) \(words)  " + leave(context)
  }

  private static func drawReport(
    _ page: ReportPage, _ top: Int, _ context: PanelContext, on canvas: inout Canvas, in rect: Rect
  ) {
    let lines = page.lines(width: rect.width - 6)
    Popup(
      title: page.title, lines: lines,
      hint: context.language.say("\(FixedKey.sign) 交班签字  ", "\(FixedKey.sign) signs over  ") + pageHint(context),
      offset: min(top, max(0, lines.count - (rect.height - 4))), minimumWidth: min(110, rect.width - 6), glyphs: context.glyphs
    ).draw(on: &canvas, in: rect)
  }

  private static func drawRevealed(
    _ texts: [SafeText], _ until: Timestamp, _ context: PanelContext, on canvas: inout Canvas, in rect: Rect
  ) {
    let left = Int64(max(0, (until - context.state.now).rounded(.up)))
    var lines: [StyledText] = []
    for text in texts {
      lines += text.wrapped(toColumns: max(8, min(96, rect.width - 8))).map { StyledText($0, Style(.bright, on: .popup)) }
    }
    lines += [
      [],
      StyledText(
        Phrase(zh: "本次查看已记入日志;不得拍照、抄录或外传", en: "This view is on record; do not copy or pass on")(context.language),
        Style(.dim, on: .popup)),
    ]
    Popup(
      title: Phrase(zh: "脱敏原文", en: "Unmasked")(context.language), lines: lines,
      hint: context.language.say("\(left) 秒后隐去  任意键 关闭", "hidden in \(left) s  any key closes"), minimumWidth: 40,
      glyphs: context.glyphs
    ).draw(on: &canvas, in: rect)
  }

  private static func drawConfirm(_ confirm: ViewState.Confirm, _ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    var lines: [StyledText] = []
    let hint: SafeText
    let title: SafeText
    func plain(_ text: SafeText) -> StyledText { StyledText(text, Style(.text, on: .popup)) }
    switch confirm {
    case .quit:
      title = Phrase(zh: "退出", en: "Quit")(context.language)
      lines.append(plain(Phrase(zh: "退出值班台?", en: "Leave the desk?")(context.language)))
      hint = yes(context.language.say("退出", "leaves"), context)
    case .live:
      title = Phrase(zh: "实时有新的红色告警", en: "A new red alert, live")(context.language)
      lines.append(plain(Phrase(zh: "返回实时?", en: "Return to live?")(context.language)))
      hint = yes(context.language.say("返回实时", "returns"), context)
    case .acknowledgeAll(let seen), .acknowledgeFold(_, let seen):
      if case .acknowledgeFold(let heading, _) = confirm {
        title = Phrase(zh: "确认同因告警", en: "Acknowledge one cause")(context.language)
        lines.append(plain(heading))
        lines.append(
          plain(context.language.say("确认其中 \(seen.count) 条未确认告警?", "Acknowledge what is unacked of it (\(seen.count))?")))
      } else {
        title = Phrase(zh: "确认本屏", en: "Acknowledge the screen")(context.language)
        let isDrill = seen.allSatisfy { context.state.alarms[$0.key]?.facts.isExercise ?? $0.key.isExercise }
        let mark: SafeText = isDrill ? context.say(Words.exercise) : ""
        lines.append(
          plain(mark + (context.language.say("确认本屏 \(seen.count) 条未确认告警?", "Acknowledge what is unacked here (\(seen.count))?"))))
      }
      for alarm in seen.prefix(8) {
        guard let known = context.state.alarms[alarm.key] else { continue }
        let severity = known.shownSeverity
        lines.append([
          Span(" \(severity.phrase(context.language)) ", .filled(severity.role)),
          Span(" " + known.title(context.language), Style(.text, on: .popup)),
        ])
      }
      if seen.count > 8 {
        lines.append(plain(context.language.say("……另 \(seen.count - 8) 条", "... and \(seen.count - 8) more")))
      }
      lines.append(
        StyledText(
          Phrase(zh: "其间有变化的不会被确认", en: "What changes meanwhile is not acknowledged")(context.language), Style(.dim, on: .popup)))
      hint = yes(context.language.say("确认", "acknowledges"), context)
    case .shelve(let key):
      title = Phrase(zh: "搁置", en: "Shelve")(context.language)
      if let headline = context.state.alarms[key]?.title(context.language) { lines.append(plain(headline)) }
      lines.append(plain(Phrase(zh: "1  15 分钟   2  30 分钟   3  60 分钟", en: "1  15 min   2  30 min   3  60 min")(context.language)))
      lines.append(
        StyledText(
          Phrase(zh: "升级即自动解除;红色不得搁置", en: "Ends by itself when it worsens; reds are never shelved")(context.language),
          Style(.dim, on: .popup)))
      hint = leave(context)
    case .escalate(let key):
      title = Phrase(zh: "上报", en: "Report up")(context.language)
      if let headline = context.state.alarms[key]?.title(context.language) { lines.append(plain(headline)) }
      lines.append(
        plain(
          DutyLevel.allCases.enumerated().map { "\($0 + 1)  \($1.phrase(context.language))" as SafeText }.joined(separator: "   ")
        ))
      hint = leave(context)
    case .report(let key):
      title = Phrase(zh: "报送", en: "Reports")(context.language)
      lines += ReportChoices.lines(key, context)
      hint = leave(context)
    }
    Popup(title: title, lines: lines, hint: hint, minimumWidth: 36, glyphs: context.glyphs).draw(on: &canvas, in: rect)
  }
}
