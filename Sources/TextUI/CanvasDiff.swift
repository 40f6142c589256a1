/// The cells that differ between two canvases, as runs in reading order.
public struct CanvasDiff: Sendable {
  /// Changed cells side by side; wide characters are whole in it.
  public struct Run: Hashable, Sendable {
    public let row: Int
    public let column: Int
    public let cells: ArraySlice<Cell>
  }

  public let runs: [Run]
  public var isEmpty: Bool { runs.isEmpty }

  /// Unchanged cells between two changes of a row that are sent along: moving the cursor costs about as much.
  private static let bridge = 4

  /// What has to be drawn where `old` is shown and `new` is wanted; everything when the sizes differ.
  public init(from old: Canvas, to new: Canvas) {
    var runs: [Run] = []
    let width = new.width
    guard old.size == new.size else {
      self.runs =
        width == 0
        ? [] : (0..<new.height).map { Run(row: $0, column: 0, cells: new.cells[$0 * width..<($0 + 1) * width]) }
      return
    }
    old.cells.withUnsafeBufferPointer { shown in
      new.cells.withUnsafeBufferPointer { wanted in
        for row in 0..<new.height {
          let start = row * width
          let end = start + width
          var index = start
          while index < end {
            if shown[index].isSame(as: wanted[index]) {
              index += 1
              continue
            }
            var first = index
            var last = index
            index += 1
            while index < end, index - last <= Self.bridge {
              if !shown[index].isSame(as: wanted[index]) { last = index }
              index += 1
            }
            if first > start, wanted[first].isContinuation { first -= 1 }
            if last + 1 < end, wanted[last + 1].isContinuation { last += 1 }
            index = max(index, last + 1)
            runs.append(Run(row: row, column: first - start, cells: new.cells[first...last]))
          }
        }
      }
    }
    self.runs = runs
  }
}

extension Cell {
  /// Equality without the generic detour of synthesised conformances.
  @inline(__always) fileprivate func isSame(as other: Cell) -> Bool {
    scalar == other.scalar && mark1 == other.mark1 && mark2 == other.mark2
      && style.foreground.rawValue == other.style.foreground.rawValue
      && style.background.rawValue == other.style.background.rawValue
      && style.attributes.rawValue == other.style.attributes.rawValue
  }
}
