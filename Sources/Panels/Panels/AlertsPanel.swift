internal import Core
public import TextSafety
public import TextUI

/// The list of alerts. Unacknowledged first, the worst and oldest on top; its order changes only when an alert changes its group.
public struct AlertsPanel: Panel {
  public let id = PanelID.alerts

  public init() {}

  public func title(_ context: PanelContext) -> SafeText {
    context.options.categories.isEmpty
      ? Phrase(zh: "告警", en: "Alerts")(context.language)
      : Phrase(zh: "告警(本页类别)", en: "Alerts (of this board)")(context.language)
  }

  public func status(_ context: PanelContext) -> StyledText {
    if !context.options.categories.isEmpty { return AlertsPanel.statusOfSome(context) }
    let totals = context.state.alarms.totals
    var parts: [SafeText] = ["\(context.say(Words.unacknowledged)) \(context.state.unacknowledged)"]
    parts.append("\(context.say(Words.acknowledged)) \(totals.acknowledged - context.state.confirming)")
    parts.append("\(context.say(Words.shelved)) \(totals.shelved)")
    parts.append("\(context.say(Words.suppressed)) \(totals.suppressed)")
    if totals.exercise > 0 { parts.append("\(context.say(Words.exercise))\(totals.exercise)") }
    return FilterWords.status(context)
      + StyledText(parts.joined(separator: context.glyphs == .unicode ? " · " : " | "), Style(.dim))
  }

  /// Of a list that is limited: that there are others.
  private static func statusOfSome(_ context: PanelContext) -> StyledText {
    let own = AlertList(context).rows.flatMap(\.ownAlarms).count {
      context.state.needsAcknowledgement($0) && !$0.isHidden && !$0.facts.isExercise
    }
    let others = max(0, context.state.unacknowledged - own)
    return [
      Span(context.say(Words.unacknowledged) + " \(own)", Style(.dim)),
      Span(context.language.say("  其他类别 \(others)", "  other categories \(others)"), Style(others > 0 ? .bright : .dim)),
    ]
  }

