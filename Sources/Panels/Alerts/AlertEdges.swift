internal import Core
internal import TextSafety
internal import TextUI

/// What waits outside the window, said at its edges: new ones above, unacknowledged ones below.
struct AlertEdges {
  let list: AlertList
  let top: Int
  let visible: Int
  /// The column of the states; empty where there is no room for one.
  let states: Rect

  func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    guard rect.height > 2, rect.width > 20 else { return }
    let new = list.rows.prefix(min(top, list.newRows)).flatMap(\.ownAlarms)
    let taken = new.isEmpty ? 0 : drawNew(new, context, on: &canvas, in: rect)
    var below = list.rows.dropFirst(top + visible).reduce(0) { sum, row in
      sum + row.ownAlarms.count { context.state.needsAcknowledgement($0) && !$0.isHidden && !$0.facts.isExercise }
    }
    // Not all are listed: those that wait are on top, so what is not above is below.
    if AlertOrder.isBounded(context) { below = max(below, context.state.unacknowledged - top - visible) }
    guard below > 0 else { return }
    let arrow: SafeText = context.glyphs == .ascii ? "v" : "↓"
    let text: SafeText = context.language.say(" \(arrow) \(below) 条未确认 ", " \(arrow) \(below) unacked ")
    // A headline is never covered: over the state of the last row, or beside the head of the list.
    let isBeside = states.width >= text.width
    canvas.put(
      isBeside ? text.padded(toColumns: states.width) : text,
      x: isBeside ? states.x : max(rect.x, rect.maxX - text.width - taken - 2), y: isBeside ? rect.maxY - 1 : rect.y,
      style: Style(.bright, on: .selection, .bold))
  }

  /// `↑ 12 新 红2`; returns how wide it is.
  private func drawNew(_ new: [Alarm], _ context: PanelContext, on canvas: inout Canvas, in rect: Rect) -> Int {
    let arrow: SafeText = context.glyphs == .ascii ? "^" : "↑"
    let ground = Style(.bright, on: .selection, .bold)
    var spans: StyledText = [
      Span(context.language.say(" \(arrow) \(new.count) 新 ", " \(arrow) \(new.count) new "), ground)
    ]
    for severity in Severity.allCases.reversed() {
      let count = new.count { $0.shownSeverity == severity }
      if count > 0 { spans.append(Span(" \(severity.phrase(context.language)) \(count) ", .filled(severity.role))) }
    }
    spans.append(Span(" \(context.view.keys[.first]) ", ground))
    spans.draw(on: &canvas, x: max(rect.x, rect.maxX - spans.width - 2), y: rect.y, maxWidth: rect.width)
    return spans.width + 1
  }
}
