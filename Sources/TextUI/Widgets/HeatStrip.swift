public import TextSafety

/// How much came in every hour of several days: a row a day, a cell an hour, the fuller the more. What is not known is left dotted.
public struct HeatStrip: Widget {
  public struct Cell: Hashable, Sendable {
    /// nil where nothing is known, which is not zero.
    public var value: Double?
    /// `.chart` for what is usual, a quiet severity for what is not.
    public var role: Role

    public init(_ value: Double?, role: Role = .chart) {
      self.value = value.flatMap { $0.isFinite ? max(0, $0) : nil }
      self.role = role
    }
  }

  public struct Row: Hashable, Sendable {
    public var name: SafeText
    public var cells: [Cell]
    /// At the right, such as the sum of the day.
    public var note: SafeText

    public init(_ name: SafeText, cells: [Cell], note: SafeText = "") {
      self.name = name
      self.cells = cells
      self.note = note
    }
  }

  public var rows: [Row]
  /// Labels above, by index of their cell.
  public var labels: [Int: SafeText]
  /// The value of a full cell; the largest where nil.
  public var maximum: Double?
  public var glyphs: GlyphSet

  public init(rows: [Row], labels: [Int: SafeText] = [:], maximum: Double? = nil, glyphs: GlyphSet = .unicode) {
    self.rows = rows
    self.labels = labels
    self.maximum = maximum
    self.glyphs = glyphs
  }

  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty, let count = rows.map(\.cells.count).max(), count > 0 else { return }
    let names = min((rows.map(\.name.width).max() ?? 0) + 1, rect.width / 3)
    let notes = (rows.map(\.note.width).max() ?? 0) + 1
    // The cells go before the sums, the sums before the names.
    let hasNotes = notes > 1 && rect.width - names - notes >= count
    let hasNames = rect.width - names >= min(count, 12)
    let left = rect.x + (hasNames ? names : 0)
    let room = rect.maxX - left - (hasNotes ? notes : 0)
    let width = max(1, room / count)
    let shown = min(count, room / width)
    let hasLabels = !labels.isEmpty && rect.height > rows.count
    if hasLabels { drawLabels(width: width, first: count - shown, on: &canvas, x: left, y: rect.y, maxX: left + shown * width) }
    let top = maximum ?? rows.lazy.flatMap(\.cells).compactMap(\.value).max() ?? 0
    let body = rect.inset(top: hasLabels ? 1 : 0)
    let height = max(1, min(3, body.height / max(1, rows.count)))
    for (line, row) in rows.prefix(body.height / height).enumerated() {
      let y = body.y + line * height
      if hasNames { canvas.put(row.name, x: rect.x, y: y + height - 1, style: Style(.dim), maxWidth: names - 1) }
      for (index, cell) in row.cells.suffix(shown).enumerated() {
        draw(cell, top: top, on: &canvas, in: Rect(x: left + index * width, y: y, width: width, height: height))
      }
      if hasNotes {
        canvas.put(
          row.note, x: rect.maxX - notes + 1, y: y + height - 1, style: Style(.dim), maxWidth: notes - 1, align: .trailing)
      }
    }
  }

  private func draw(_ cell: Cell, top: Double, on canvas: inout Canvas, in place: Rect) {
    // A gap tells wide cells apart.
    let bar = place.inset(right: place.width > 2 ? 1 : 0)
    let floor = place.maxY - 1
    guard let value = cell.value else {
      // The lowest bar is a dot there.
      let mark: Unicode.Scalar = glyphs == .unicode ? "·" : glyphs == .safe ? "." : " "
      canvas.put(mark, x: bar.x + bar.width / 2, y: floor, style: Style(.faint))
      return
    }
    // In a single row a full cell would melt into the row above.
    let bars = bar.height == 1 && glyphs == .unicode ? glyphs.verticalBars.dropLast() : glyphs.verticalBars
    let pieces = top > 0 ? max(1, Bar.pieces(value / top, cells: bar.height, steps: bars.count)) : 1
    let style = Style(value == 0 ? .chartDim : cell.role)
    for row in 0..<bar.height {
      guard let glyph = Bar.glyph(pieces, row: row, of: Array(bars)) else { break }
      for x in bar.x..<bar.maxX { canvas.put(glyph, x: x, y: floor - row, style: style) }
    }
  }

  private func drawLabels(width: Int, first: Int, on canvas: inout Canvas, x left: Int, y: Int, maxX: Int) {
    var free = left
    for (index, label) in labels.sorted(by: { $0.key < $1.key }) where index >= first {
      let x = left + (index - first) * width
      guard x >= free, x + label.width <= maxX else { continue }
      free = x + canvas.put(label, x: x, y: y, style: Style(.faint), maxWidth: label.width) + 1
    }
  }
}
