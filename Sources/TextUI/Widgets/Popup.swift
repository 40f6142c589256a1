public import TextSafety

/// A box in the middle with a border, a title and lines; it is as large as they need and the rectangle allows.
public struct Popup: Widget {
  public var title: SafeText
  public var lines: [StyledText]
  /// Keys and their meaning in the lower border.
  public var hint: SafeText
  /// The first line shown.
  public var offset: Int
  public var minimumWidth: Int
  public var glyphs: GlyphSet

  public init(
    title: SafeText, lines: [StyledText], hint: SafeText = "", offset: Int = 0, minimumWidth: Int = 24,
    glyphs: GlyphSet = .unicode
  ) {
    self.title = title
    self.lines = lines
    self.hint = hint
    self.offset = offset
    self.minimumWidth = minimumWidth
    self.glyphs = glyphs
  }

  /// The whole box.
  public func frame(in rect: Rect) -> Rect {
    let widest = max(lines.map(\.width).max() ?? 0, title.width + 2, hint.width + 2, minimumWidth)
    let width = min(rect.width, widest + 4)
    let height = min(rect.height, lines.count + 2)
    // A little above the middle, where eyes rest.
    return Rect(
      x: rect.x + (rect.width - width) / 2, y: rect.y + (rect.height - height) * 2 / 5, width: width, height: height)
  }

  /// The lines' part of the box, for what a caller draws itself.
  public func content(in rect: Rect) -> Rect {
    let frame = frame(in: rect)
    return frame.width > 4 && frame.height > 2 ? frame.inset(top: 1, bottom: 1, left: 2, right: 2) : frame
  }

  public func draw(on canvas: inout Canvas, in rect: Rect) {
    let frame = frame(in: rect)
    guard !frame.isEmpty else { return }
    canvas.fill(frame, style: Style(.text, on: .popup))
    let inner = content(in: rect)
    if inner != frame { drawBorder(on: &canvas, in: frame) }
    let first = max(0, min(offset, lines.count - inner.height))
    for (row, line) in lines.dropFirst(first).prefix(inner.height).enumerated() {
      line.on(.popup).draw(on: &canvas, x: inner.x, y: inner.y + row, maxWidth: inner.width)
    }
    if inner != frame {
      ScrollBar(first: first, visible: inner.height, count: lines.count, glyphs: glyphs)
        .draw(on: &canvas, in: Rect(x: frame.maxX - 1, y: inner.y, width: 1, height: inner.height))
    }
  }

  private func drawBorder(on canvas: inout Canvas, in frame: Rect) {
    let style = Style(.popupBorder, on: .popup)
    let (right, bottom) = (frame.maxX - 1, frame.maxY - 1)
    for y in [frame.y, bottom] {
      canvas.hline(x: frame.x + 1, y: y, length: frame.width - 2, style: style, glyph: glyphs.horizontalLine)
    }
    for x in [frame.x, right] {
      canvas.vline(x: x, y: frame.y + 1, length: frame.height - 2, style: style, glyph: glyphs.verticalLine)
    }
    let corners = glyphs.corners
    canvas.put(corners.0, x: frame.x, y: frame.y, style: style)
    canvas.put(corners.1, x: right, y: frame.y, style: style)
    canvas.put(corners.2, x: frame.x, y: bottom, style: style)
    canvas.put(corners.3, x: right, y: bottom, style: style)
    let room = frame.width - 4
    if !title.isEmpty {
      canvas.put(" " + title + " ", x: frame.x + 1, y: frame.y, style: Style(.title, on: .popup, .bold), maxWidth: room + 2)
    }
    if !hint.isEmpty {
      canvas.put(
        " " + hint + " ", x: frame.x + 1, y: bottom, style: Style(.dim, on: .popup), maxWidth: room + 2, align: .trailing)
    }
  }
}
