/// Cursor and first line of a list; the list holds still unless the cursor would leave it.
public struct ScrollPosition: Hashable, Sendable {
  public private(set) var selection: Int
  public private(set) var offset: Int

  public init(selection: Int = 0, offset: Int = 0) {
    self.selection = selection
    self.offset = offset
  }

  /// Moves the cursor by rows, and scrolls as far as needed to show it.
  public mutating func move(by rows: Int, count: Int, visible: Int) {
    select(selection + rows, count: count, visible: visible)
  }

  /// Puts the cursor on a row, and scrolls as far as needed to show it.
  public mutating func select(_ row: Int, count: Int, visible: Int) {
    selection = max(0, min(row, count - 1))
    let height = max(1, visible)
    offset = max(selection - height + 1, min(offset, selection))
    offset = max(0, min(offset, count - height))
  }

  /// Scrolls without the cursor, as the wheel does; the cursor is drawn along at the edge.
  public mutating func scroll(by rows: Int, count: Int, visible: Int) {
    let height = max(1, visible)
    offset = max(0, min(offset + rows, count - height))
    selection = max(0, min(max(offset, min(selection, offset + height - 1)), count - 1))
  }

  /// Keeps the cursor on the same row, at the same line of the screen, after rows came or went above it.
  public mutating func follow(to row: Int, count: Int, visible: Int) {
    offset += row - selection
    offset = max(0, min(offset, count - max(1, visible)))
    select(row, count: count, visible: visible)
  }
}

/// A thumb at the right edge that shows which part of a list is seen; nothing where all of it is.
struct ScrollBar: Widget {
  var first: Int
  var visible: Int
  var count: Int
  var glyphs: GlyphSet

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard visible > 0, count > visible, !rect.isEmpty else { return }
    let length = max(1, rect.height * visible / count)
    let travel = rect.height - length
    let top = count > visible ? (travel * first + (count - visible) / 2) / (count - visible) : 0
    for line in 0..<length {
      let y = rect.y + min(travel, top) + line
      canvas.put(glyphs.thumb, x: rect.x, y: y, style: Style(.popupBorder, on: canvas[rect.x, y].style.background))
    }
  }
}
