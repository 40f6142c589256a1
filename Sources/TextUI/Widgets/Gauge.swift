/// A horizontal bar for a share of a whole, with a tick at the target.
public struct Gauge: Widget {
  /// 0…1; nil where there is no data, which is never drawn as zero.
  public var value: Double?
  public var target: Double?
  /// `.chart` for normal values, a severity for others.
  public var role: Role
  public var shape: Shape
  public var glyphs: GlyphSet

  /// Blocks have eighths of a cell; lines have halves, and stay apart in adjacent rows.
  public enum Shape: Hashable, Sendable { case block, line }

  public init(
    value: Double?, target: Double? = nil, role: Role = .chart, shape: Shape = .block, glyphs: GlyphSet = .unicode
  ) {
    self.value = value
    self.target = target
    self.role = role
    self.shape = shape
    self.glyphs = glyphs
  }

  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let ground: Role = shape == .block ? .plate : .background
    let bars = shape == .block ? glyphs.horizontalBars : glyphs.thinBars
    guard let value, value.isFinite else {
      canvas.fill(rect, style: Style(.stale, on: ground), scalar: glyphs.hatch)
      return
    }
    canvas.fill(rect, style: Style(.chartDim, on: ground), scalar: shape == .block ? glyphs.emptyBar : glyphs.thinTrack)
    let pieces = Bar.pieces(value, cells: rect.width, steps: bars.count)
    let tick = target.map { min(rect.width - 1, max(0, Int(($0.clampedShare * Double(rect.width)).rounded()))) }
    for column in 0..<rect.width {
      let level = min(bars.count, pieces - column * bars.count)
      let isFull = level == bars.count
      for row in 0..<rect.height {
        let (x, y) = (rect.x + column, rect.y + row)
        if column == tick {
          let isCovered = isFull && shape == .block
          canvas.put(glyphs.tick, x: x, y: y, style: isCovered ? Style(role, on: ground, .reverse) : Style(.target, on: ground))
        } else if level > 0 {
          canvas.put(bars[level - 1], x: x, y: y, style: Style(role, on: ground))
        }
      }
    }
  }
}

/// What bars have in common.
enum Bar {
  /// The pieces filled of a bar; what is more than nothing shows at least one.
  static func pieces(_ share: Double, cells: Int, steps: Int) -> Int {
    let whole = cells * steps
    let filled = Int((share.clampedShare * Double(whole)).rounded())
    return share > 0 && whole > 0 ? max(1, filled) : filled
  }

  /// The piece of a column in the row counted from the bottom, if any.
  static func glyph(_ pieces: Int, row: Int, of bars: [Unicode.Scalar]) -> Unicode.Scalar? {
    let level = min(bars.count, pieces - row * bars.count)
    return level > 0 ? bars[level - 1] : nil
  }
}

extension Double {
  /// Between 0 and 1; no number counts as 0.
  var clampedShare: Double { self > 0 ? Swift.min(self, 1) : 0 }
}
