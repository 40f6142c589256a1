extension Unicode.Scalar {
  /// Columns on a terminal: 0 for nonspacing marks, 2 for Han and full-width forms, else 1 (ambiguous counts one).
  public var columns: Int {
    if value < 0x300 { return 1 }
    if value >= 0x4E00 && value <= 0x9FFF { return 2 }
    if value < 0x1100 || value > 0xFFFF || value < 0x2E80 || value > 0xFFDC {
      switch properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: return 0
      default: break
      }
    } else if properties.generalCategory == .nonspacingMark {
      return 0
    }
    return isWide ? 2 : 1
  }

  private var isWide: Bool {
    var low = 0
    var high = wideRanges.count - 1
    while low <= high {
      let middle = (low + high) / 2
      if value < wideRanges[middle].first {
        high = middle - 1
      } else if value > wideRanges[middle].last {
        low = middle + 1
      } else {
        return true
      }
    }
    return false
  }
}

extension SafeText {
  /// Columns on a terminal; a line feed counts none.
  public var width: Int {
    var columns = 0
    for scalar in string.unicodeScalars where scalar != "\n" { columns += scalar.columns }
    return columns
  }

  public enum Alignment: Sendable { case leading, trailing, center }

  /// At most so many columns; what is cut ends in `»`.
  public func cut(toColumns columns: Int) -> SafeText {
    guard columns > 0 else { return .empty }
    if string.utf8.count <= columns { return self }
    var used = 0
    var kept = String.UnicodeScalarView()
    var beforeLast = String.UnicodeScalarView()
    for scalar in string.unicodeScalars {
      let width = scalar.columns
      if used + width > columns {
        beforeLast.append("»")
        return SafeText(trusted: String(beforeLast))
      }
      used += width
      kept.append(scalar)
      if used < columns { beforeLast = kept }
    }
    return self
  }

  /// Exactly so many columns: cut, or filled with blanks.
  public func padded(toColumns columns: Int, alignment: Alignment = .leading) -> SafeText {
    let text = cut(toColumns: columns)
    let missing = max(0, columns - text.width)
    let before: Int
    switch alignment {
    case .leading: before = 0
    case .trailing: before = missing
    case .center: before = missing / 2
    }
    return SafeText(trusted: String(repeating: " ", count: before) + text.string + String(repeating: " ", count: missing - before))
  }

  /// Rows of at most so many columns: broken at blanks and between Han, never before closing punctuation.
  public func wrapped(toColumns columns: Int) -> [SafeText] {
    guard columns > 1 else { return isEmpty ? [] : [cut(toColumns: columns)] }
    return string.split(separator: "\n", omittingEmptySubsequences: false).flatMap { SafeText.wrap($0, columns: columns) }
  }

  private static func wrap(_ line: Substring, columns: Int) -> [SafeText] {
    var rows: [SafeText] = []
    var row: [Unicode.Scalar] = []
    var used = 0
    var breakAfter: Int?
    func width(_ scalars: some Sequence<Unicode.Scalar>) -> Int { scalars.reduce(0) { $0 + $1.columns } }
    func text(_ scalars: some Sequence<Unicode.Scalar>) -> SafeText {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      while view.last == " " { view.removeLast() }
      return SafeText(trusted: String(view))
    }
    for scalar in line.unicodeScalars {
      if row.isEmpty, scalar == " ", !rows.isEmpty { continue }
      let columnsOfScalar = scalar.columns
      if used + columnsOfScalar > columns, !row.isEmpty {
        let end = breakAfter ?? row.count
        rows.append(text(row[..<end]))
        row = Array(row[end...].drop { $0 == " " })
        used = width(row)
        breakAfter = nil
        if row.isEmpty, scalar == " " { continue }
      }
      if columnsOfScalar == 2, let last = row.last, last.columns == 2, !closing.contains(scalar) { breakAfter = row.count }
      row.append(scalar)
      used += columnsOfScalar
      if scalar == " " { breakAfter = row.count }
    }
    rows.append(text(row))
    return rows
  }

  private static let closing: Set<Unicode.Scalar> = [
    "、", "。", "\u{FF0C}", "\u{FF1B}", "\u{FF1A}", "\u{FF1F}", "\u{FF01}", "\u{FF09}", "」", "』", "】", "》", "”", "’",
  ]
}
