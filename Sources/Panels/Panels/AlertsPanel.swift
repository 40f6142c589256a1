internal import Core
public import TextSafety
public import TextUI

/// The list of alerts. Unacknowledged first, the worst and oldest on top; its order changes only when an alert changes its group.
public struct AlertsPanel: Panel {
  public let id = PanelID.alerts

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "告警", en: "Alerts")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    let totals = context.state.alarms.totals
    var parts: [SafeText] = ["\(context.say(Words.unacknowledged)) \(context.state.unacknowledged)"]
    parts.append("\(context.say(Words.acknowledged)) \(totals.acknowledged - context.state.confirming)")
    parts.append("\(context.say(Words.shelved)) \(totals.shelved)")
    parts.append("\(context.say(Words.suppressed)) \(totals.suppressed)")
    if totals.exercise > 0 { parts.append("\(context.say(Words.exercise)) \(totals.exercise)") }
    return StyledText(parts.joined(separator: context.glyphs == .unicode ? " · " : " | "), Style(.dim))
  }

  public func items(_ context: PanelContext) -> [ItemID] { AlertsPanel.rows(context).map { .alarm($0.key) } }

  public func hasItems(_ context: PanelContext) -> Bool {
    context.view.search == nil ? !context.state.alarmsInOrder(limit: 1).isEmpty : !items(context).isEmpty
  }

  /// So many are listed, the first in the order of the screen; the rest is counted below and found by a search.
  static let limit = 2000

  /// In the order of the screen.
  static func rows(_ context: PanelContext) -> [Alarm] {
    guard context.view.search != nil else { return context.state.alarmsInOrder(limit: limit) }
    return context.state.alarmsInOrder(limit: limit) {
      context.found($0.facts.headline.zh, $0.facts.headline.en, context.place($0.facts.place), $0.facts.owner.zh, $0.key.text)
    }
  }

  /// Those that a window of so many rows needs, as far as its cursor is among them.
  private func rows(_ context: PanelContext, window: Int) -> [Alarm] {
    guard context.view.search == nil else { return AlertsPanel.rows(context) }
    let near = context.state.alarmsInOrder(limit: min(AlertsPanel.limit, max(0, context.cursor.top) + 2 * window))
    guard case .alarm(let key)? = context.cursor.item, !near.contains(where: { $0.key == key }) else { return near }
    return AlertsPanel.rows(context)
  }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let rows = rows(context, window: rect.height)
    let items = rows.map { ItemID.alarm($0.key) }
    // For the scroll bar; where all are at hand it is their number.
    let isPart = rows.count == max(0, context.cursor.top) + 2 * rect.height
    let count = isPart ? min(AlertsPanel.limit, max(rows.count, context.state.alarms.totals.all)) : rows.count
    let en = context.language == .en
    var table = Table(
      columns: [
        .init(Phrase(zh: "级", en: "Sv")(context.language), minimum: 4, priority: 10),
        .init(Phrase(zh: "时间", en: "Time")(context.language), minimum: 5, priority: 7),
        .init(Phrase(zh: "持续", en: "For")(context.language), minimum: 7, priority: 6, alignment: .trailing),
        .init(Phrase(zh: "地点", en: "Place")(context.language), minimum: en ? 8 : 6, priority: 8),
        .init(Phrase(zh: "事件", en: "Event")(context.language), minimum: 24, weight: 1, priority: 9),
        .init(Phrase(zh: "责任", en: "Owner")(context.language), minimum: 12, priority: 3),
        .init(Phrase(zh: "状态", en: "State")(context.language), minimum: en ? 20 : 18, priority: 5),
      ], rows: Array(repeating: Table.Row([]), count: count), selection: context.selection(items), glyphs: context.glyphs)
    table.placeholder =
      context.view.search == nil
      ? Phrase(zh: "无告警。各数据源正常时此处为空。", en: "No alerts. Empty while every source is well.")(context.language)
      : Phrase(zh: "没有符合搜索的告警", en: "no alert fits the search")(context.language)
    let visible = table.visibleRows(in: rect)
    table.offset = context.top(items, visible: visible)
    for index in rows.indices.dropFirst(table.offset).prefix(visible) { table.rows[index] = row(rows[index], context) }
    table.draw(on: &canvas, in: rect)
    markNewBelow(rows, table, context, on: &canvas, in: rect)
  }

  /// Unacknowledged rows below the window are announced at its edge.
  private func markNewBelow(_ rows: [Alarm], _ table: Table, _ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let visible = table.visibleRows(in: rect)
    var hidden = rows.dropFirst(table.offset + visible).count { context.state.needsAcknowledgement($0) && !$0.isHidden }
    // Not all are at hand: those that wait are on top, so what is not above is below.
    if hidden > 0, context.view.search == nil { hidden = max(hidden, context.state.unacknowledged - table.offset - visible) }
    guard hidden > 0, rect.height > 2, rect.width > 20 else { return }
    let text: SafeText = context.language == .zh ? " 下方还有 \(hidden) 条未确认 " : " \(hidden) more unacked below "
    canvas.put(text, x: rect.maxX - text.width - 2, y: rect.maxY - 1, style: Style(.bright, on: .selection, .bold))
  }

  private func row(_ alarm: Alarm, _ context: PanelContext) -> Table.Row {
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
      headline(alarm, text, context),
      [Span(alarm.facts.owner(context.language).isEmpty ? sender(alarm, context) : alarm.facts.owner(context.language), quiet)],
      state(alarm, context),
    ])
  }

  private func sender(_ alarm: Alarm, _ context: PanelContext) -> SafeText { alarm.facts.sender.map(context.agency) ?? "" }

  private func headline(_ alarm: Alarm, _ style: Style, _ context: PanelContext) -> StyledText {
    var spans: StyledText = []
    if alarm.facts.isExercise { spans.append(Span(context.say(Words.exercise), Style(.banner))) }
    if alarm.facts.signal != nil {
      spans.append(Span(context.language == .zh ? "气象 " : "WX ", Style(.dim)))
    }
    spans.append(Span(alarm.facts.headline(context.language), style))
    if let announced = alarm.announced, let current = alarm.current, announced > current {
      let text: SafeText =
        context.language == .zh
        ? "  现\(current.phrase(.zh)) 曾\(announced.phrase(.zh))" : "  now \(current.phrase(.en)) was \(announced.phrase(.en))"
      spans.append(Span(text, Style(.dim)))
    }
    return spans
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
      return StyledText(lamp(.shelved) + (context.language == .zh ? "搁置至 \(until)" : "shelved to \(until)"), Style(.shelved))
    }
    if context.state.isConfirming(alarm) {
      return StyledText(lamp(.unacknowledged) + context.say(Words.confirming), Style(.bright))
    }
    switch alarm.core {
    case .unacknowledged:
      // The slow pulse of what waits for somebody.
      let style = Style(.bright, on: .background, context.view.pulse ? .bold : [])
      return StyledText(lamp(.unacknowledged) + context.say(Words.unacknowledged), style)
    case .returned:
      return StyledText(lamp(.normal) + Phrase(zh: "已恢复 未确认", en: "cleared, unacked")(context.language), Style(.text))
    case .acknowledged, .latched:
      guard let acknowledgement = alarm.acknowledgement else { return [] }
      let at = context.state.civil(acknowledgement.at).clockMinutes
      return StyledText(lamp(.acknowledged) + "\(acknowledgement.by) \(at)", Style(.acknowledged))
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
