internal import Core
internal import TextSafety
internal import TextUI

/// What waits outside the window, said at its edges: new ones above, unacknowledged ones below.
struct AlertEdges {
  let list: AlertList
  let top: Int
  let visible: Int

  func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    guard rect.height > 2, rect.width > 20 else { return }
    let new = list.rows.prefix(min(top, list.newRows)).flatMap(\.ownAlarms)
    if !new.isEmpty { drawNew(new, context, on: &canvas, in: rect) }
    var below = list.rows.dropFirst(top + visible).reduce(0) { sum, row in
      sum + row.ownAlarms.count { context.state.needsAcknowledgement($0) && !$0.isHidden && !$0.facts.isExercise }
    }
    // Not all are listed: those that wait are on top, so what is not above is below.
    if AlertOrder.isBounded(context) { below = max(below, context.state.unacknowledged - top - visible) }
    guard below > 0 else { return }
    let text: SafeText = context.language.say(" 下方还有 \(below) 条未确认 ", " \(below) more unacked below ")
    canvas.put(text, x: rect.maxX - text.width - 2, y: rect.maxY - 1, style: Style(.bright, on: .selection, .bold))
  }

  /// `↑ 12 新 红2`
  private func drawNew(_ new: [Alarm], _ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let arrow: SafeText = context.glyphs == .ascii ? "^" : "↑"
    let ground = Style(.bright, on: .selection, .bold)
    var spans: StyledText = [
      Span(context.language.say(" \(arrow) \(new.count) 新 ", " \(arrow) \(new.count) new "), ground)
    ]
    for severity in Severity.allCases.reversed() {
      let count = new.count { $0.shownSeverity == severity }
      if count > 0 { spans.append(Span(" \(severity.phrase(context.language)) \(count) ", .filled(severity.role))) }
    }
    spans.append(Span(" Home ", ground))
    spans.draw(on: &canvas, x: max(rect.x, rect.maxX - spans.width - 2), y: rect.y, maxWidth: rect.width)
  }
}
