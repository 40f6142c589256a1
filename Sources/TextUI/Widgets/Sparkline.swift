/// A short trend without axes: the newest value at the right edge, one column each.
public struct Sparkline: Widget {
  /// nil where there was no data.
  public var values: [Double?]
  public var role: Role
  /// The value of a full bar; the largest shown where nil.
  public var maximum: Double?
  public var glyphs: GlyphSet

  public init(values: [Double?], role: Role = .chart, maximum: Double? = nil, glyphs: GlyphSet = .unicode) {
    self.values = values
    self.role = role
    self.maximum = maximum
    self.glyphs = glyphs
  }

  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let shown = values.suffix(rect.width)
    let top = maximum ?? shown.lazy.compactMap { $0 }.filter(\.isFinite).max() ?? 0
    // In a single row a full cell would melt into the row above.
    let bars = rect.height == 1 && glyphs == .unicode ? glyphs.verticalBars.dropLast() : glyphs.verticalBars
    for (column, value) in zip((rect.maxX - shown.count)..., shown) {
      guard let value, value.isFinite else { continue }
      let pieces = top > 0 ? Bar.pieces(value / top, cells: rect.height, steps: bars.count) : 0
      if pieces == 0 {
        // Zero is a value too; only missing data leaves a hole.
        canvas.put(bars[0], x: column, y: rect.maxY - 1, style: Style(.chartDim))
      }
      for row in 0..<rect.height {
        guard let glyph = Bar.glyph(pieces, row: row, of: bars) else { break }
        canvas.put(glyph, x: column, y: rect.maxY - 1 - row, style: Style(role))
      }
    }
  }
}
