extension SafeText {
  /// Rows of at most so many columns: broken at blanks and beside Han, never before a closing sign or behind an opening one.
  public func wrapped(toColumns columns: Int) -> [SafeText] {
    guard columns > 1 else { return isEmpty ? [] : [cut(toColumns: columns)] }
    return string.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      var wrapper = Wrapper(columns: columns)
      for scalar in line { wrapper.take(scalar) }
      return wrapper.rows + [Wrapper.text(wrapper.row[...])]
    }
  }
}

/// Fills one row after another of a line.
private struct Wrapper {
  let columns: Int
  var rows: [SafeText] = []
  var row: [Unicode.Scalar] = []
  private var used = 0
  /// Where the row may end best.
  private var lastBreak: Int?

  init(columns: Int) { self.columns = columns }

  mutating func take(_ scalar: Unicode.Scalar) {
    if scalar == " ", row.isEmpty, !rows.isEmpty { return }
    if let last = row.last, Wrapper.mayBreak(between: last, and: scalar) { lastBreak = row.count }
    if used + scalar.columns > columns, !row.isEmpty {
      let end = lastBreak ?? row.count
      rows.append(Wrapper.text(row[..<end]))
      row = Array(row[end...].drop { $0 == " " })
      used = row.reduce(0) { $0 + $1.columns }
      lastBreak = nil
      if scalar == " ", row.isEmpty { return }
    }
    row.append(scalar)
    used += scalar.columns
  }

  static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> SafeText {
    var view = String.UnicodeScalarView(scalars)
    while view.last == " " { view.removeLast() }
    return SafeText(trusted: String(view))
  }

  private static func mayBreak(between last: Unicode.Scalar, and next: Unicode.Scalar) -> Bool {
    if last == " " { return next != " " }
    guard last.columns == 2 || next.columns == 2, next.columns > 0 else { return next == " " }
    return !closing.contains(next) && !opening.contains(last)
  }

  private static let closing = Set("、。，；：？！）」』】》〉〕”’,.;:?!)]}%℃…".unicodeScalars)
  private static let opening = Set("（「『【《〈〔“‘([{".unicodeScalars)
}
