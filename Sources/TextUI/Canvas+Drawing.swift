public import TextSafety

/// Where text stands in a width larger than itself.
public enum Alignment: Hashable, Sendable { case leading, center, trailing }

extension Canvas {
  /// Draws one line of text and returns the columns it used.
  ///
  /// The text gets `maxWidth` columns (without it: those up to the right edge); what is longer is cut with `»`. Columns
  /// outside the canvas are not drawn but counted, so that callers can chain `x += put(…)`.
  @discardableResult
  public mutating func put(
    _ text: SafeText, x: Int, y: Int, style: Style, maxWidth: Int? = nil, align: Alignment = .leading
  ) -> Int {
    let limit = max(0, maxWidth ?? (size.width - x))
    guard limit > 0, !text.isEmpty else { return 0 }
    let scalars = text.string.unicodeScalars
    // A cut needs one scalar more than the limit, so measuring may stop there: long text costs no more than short text.
    var needed = 0
    for scalar in scalars {
      needed += scalar.columns
      if needed > limit { break }
    }
    let room = needed > limit ? limit - 1 : limit
    let shift: Int
    switch align {
    case .leading: shift = 0
    case .center: shift = max(0, limit - needed) / 2
    case .trailing: shift = max(0, limit - needed)
    }
    var column = 0
    for scalar in scalars {
      let columns = scalar.columns
      if columns == 0 {
        mark(scalar, x: x + shift + column - 1, y: y)
        continue
      }
      if column + columns > room { break }
      set(scalar, columns: columns, x: x + shift + column, y: y, style: style)
      column += columns
    }
    if needed > limit {
      set("»", columns: 1, x: x + shift + column, y: y, style: style)
      column += 1
    }
    return column
  }

  /// Draws one character of one column, as widgets do for bars and lines.
  public mutating func put(_ glyph: Unicode.Scalar, x: Int, y: Int, style: Style) {
    set(glyph, columns: glyph.columns, x: x, y: y, style: style)
  }

  /// Fills a rectangle with a character of one column; others are drawn as blanks.
  public mutating func fill(_ rect: Rect, style: Style, scalar: Unicode.Scalar = " ") {
    let area = clipped(rect)
    guard !area.isEmpty else { return }
    let cell = Cell(scalar.columns == 1 ? scalar : " ", style: style)
    for y in area.y..<area.maxY {
      release(x: area.x, y: y)
      release(x: area.maxX - 1, y: y)
      for index in y * size.width + area.x..<y * size.width + area.maxX { cells[index] = cell }
    }
  }

  /// A horizontal line, `─` unless told otherwise.
  public mutating func hline(x: Int, y: Int, length: Int, style: Style, glyph: Unicode.Scalar = "─") {
    fill(Rect(x: x, y: y, width: length, height: 1), style: style, scalar: glyph)
  }

  /// A vertical line, `│` unless told otherwise.
  public mutating func vline(x: Int, y: Int, length: Int, style: Style, glyph: Unicode.Scalar = "│") {
    fill(Rect(x: x, y: y, width: 1, height: length), style: style, scalar: glyph)
  }

  /// Copies another canvas with its top left corner at a place.
  public mutating func blit(_ other: Canvas, x: Int, y: Int) {
    let area = clipped(Rect(x: x, y: y, width: other.width, height: other.height))
    guard !area.isEmpty else { return }
    for row in area.y..<area.maxY {
      release(x: area.x, y: row)
      release(x: area.maxX - 1, y: row)
      let source = (row - y) * other.width + area.x - x
      let target = row * size.width + area.x
      for offset in 0..<area.width { cells[target + offset] = other.cells[source + offset] }
      mend(x: area.x, y: row)
      mend(x: area.maxX - 1, y: row)
    }
  }

