public import TextSafety

/// Rows in columns under a head, with a row under the cursor and a scroll bar where not all rows fit.
public struct Table: Widget {
  public struct Column: Hashable, Sendable {
    public var title: SafeText
    public var minimum: Int
    public var maximum: Int?
    /// Its part of the columns that are left over.
    public var weight: Int
    /// The lowest is dropped first when the table is narrow.
    public var priority: Int
    public var alignment: Alignment

    public init(
      _ title: SafeText, minimum: Int, maximum: Int? = nil, weight: Int = 0, priority: Int = 0, alignment: Alignment = .leading
    ) {
      self.title = title
      self.minimum = minimum
      self.maximum = maximum
      self.weight = weight
      self.priority = priority
      self.alignment = alignment
    }
  }

  public struct Row: Hashable, Sendable {
    public var cells: [StyledText]
    /// Shelved and suppressed rows: everything in it is faint.
    public var isDimmed: Bool

    public init(_ cells: [StyledText], isDimmed: Bool = false) {
      self.cells = cells
      self.isDimmed = isDimmed
    }

    /// A row with one span in every cell.
    public init(spans: [Span], isDimmed: Bool = false) {
      self.init(spans.map { [$0] }, isDimmed: isDimmed)
    }
  }

  public var columns: [Column]
  public var rows: [Row]
  public var selection: Int?
  /// The first row shown; see `ScrollPosition`.
  public var offset: Int
  /// The window may go beyond the last row, so that what is in it need not move when rows above it go.
  public var mayPassEnd = false
  public var hasHeader: Bool
  /// The column that the rows were sorted by, marked in the head; nil: they stand as usual.
  public var sortedColumn: Int?
  /// Said in the middle when there is no row.
  public var placeholder: SafeText
  public var gap: Int
  public var glyphs: GlyphSet

  public init(
    columns: [Column], rows: [Row], selection: Int? = nil, offset: Int = 0, hasHeader: Bool = true,
    placeholder: SafeText = "", gap: Int = 2, glyphs: GlyphSet = .unicode
  ) {
    self.columns = columns
    self.rows = rows
    self.selection = selection
    self.offset = offset
    self.hasHeader = hasHeader
    self.placeholder = placeholder
    self.gap = gap
    self.glyphs = glyphs
  }

  /// How many rows fit.
  public func visibleRows(in rect: Rect) -> Int { max(0, rect.height - (hasHeader ? 1 : 0)) }

  /// Where the columns go, and which do not fit.
  public func layout(in rect: Rect) -> Layout {
    let tracks = columns.map { Track(weight: $0.weight, minimum: $0.minimum, maximum: $0.maximum, priority: $0.priority) }
    // A gap and the scroll bar have their place always, so that rows do not move when it appears.
    return Layout.split(rect.inset(right: rect.width > 12 ? 2 : 0), .columns, tracks, gap: gap)
  }

  /// The row drawn at a line of the canvas, for the mouse.
  public func row(at y: Int, in rect: Rect) -> Int? {
    let index = y - rect.y - (hasHeader ? 1 : 0) + first(in: rect)
    return y < rect.maxY && index >= first(in: rect) && rows.indices.contains(index) ? index : nil
  }

  private func first(in rect: Rect) -> Int { max(0, min(offset, rows.count - (mayPassEnd ? 1 : visibleRows(in: rect)))) }

  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let places = layout(in: rect).rects
    if hasHeader {
      for (index, (column, place)) in zip(columns, places).enumerated() where place.width > 0 {
        let isSorted = index == sortedColumn
        let title = isSorted ? column.title + (glyphs == .ascii ? "v" : "▾") : column.title
        canvas.put(
          title, x: place.x, y: rect.y, style: Style(isSorted ? .bright : .dim), maxWidth: place.width, align: column.alignment)
      }
    }
    let visible = visibleRows(in: rect)
    let top = rect.maxY - visible
    if rows.isEmpty, visible > 0 {
      canvas.put(placeholder, x: rect.x, y: top + visible / 3, style: Style(.faint), maxWidth: rect.width, align: .center)
    }
    let start = first(in: rect)
    for (line, index) in (start..<max(start, min(rows.count, start + visible))).enumerated() {
      let y = top + line
      let isSelected = index == selection
      if isSelected { canvas.fill(Rect(x: rect.x, y: y, width: rect.width, height: 1), style: Style(.text, on: .selection)) }
      for ((column, place), cell) in zip(zip(columns, places), rows[index].cells) where place.width > 0 {
        let text = styled(cell, isDimmed: rows[index].isDimmed, isSelected: isSelected)
        text.draw(on: &canvas, x: place.x, y: y, maxWidth: place.width, align: column.alignment)
      }
    }
    ScrollBar(first: start, visible: visible, count: rows.count, glyphs: glyphs)
      .draw(on: &canvas, in: Rect(x: rect.maxX - 1, y: top, width: rect.width > 12 ? 1 : 0, height: visible))
  }

  private func styled(_ cell: StyledText, isDimmed: Bool, isSelected: Bool) -> StyledText {
    var cell = cell
    if isDimmed {
      for index in cell.indices { cell[index].style = Style(.shelved, on: .background) }
    }
    guard isSelected else { return cell }
    // Faint text could not be read on the lighter ground.
    for index in cell.indices where [.faint, .shelved, .stale].contains(cell[index].style.foreground) {
      cell[index].style.foreground = .dim
    }
    return cell.on(.selection)
  }
}
