/// One column of one row: a character with at most two combining marks, and its style.
///
/// A character of two columns fills its cell and the next, which is a `continuation`.
public struct Cell: Hashable, Sendable {
  /// The base character; 0 in a continuation.
  public var scalar: UInt32
  /// Combining marks on it, 0 where none.
  public var mark1: UInt32
  public var mark2: UInt32
  public var style: Style

  public init(_ scalar: Unicode.Scalar = " ", marks: (UInt32, UInt32) = (0, 0), style: Style = Style()) {
    self.scalar = scalar.value
    mark1 = marks.0
    mark2 = marks.1
    self.style = style
  }

  /// The right half of a character of two columns.
  public static func continuation(style: Style) -> Cell {
    var cell = Cell(style: style)
    cell.scalar = 0
    return cell
  }

  public var isContinuation: Bool { scalar == 0 }
}
