/// A horizontal bar for a share of a whole, with a tick at the target.
public struct Gauge: Widget {
  /// 0…1; nil where there is no data, which is never drawn as zero.
  public var value: Double?
  public var target: Double?
  /// `.chart` for normal values, a severity for others.
  public var role: Role
  public var glyphs: GlyphSet

  public init(value: Double?, target: Double? = nil, role: Role = .chart, glyphs: GlyphSet = .unicode) {
    self.value = value
    self.target = target
    self.role = role
    self.glyphs = glyphs
  }

  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    guard let value, value.isFinite else {
      canvas.fill(rect, style: Style(.stale, on: .plate), scalar: glyphs.hatch)
      return
    }
    canvas.fill(rect, style: Style(.chartDim, on: .plate), scalar: glyphs.emptyBar)
    let bars = glyphs.horizontalBars
    let pieces = Bar.pieces(value, cells: rect.width, steps: bars.count)
    let tick = target.map { min(rect.width - 1, max(0, Int(($0.clampedShare * Double(rect.width)).rounded()))) }
    for column in 0..<rect.width {
      let level = min(bars.count, pieces - column * bars.count)
      let isFull = level == bars.count
      for row in 0..<rect.height {
        let (x, y) = (rect.x + column, rect.y + row)
        if column == tick {
          canvas.put(glyphs.tick, x: x, y: y, style: isFull ? Style(.background, on: role) : Style(.target, on: .plate))
        } else if level > 0 {
          canvas.put(bars[level - 1], x: x, y: y, style: Style(role, on: .plate))
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
