public import TextSafety

/// Columns over time with a baseline mark on each and labels below, such as calls in every ten minutes.
public struct ColumnChart: Widget {
  public struct Column: Hashable, Sendable {
    /// nil where there is no data (yet).
    public var value: Double?
    /// What is usual here.
    public var baseline: Double?
    public var role: Role

    public init(_ value: Double?, baseline: Double? = nil, role: Role = .chart) {
      self.value = value.flatMap { $0.isFinite ? $0 : nil }
      self.baseline = baseline
      self.role = role
    }
  }

  public var columns: [Column]
  /// Labels below, by index of the column they start at.
  public var labels: [Int: SafeText]
  /// The value of a full column; the largest value or baseline where nil.
  public var maximum: Double?
  public var glyphs: GlyphSet

  public init(columns: [Column], labels: [Int: SafeText] = [:], maximum: Double? = nil, glyphs: GlyphSet = .unicode) {
    self.columns = columns
    self.labels = labels
    self.maximum = maximum
    self.glyphs = glyphs
  }

  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty, !columns.isEmpty else { return }
    let plot = rect.inset(bottom: labels.isEmpty || rect.height < 3 ? 0 : 1)
    let top = maximum ?? columns.reduce(0) { max($0, $1.value ?? 0, $1.baseline ?? 0) }
    for x in 0..<plot.width {
      if let column = column(at: x, width: plot.width) { draw(column, top: top, x: plot.x + x, on: &canvas, in: plot) }
    }
    if plot.height < rect.height { drawLabels(on: &canvas, in: rect) }
  }

  /// The column drawn at a place: the largest where several share it, so that no peak is lost.
  private func column(at x: Int, width: Int) -> Column? {
    let first = x * columns.count / width
    let last = max(first + 1, (x + 1) * columns.count / width)
    return columns[first..<min(last, columns.count)].max { ($0.value ?? -1) < ($1.value ?? -1) }
  }

  private func draw(_ column: Column, top: Double, x: Int, on canvas: inout Canvas, in plot: Rect) {
    let bars = glyphs.verticalBars
    let pieces = top > 0 ? Bar.pieces((column.value ?? 0) / top, cells: plot.height, steps: bars.count) : 0
    for row in 0..<plot.height {
      guard let glyph = Bar.glyph(pieces, row: row, of: bars) else { break }
      canvas.put(glyph, x: x, y: plot.maxY - 1 - row, style: Style(column.role))
    }
    if pieces == 0, column.value != nil { canvas.put(bars[0], x: x, y: plot.maxY - 1, style: Style(.chartDim)) }
    guard let baseline = column.baseline, top > 0 else { return }
    let row = min(plot.height - 1, Int(baseline.clampedShare(of: top) * Double(plot.height)))
    let isCovered = pieces >= (row + 1) * bars.count
    let isFree = pieces <= row * bars.count
    // In a cell that is partly filled the bar's own top already stands at the baseline.
    guard isCovered || isFree else { return }
    canvas.put(
      glyphs.dash, x: x, y: plot.maxY - 1 - row,
      style: isCovered ? Style(column.role, on: .background, .reverse) : Style(.baseline))
  }

  private func drawLabels(on canvas: inout Canvas, in rect: Rect) {
    var free = rect.x
    for (index, label) in labels.sorted(by: { $0.key < $1.key }) where columns.indices.contains(index) {
      // The first place whose column is this one.
      let x = rect.x + (index * rect.width + columns.count - 1) / columns.count
      guard x >= free, x + label.width <= rect.maxX else { continue }
      free = x + canvas.put(label, x: x, y: rect.maxY - 1, style: Style(.faint), maxWidth: label.width) + 1
    }
  }
}

extension Double {
  func clampedShare(of whole: Double) -> Double { whole > 0 ? (self / whole).clampedShare : 0 }
}