  /// Changes the styles of a rectangle, such as the ground of a selected row; wide characters keep one style.
  public mutating func restyle(_ rect: Rect, _ transform: (Style) -> Style) {
    let area = clipped(rect)
    guard !area.isEmpty else { return }
    for y in area.y..<area.maxY {
      let row = y * size.width
      for index in row + area.x..<row + area.maxX {
        if cells[index].isContinuation {
          if index > row { cells[index].style = cells[index - 1].style }
        } else {
          cells[index].style = transform(cells[index].style)
        }
      }
      if area.maxX < size.width, cells[row + area.maxX].isContinuation {
        cells[row + area.maxX].style = cells[row + area.maxX - 1].style
      }
    }
  }
}

extension Canvas {
  /// Greys out a rectangle whose data is old; only what lies on a filled severity stays as it is.
  public mutating func fade(_ rect: Rect) {
    let filled: Set<Role> = [.red, .orange, .yellow, .blue, .selection]
    restyle(rect) { style in
      filled.contains(style.background) ? style : Style(.stale, on: style.background, style.attributes.subtracting(.bold))
    }
  }

  /// A character that is known to be safe, with its marks.
  mutating func put(_ character: [Unicode.Scalar], x: Int, y: Int, style: Style) {
    for (index, scalar) in character.enumerated() {
      if index == 0 {
        set(scalar, columns: scalar.columns, x: x, y: y, style: style)
      } else {
        mark(scalar, x: x, y: y)
      }
    }
  }

  /// One character at a place; of a wide one that crosses an edge only a blank is left.
  mutating func set(_ scalar: Unicode.Scalar, columns: Int, x: Int, y: Int, style: Style) {
    guard y >= 0, y < size.height else { return }
    // Text of several lines has line feeds, which a row cannot hold.
    let scalar = scalar.value < 0x20 ? " " : scalar
    if columns == 1 {
      guard x >= 0, x < size.width else { return }
      release(x: x, y: y)
      cells[y * size.width + x] = Cell(scalar, style: style)
      return
    }
    guard columns == 2 else { return }
    let left = contains(x, y)
    let right = contains(x + 1, y)
    if left { release(x: x, y: y) }
    if right { release(x: x + 1, y: y) }
    if left { cells[y * size.width + x] = Cell(right ? scalar : " ", style: style) }
    if right { cells[y * size.width + x + 1] = left ? .continuation(style: style) : Cell(style: style) }
  }

  /// A combining mark for the character that ends at a column; the third and later ones are dropped.
  private mutating func mark(_ scalar: Unicode.Scalar, x: Int, y: Int) {
    guard contains(x, y) else { return }
    var index = y * size.width + x
    if cells[index].isContinuation { index -= 1 }
    if cells[index].mark1 == 0 {
      cells[index].mark1 = scalar.value
    } else if cells[index].mark2 == 0 {
      cells[index].mark2 = scalar.value
    }
  }

  /// Blanks the other half of a wide character before one half is overwritten.
  private mutating func release(x: Int, y: Int) {
    let index = y * size.width + x
    if cells[index].isContinuation {
      if x > 0 { cells[index - 1] = Cell(style: cells[index - 1].style) }
      cells[index] = Cell(style: cells[index].style)
    } else if x + 1 < size.width, cells[index + 1].isContinuation {
      cells[index + 1] = Cell(style: cells[index + 1].style)
    }
  }

  /// Blanks a half that a copy cut off at its border.
  private mutating func mend(x: Int, y: Int) {
    let index = y * size.width + x
    if cells[index].isContinuation {
      if x == 0 || !cells[index - 1].isWide { cells[index] = Cell(style: cells[index].style) }
    } else if cells[index].isWide, x + 1 == size.width || !cells[index + 1].isContinuation {
      cells[index] = Cell(style: cells[index].style)
    }
  }
}

extension Cell {
  /// Whether a continuation belongs behind this cell.
  var isWide: Bool { (Unicode.Scalar(scalar)?.columns ?? 1) == 2 }
}
