internal import Core
internal import TextSafety
internal import TextUI

/// The palette: the line, and below it what fits, the chosen one selected.
enum PalettePainter {
  /// Rows of the list, whatever fits, so that the box holds still while one types.
  private static func rows(_ rect: Rect) -> Int { max(1, min(16, rect.height - 5)) }

  private static func popup(_ palette: Palette, _ context: PanelContext, in rect: Rect) -> Popup {
    let width = min(72, rect.width - 6)
    var lines: [StyledText] = [[], []]
    let first = first(palette, in: rect)
    let shown = palette.fitting.dropFirst(first).prefix(rows(rect))
    let column = min(26, width / 2)
    for (number, entry) in zip(first..., shown) {
      let ground: Role = number == palette.chosen ? .selection : .popup
      let keys = entry.keys.cut(toColumns: 20)
      let title = entry.title(context.language).cut(toColumns: max(0, width - column - keys.width - 1))
      lines.append([
        Span(
          SafeText(sanitizing: entry.completed).cut(toColumns: column - 1).padded(toColumns: column), Style(.bright, on: ground)),
        Span(title.padded(toColumns: width - column - keys.width), Style(.text, on: ground)), Span(keys, Style(.key, on: ground)),
      ])
    }
    if shown.isEmpty {
      lines.append(StyledText(Phrase(zh: "没有这个命令", en: "no such command")(context.language), Style(.dim, on: .popup)))
    }
    while lines.count < rows(rect) + 2 { lines.append([]) }
    return Popup(
      title: Phrase(zh: "命令", en: "Command")(context.language), lines: lines,
      hint: context.language.say(
        "\(FixedKey.arrows) 选择  \(FixedKey.tab) 补全  \(FixedKey.enter) 执行  \(FixedKey.escape) 取消",
        "\(FixedKey.arrows) choose  \(FixedKey.tab) completes  \(FixedKey.enter) runs  \(FixedKey.escape) cancels"),
      minimumWidth: width, glyphs: context.glyphs)
  }

  private static func first(_ palette: Palette, in rect: Rect) -> Int {
    let rows = rows(rect)
    return max(0, min(palette.chosen - rows / 2, palette.fitting.count - rows))
  }

  static func draw(_ palette: Palette, _ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let popup = popup(palette, context, in: rect)
    popup.draw(on: &canvas, in: rect)
    let content = popup.content(in: rect)
    palette.field.draw(on: &canvas, in: Rect(x: content.x, y: content.y, width: content.width, height: 1))
  }

  /// The number of what is drawn at a cell; nil outside the list.
  static func choice(atX x: Int, y: Int, _ palette: Palette, _ context: PanelContext, in rect: Rect) -> Int? {
    let content = popup(palette, context, in: rect).content(in: rect)
    let number = y - content.y - 2 + first(palette, in: rect)
    guard content.contains(x: x, y: y), y >= content.y + 2, palette.fitting.indices.contains(number) else { return nil }
    return number
  }
}
