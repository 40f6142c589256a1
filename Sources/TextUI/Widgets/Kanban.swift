public import TextSafety

/// The stages of a work in columns: how much stands in each, what is late in it, and its first cards.
public struct Kanban: Widget {
  public struct Column: Hashable, Sendable {
    public var title: SafeText
    public var count: SafeText
    /// Below the head, such as the lights and the oldest.
    public var facts: StyledText
    /// What asks for a look first.
    public var cards: [StyledText]

    public init(_ title: SafeText, count: SafeText, facts: StyledText = [], cards: [StyledText] = []) {
      self.title = title
      self.count = count
      self.facts = facts
      self.cards = cards
    }
  }

  public var columns: [Column]
  public var glyphs: GlyphSet
  /// The card under the cursor.
  public var selection: (column: Int, card: Int)?

  public init(columns: [Column], glyphs: GlyphSet = .unicode) {
    self.columns = columns
    self.glyphs = glyphs
  }

  /// Below this a column says nothing.
  private static let narrowest = 9
  /// A title of four characters with its count.
  private static let head = 14

  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty, !columns.isEmpty else { return }
    let places = places(in: rect)
    let shown = places.count
    for (index, (column, place)) in zip(columns, places).enumerated() where !place.isEmpty {
      draw(
        column, selected: selection?.column == index ? selection?.card : nil, isLast: index == shown - 1, on: &canvas, in: place)
    }
    // There is more than there is room for.
    if shown < columns.count { canvas.put("»", x: rect.maxX - 1, y: rect.y, style: Style(.dim)) }
  }

  /// Where the columns stand that there is room for.
  private func places(in rect: Rect) -> [Rect] {
    let shown = max(1, min(columns.count, (rect.width + 2) / (Self.narrowest + 2)))
    // What is empty takes no more than its head.
    let roomy = (rect.width - 2 * (shown - 1)) / shown >= Self.head
    let tracks = columns.prefix(shown).map { column in
      Track(weight: roomy && column.cards.isEmpty ? 0 : 1, minimum: roomy ? Self.head : Self.narrowest)
    }
    return Layout.split(rect, .columns, tracks, gap: 2).rects
  }

  /// The first row of the cards.
  private static func cards(_ place: Rect) -> Int { place.y + (place.height > 2 ? 3 : 2) }

  /// The column, and the line in it, at a cell.
  public func card(atX x: Int, y: Int, in rect: Rect) -> (column: Int, card: Int)? {
    guard !rect.isEmpty, !columns.isEmpty, let column = places(in: rect).firstIndex(where: { $0.contains(x: x, y: y) }) else {
      return nil
    }
    let card = y - Self.cards(rect)
    return columns[column].cards.indices.contains(card) ? (column, card) : nil
  }

  private func draw(_ column: Column, selected: Int?, isLast: Bool, on canvas: inout Canvas, in place: Rect) {
    let used = canvas.put(column.title, x: place.x, y: place.y, style: Style(.dim), maxWidth: place.width)
    let room = place.width - used - 1
    if column.count.width <= room {
      canvas.put(
        column.count, x: place.x + used + 1, y: place.y, style: Style(.bright, on: .background, .bold), maxWidth: room)
    }
    // The way the work goes.
    if !isLast, place.width > 12 {
      canvas.put(glyphs == .ascii ? ">" : "▸", x: place.maxX, y: place.y, style: Style(.faint))
    }
    guard place.height > 1 else { return }
    if place.height > 2 {
      canvas.hline(x: place.x, y: place.y + 1, length: place.width, style: Style(.rule), glyph: glyphs.horizontalLine)
    }
    let facts = Self.cards(place) - 1
    column.facts.draw(on: &canvas, x: place.x, y: facts, maxWidth: place.width)
    for (line, card) in column.cards.prefix(max(0, place.maxY - facts - 1)).enumerated() {
      let row = Rect(x: place.x, y: facts + 1 + line, width: place.width, height: 1)
      if line == selected { canvas.fill(row, style: Style(.text, on: .selection)) }
      (line == selected ? card.on(.selection) : card).draw(on: &canvas, x: row.x, y: row.y, maxWidth: row.width)
    }
  }
}
