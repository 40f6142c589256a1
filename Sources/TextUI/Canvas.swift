import TextSafety

/// A rectangle of cells that widgets draw on; it clips at its edges and never holds half of a wide character.
public struct Canvas: Hashable, Sendable {
  public let size: Size
  /// All cells, row after row.
  public internal(set) var cells: [Cell]

  public init(width: Int, height: Int, fill: Style = Style()) {
    size = Size(width: width, height: height)
    cells = Array(repeating: Cell(style: fill), count: size.width * size.height)
  }

  public var width: Int { size.width }
  public var height: Int { size.height }

  /// The whole canvas.
  public var bounds: Rect { Rect(x: 0, y: 0, width: size.width, height: size.height) }

  /// The cell at a place; a blank outside the canvas.
  public subscript(x: Int, y: Int) -> Cell {
    guard contains(x, y) else { return Cell() }
    return cells[y * size.width + x]
  }

  /// The rows as text, trailing blanks trimmed; a wide character counts once.
  public var text: [String] {
    (0..<size.height).map { y in
      var row = String.UnicodeScalarView()
      for cell in cells[y * size.width..<(y + 1) * size.width] { cell.appendScalars(to: &row) }
      while row.last == " " { row.removeLast() }
      return String(row)
    }
  }

  func contains(_ x: Int, _ y: Int) -> Bool { x >= 0 && y >= 0 && x < size.width && y < size.height }

  /// The part of a rectangle that lies on the canvas.
  func clipped(_ rect: Rect) -> Rect {
    let left = min(max(0, rect.x), size.width)
    let top = min(max(0, rect.y), size.height)
    return Rect(x: left, y: top, width: min(rect.maxX, size.width) - left, height: min(rect.maxY, size.height) - top)
  }
}

extension Cell {
  /// The character with its marks; nothing for a continuation.
  func appendScalars(to text: inout String.UnicodeScalarView) {
    if isContinuation { return }
    for value in [scalar, mark1, mark2] where value != 0 {
      if let scalar = Unicode.Scalar(value) { text.append(scalar) }
    }
  }
}
