internal import Core
internal import TextSafety
internal import TextUI

/// A new red over the whole body of a wall: what, where, since when, what to do; and the other reds below it.
struct WallRed {
  let red: WallShow.Red
  let context: PanelContext
  /// The rows that a board would have.
  let room: Int

  /// Fewer rows below are better left to the red itself.
  static let leastBelow = 9

  /// The rows it takes with all that is known of the newest.
  func height(width: Int) -> Int {
    let count = red.keys.first.flatMap { context.state.alarms[$0] }.map { facts($0, width: width - 8).count } ?? 0
    return min(room, headHeight + digitRows + min(count, 12) + 5)
  }

  private var headHeight: Int { room >= 60 ? 9 : room >= 20 ? 5 : 3 }
  private var digitRows: Int { room >= 60 ? 20 : room >= 20 ? 8 : 3 }

  /// `hasList`: the other alerts stand below it.
  func draw(hasList: Bool, on canvas: inout Canvas, in rect: Rect) {
    let alarms = red.keys.compactMap { context.state.alarms[$0] }
    guard let first = alarms.first, rect.height >= 3 else { return }
    let isHigh = room >= 20
    var y = drawHead(first, on: &canvas, in: rect)
    let margin = rect.width >= 120 ? 4 : 1
    y = drawTimes(
      first, height: digitRows, on: &canvas, in: rect.inset(top: y - rect.y, left: margin, right: margin))
    let space = isHigh ? 1 : 0
    let facts = facts(first, width: rect.width - 2 * margin)
    for line in facts.prefix(max(0, rect.maxY - y - space)) {
      line.draw(on: &canvas, x: rect.x + margin, y: y + space, maxWidth: rect.width - 2 * margin)
      y += 1
    }
    if !hasList { drawOthers(alarms.dropFirst(), from: y + 2 * space, margin: margin, on: &canvas, in: rect) }
  }

  /// Returns the row below it.
  private func drawHead(_ alarm: Alarm, on canvas: inout Canvas, in rect: Rect) -> Int {
    let ground = Rect(x: rect.x, y: rect.y, width: rect.width, height: headHeight)
    canvas.fill(ground, style: .filled(.red))
    let place = context.place(alarm.facts.place)
    let text =
      Severity.red.phrase(context.language) + "  " + Phrase(zh: "新告警", en: "NEW")(context.language) + "  "
      + (place.isEmpty ? "" : place + "  ") + alarm.facts.headline(context.language)
    canvas.put(
      text, x: rect.x + 4, y: rect.y + ground.height / 2, style: .filled(.red), maxWidth: rect.width - 8, align: .center)
    return ground.maxY + 1
  }

  private func drawTimes(_ alarm: Alarm, height: Int, on canvas: inout Canvas, in rect: Rect) -> Int {
    let language = context.language
    let raised = context.state.civil(alarm.raisedAt)
    let age = context.now - alarm.raisedAt
    let figures: [(SafeText, SafeText)] = [
      (Phrase(zh: "发生时间", en: "Raised at")(language), raised.clockMinutes),
      (Phrase(zh: "已持续", en: "For")(language), Format.duration(age)),
    ]
    let places = Layout.split(rect, .columns, [Track(), Track()], gap: 4).rects
    for ((label, figure), place) in zip(figures, places) where rect.height > height {
      canvas.put(label, x: place.x, y: place.y, style: Style(.dim), maxWidth: place.width)
      BigDigits(figure, style: Style(.bright, on: .background, .bold), glyphs: context.glyphs)
        .enlarged(toFit: Size(width: place.width, height: height))
        .draw(on: &canvas, in: Rect(x: place.x, y: place.y + 1, width: place.width, height: height))
    }
    return rect.y + 1 + height
  }

  private func facts(_ alarm: Alarm, width: Int) -> [StyledText] {
    let language = context.language
    var lines: [StyledText] = []
    func add(_ label: Phrase, _ text: SafeText, _ role: Role = .text) {
      guard !text.isEmpty else { return }
      let column = 12
      for (index, row) in text.wrapped(toColumns: max(10, width - column)).enumerated() {
        let name: SafeText = index == 0 ? label(language) : ""
        lines.append([
          Span(name.padded(toColumns: column), Style(.dim)),
          Span(row, Style(role, on: .background, role == .bright ? .bold : [])),
        ])
      }
    }
    add(Phrase(zh: "地点", en: "Place"), context.place(alarm.facts.place), .bright)
    add(Phrase(zh: "责任", en: "Owner"), AlertsPanel.owner(alarm, context), .bright)
    // That it waits, and for how long, stands above.
    if context.state.isConfirming(alarm) || !alarm.isActive {
      add(Phrase(zh: "状态", en: "State"), Detail.state(alarm, context))
    }
    if let value = alarm.facts.value, let limit = alarm.facts.threshold {
      add(Phrase(zh: "数值", en: "Value"), Detail.figures(alarm, value, limit, context))
    }
    add(Phrase(zh: "说明", en: "Detail"), alarm.facts.detail ?? "")
    let guidance = alarm.facts.guidance(language).string.split(separator: "\n").prefix(6)
    for (index, step) in guidance.enumerated() {
      add(index == 0 ? Phrase(zh: "处置步骤", en: "Guidance") : Phrase(zh: "", en: ""), SafeText(sanitizing: String(step)))
    }
    return lines
  }

  private func drawOthers(_ others: ArraySlice<Alarm>, from y: Int, margin: Int, on canvas: inout Canvas, in rect: Rect) {
    let room = rect.maxY - y
    guard !others.isEmpty, room >= 2 else { return }
    let width = rect.width - 2 * margin
    let count = others.count
    canvas.put(
      context.language.say("另有 \(count) 条新的红色告警", "\(count) more new reds"), x: rect.x + margin, y: y,
      style: Style(.dim), maxWidth: width)
    for (line, alarm) in others.prefix(room - 1).enumerated() {
      let row: StyledText = [
        Span(" \(Severity.red.phrase(context.language)) ", .filled(.red)),
        Span(" \(context.state.civil(alarm.raisedAt).clockMinutes)  ", Style(.text)),
        Span(context.place(alarm.facts.place) + "  ", Style(.text)),
        Span(alarm.facts.headline(context.language), Style(.bright)),
      ]
      row.draw(on: &canvas, x: rect.x + margin, y: y + 1 + line, maxWidth: width)
    }
  }
}
