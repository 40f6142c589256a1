public import TextSafety

/// The head of a panel: a thin rule with the title on the left and a status on the right, no box.
public struct PanelFrame: Widget {
  public var title: SafeText
  /// Counts and the age of the data; cut, then dropped, where the title needs the room.
  public var status: StyledText
  public var isFocused: Bool
  /// The source is silent: the rule is broken and the title grey; the status says since when.
  public var isStale: Bool
  public var glyphs: GlyphSet

  public init(
    title: SafeText, status: StyledText = [], isFocused: Bool = false, isStale: Bool = false, glyphs: GlyphSet = .unicode
  ) {
    self.title = title
    self.status = status
    self.isFocused = isFocused
    self.isStale = isStale
    self.glyphs = glyphs
  }

  /// What is left for the panel itself.
  public static func content(of rect: Rect) -> Rect { rect.inset(top: min(1, rect.height)) }

  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let rule = isStale ? (glyphs == .ascii ? "." : glyphs.dash) : glyphs.horizontalLine
    canvas.hline(x: rect.x, y: rect.y, length: rect.width, style: Style(.rule), glyph: rule)
    var left = rect.x
    if isFocused, rect.width > 2 {
      canvas.put(glyphs == .ascii ? ">" : "▸", x: left, y: rect.y, style: Style(.focus, on: .background, .bold))
    }
    if rect.width > 6 { left += 1 }
    let style = Style(isFocused ? .focus : isStale ? .stale : .title, on: .background, .bold)
    let room = rect.maxX - left - (left > rect.x ? 2 : 0)
    if left > rect.x { left += canvas.put(" ", x: left, y: rect.y, style: style) }
    left += canvas.put(title, x: left, y: rect.y, style: style, maxWidth: room)
    if left < rect.maxX { left += canvas.put(" ", x: left, y: rect.y, style: style) }
    // A piece of rule stays between title and status, and a status of less than four columns says nothing.
    // It ends where the rows do.
    let margin = rect.width > 6 ? 1 : 0
    let free = rect.maxX - margin - left - 3
    let used = min(status.width, free)
    guard used > 0, used == status.width || used >= 4 else { return }
    let start = rect.maxX - margin - used
    canvas.fill(Rect(x: start - 1, y: rect.y, width: used + 1 + margin, height: 1), style: Style(.rule))
    status.draw(on: &canvas, x: start, y: rect.y, maxWidth: used, align: .trailing)
  }
}
