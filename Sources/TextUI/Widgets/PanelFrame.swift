public import TextSafety

/// The head of a panel: a thin rule with the title on the left and a status on the right, no box.
public struct PanelFrame: Widget {
  public var title: SafeText
  /// Counts and, last, the age of the data. Where the title needs the room what stands first goes first, a group at a time (two blanks
  /// part them); the last group is cut, then dropped.
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
    let status = status.lastGroups(within: free)
    let used = min(status.width, free)
    guard used > 0, used == status.width || used >= 4 else { return }
    let start = rect.maxX - margin - used
    canvas.fill(Rect(x: start - 1, y: rect.y, width: used + 1 + margin, height: 1), style: Style(.rule))
    status.draw(on: &canvas, x: start, y: rect.y, maxWidth: used, align: .trailing)
  }
}

extension StyledText {
  /// The groups at the end that fit into so many columns, at least the last.
  fileprivate func lastGroups(within columns: Int) -> StyledText {
    var rest = self
    while rest.width > columns, let next = rest.indices.dropFirst().first(where: rest.isGroupStart) { rest.removeFirst(next) }
    return rest
  }

  private func isGroupStart(_ index: Int) -> Bool {
    let (before, text) = (self[index - 1].text.string, self[index].text.string)
    return !text.allSatisfy { $0 == " " } && (before.hasSuffix("  ") || text.hasPrefix("  "))
  }
}
