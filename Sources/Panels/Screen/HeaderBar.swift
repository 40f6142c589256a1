internal import Core
internal import TextSafety
internal import TextUI

/// The first row: the desk, the boards, the date and time of the world shown, who is on duty.
enum HeaderBar {
  static func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    canvas.fill(rect, style: Style(.text, on: .header))
    let clock = clockText(context, width: rect.width)
    clock.on(.header).draw(on: &canvas, x: rect.maxX - clock.width - 1, y: rect.y, maxWidth: rect.width)
    let desk = deskText(context, width: rect.width)
    canvas.put(desk, x: 1, y: rect.y, style: Style(.bright, on: .header, .bold))
    tabs(context, width: rect.width).draw(on: &canvas, in: tabRect(context, in: rect))
  }

  static func board(atX x: Int, _ context: PanelContext, in rect: Rect) -> BoardID? {
    let places = tabs(context, width: rect.width).places(in: tabRect(context, in: rect))
    return places.firstIndex { $0.contains(x: x, y: rect.y) }.map { context.view.boards.all[$0].id }
  }

  private static func deskText(_ context: PanelContext, width: Int) -> SafeText {
    let name = context.state.city.desk(context.language)
    let text = name.isEmpty ? Phrase(zh: "值班", en: "zhiban")(context.language) : name
    guard width < 110 else { return text.words(within: width >= 150 ? 36 : 20) }
    let wide = Rect(x: 0, y: 0, width: 1000, height: 1)
    let taken = (tabs(context, width: width).places(in: wide).last?.maxX ?? 0) + clockText(context, width: width).width
    return text.words(within: max(9, width - taken - 5))
  }

  private static func tabRect(_ context: PanelContext, in rect: Rect) -> Rect {
    let start = deskText(context, width: rect.width).width + 3
    return Rect(x: start, y: rect.y, width: rect.width - start - clockText(context, width: rect.width).width - 2, height: 1)
  }

  private static func tabs(_ context: PanelContext, width: Int) -> Tabs {
    let boards = context.view.boards.all
    let tabs = boards.map { board in
      Tabs.Tab(
        board.key.map { "\($0)" } ?? (context.glyphs == .unicode ? "·" : "-"),
        width >= 110 || board.id == context.view.board ? board.title(context.language) : "")
    }
    return Tabs(tabs, selection: boards.firstIndex { $0.id == context.view.board } ?? 0)
  }

  /// The report that is due soon, the time, who is at the desk.
  private static func clockText(_ context: PanelContext, width: Int) -> StyledText {
    var spans = DeskSign.report(context)
    if !spans.isEmpty { spans.append(Span("  ")) }
    spans.append(Span(timeText(context, width: width), Style(.bright)))
    let sign = DeskSign.officer(context, width: width)
    if !sign.isEmpty { spans += [Span("  ")] + sign }
    return spans
  }

  private static func timeText(_ context: PanelContext, width: Int) -> SafeText {
    let civil = context.state.civil(context.now)
    guard width >= 60 else { return civil.clock }
    let day = civil.weekdayName(context.language)
    return width >= 110 ? "\(civil.dateText) \(day) \(civil.clock)" : "\(civil.monthDay) \(civil.clock)"
  }
}

extension SafeText {
  /// Its first words as far as they fit; a first word that is too long is cut.
  fileprivate func words(within columns: Int) -> SafeText {
    guard width > columns else { return self }
    var words = string.split(separator: " ")
    while words.count > 1 {
      words.removeLast()
      let text = SafeText(sanitizing: words.joined(separator: " "))
      if text.width <= columns { return text }
    }
    return cut(toColumns: columns)
  }
}