  public func items(_ context: PanelContext) -> [ItemID] { AlertList(context).rows.map(\.item) }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let list = AlertList(context)
    let items = list.rows.map(\.item)
    let en = !context.language.isChinese
    var table = Table(
      columns: [
        .init(Phrase(zh: "级", en: "Sv")(context.language), minimum: 4, priority: 10),
        .init(Phrase(zh: "时间", en: "Time")(context.language), minimum: 5, priority: 7),
        .init(Phrase(zh: "持续", en: "For")(context.language), minimum: 7, priority: 6, alignment: .trailing),
        .init(Phrase(zh: "地点", en: "Place")(context.language), minimum: en ? 9 : 6, priority: 8),
        .init(Phrase(zh: "事件", en: "Event")(context.language), minimum: en ? 21 : 24, weight: 1, priority: 9),
        .init(Phrase(zh: "责任", en: "Owner")(context.language), minimum: 12, priority: 3),
        .init(Phrase(zh: "状态", en: "State")(context.language), minimum: en ? 20 : 18, priority: 5),
      ], rows: [], selection: context.selection(items), glyphs: context.glyphs)
    table.placeholder =
      context.view.search != nil || !context.view.filter(.alerts).isEmpty
      ? context.language.say(
        "没有符合条件的告警,\(context.view.keys[.back]) 清除条件", "no alert fits what is asked for; \(context.view.keys[.back]) clears it")
      : context.options.categories.isEmpty
        ? Phrase(zh: "无告警。各数据源正常时此处为空。", en: "No alerts. Empty while every source is well.")(context.language)
        : Phrase(zh: "本页类别无告警", en: "no alerts of this board's categories")(context.language)
    table.sortedColumn =
      switch context.view.order(.alerts) {
      case .urgency: nil
      case .newest: 1
      case .place: 3
      case .kind: 4
      }
    let visible = table.visibleRows(in: rect)
    table.offset = top(context, items, visible: visible)
    table.mayPassEnd = context.view.alerts.held != nil
    // Only what is in the window is made: there may be a million.
    let blank = Table.Row([])
    table.rows = list.rows.enumerated().map { index, row in
      (table.offset - visible..<table.offset + visible).contains(index) ? draw(row, context) : blank
    }
    table.draw(on: &canvas, in: rect)
    AlertEdges(
      list: list, top: table.offset, visible: visible,
      states: table.layout(in: rect).rects.last ?? Rect(x: 0, y: 0, width: 0, height: 0)
    ).draw(context, on: &canvas, in: rect)
  }

  private func draw(_ row: AlertList.Row, _ context: PanelContext) -> Table.Row {
    switch row {
    case .alarm(let alarm, let isMember): self.row(alarm, isMember: isMember, context)
    case .fold(let fold): fold.row(context)
    }
  }

  private func row(_ alarm: Alarm, isMember: Bool, _ context: PanelContext) -> Table.Row {
    let isOpen = context.state.needsAcknowledgement(alarm) && !alarm.isHidden && !alarm.facts.isExercise
    let severity = alarm.shownSeverity
    let word = severity.phrase(context.language)
    let badge: Span
    if isOpen, alarm.isActive {
      badge = Span(" \(word) ", .filled(severity.role))
    } else if isOpen {
      badge = Span(" \(word) ", Style(severity.quietRole, on: .plate, .bold))
    } else {
      badge = Span(" \(word) ", Style(alarm.isHidden ? .shelved : severity.quietRole))
    }
    let text = Style(isOpen ? .bright : alarm.isHidden ? .shelved : .acknowledged)
    let quiet = Style(isOpen ? .text : alarm.isHidden ? .shelved : .acknowledged)
    let end = alarm.isActive ? context.now : alarm.clearedAt ?? context.now
    return Table.Row([
      [badge], [Span(context.state.civil(alarm.raisedAt).clockMinutes, quiet)],
      [Span(Format.age(end - alarm.raisedAt, context.language), quiet)], [Span(context.place(alarm.facts.place), quiet)],
      (isMember ? [Span("  ")] : []) + headline(alarm, text, context), [Span(AlertsPanel.owner(alarm, context), quiet)],
      state(alarm, context),
    ])
  }

  /// Who acts; where nobody is named, who said it.
  static func owner(_ alarm: Alarm, _ context: PanelContext) -> SafeText {
    let owner = alarm.facts.owner(context.language)
    return owner.isEmpty ? alarm.facts.sender.map(context.agency) ?? "" : owner
  }

  private func headline(_ alarm: Alarm, _ style: Style, _ context: PanelContext) -> StyledText {
    var spans: StyledText = []
    if alarm.facts.isExercise { spans.append(Span(context.say(Words.exercise), .exercise)) }
    if alarm.facts.signal != nil {
      spans.append(Span(context.language.say("气象 ", "WX "), Style(.dim)))
    }
    // Where Chinese cannot be shown, an id tells more than a mark.
    let isUnreadable = !context.view.hasHan && alarm.facts.headline.en.isEmpty
    spans.append(Span(isUnreadable ? alarm.key.text : alarm.facts.headline(context.language), style))
    if let announced = alarm.announced, let current = alarm.current, announced > current {
      let (now, before) = (current.phrase(context.language), announced.phrase(context.language))
      spans.append(Span(context.language.say("  现\(now) 曾\(before)", "  now \(now) was \(before)"), Style(.dim)))
    }
    let report = DutyMarks.report(alarm, context)
    if !report.isEmpty { spans += [Span("  ")] + report }
    let work = DutyMarks.work(alarm, context)
    if !work.isEmpty { spans.append(Span("  " + work, Style(.dim))) }
    return spans
  }

  /// What is due about it by the clock, an acknowledgement or a first action.
  private func due(_ alarm: Alarm, _ context: PanelContext) -> Timestamp? {
    alarm.dues(context.state.city.duty).first { if case .report = $0.deadline { false } else { true } }?.at
  }

  private func state(_ alarm: Alarm, _ context: PanelContext) -> StyledText {
    let glyphs = context.glyphs
    func lamp(_ lamp: GlyphSet.Lamp) -> SafeText { SafeText(sanitizing: String(glyphs.lamp(lamp))) + " " }
    if let out = alarm.outOfService {
      return StyledText(Phrase(zh: "停用 ", en: "out of service ")(context.language) + out.by, Style(.shelved))
    }
    if !alarm.suppressedBy.isEmpty {
      return StyledText(Phrase(zh: "受上游影响 已抑制", en: "by upstream cause")(context.language), Style(.shelved))
    }
    if let shelf = alarm.shelf {
      let until = context.state.civil(shelf.until).clockMinutes
      return StyledText(lamp(.shelved) + (context.language.say("搁置至 \(until)", "shelved to \(until)")), Style(.shelved))
    }
    if context.state.isConfirming(alarm) {
      return StyledText(lamp(.unacknowledged) + context.say(Words.confirming), Style(.bright))
    }
    switch alarm.core {
    case .unacknowledged:
      // The slow pulse of what waits for somebody.
      let style = Style(.bright, on: .background, context.view.pulse ? .bold : [])
      let words = StyledText(lamp(.unacknowledged) + context.say(Words.unacknowledged), style)
      return due(alarm, context).map {
        words + [Span(" "), DutyMarks.countdown($0, late: alarm.shownSeverity.quietRole, context)]
      } ?? words
    case .returned:
      return StyledText(lamp(.normal) + Phrase(zh: "已恢复 未确认", en: "cleared, unacked")(context.language), Style(.text))
    case .acknowledged, .latched:
      guard let acknowledgement = alarm.acknowledgement else { return [] }
      let at = context.state.civil(acknowledgement.at).clockMinutes
      if let due = due(alarm, context), due < context.now {
        return [
          Span(lamp(.acknowledged) + acknowledgement.by + " ", Style(.acknowledged)),
          DutyMarks.countdown(due, late: alarm.shownSeverity.quietRole, context),
        ]
      }
      return StyledText(lamp(.acknowledged) + "\(acknowledgement.by) \(at)", Style(.acknowledged))
    case .normal where alarm.work?.hasOpenReport == true:
      return StyledText(Phrase(zh: "已恢复 待报", en: "over, report owed")(context.language), Style(.text))
    case .normal: return StyledText(Phrase(zh: "正常", en: "normal")(context.language), Style(.faint))
    }
  }
}

extension State {
  /// Alarms that wait for the disk: acknowledged, but not shown so yet.
  var confirming: Int { confirmingAlarms.count { !$0.isHidden && !$0.facts.isExercise } }

  /// What the screen counts as unacknowledged.
  var unacknowledged: Int { alarms.totals.unacknowledged + confirming }
}
