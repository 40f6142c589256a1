extension Unicode.Scalar {
  /// Columns on a terminal: 0 for nonspacing marks, 2 for Han and full-width forms, else 1 (ambiguous counts one).
  public var columns: Int {
    switch value {
    case 0..<0x300, 0x2500...0x25FC, 0x2800...0x28FF: return 1
    case 0x4E00...0x9FFF, 0x3000...0x3029, 0xFF01...0xFF60: return 2
    default: break
    }
    if joinsItsBase { return 0 }
    switch properties.generalCategory {
    case .enclosingMark, .format: return 0
    default: return isWide ? 2 : 1
    }
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
    // No character has more columns than bytes.
    if string.utf8.count <= columns { return self }
    let end = index(afterColumns: columns)
    if end == string.endIndex { return self }
    return SafeText(trusted: string[..<index(afterColumns: columns - 1)] + "»")
  }

  /// The beginning of the text that fits in so many columns, with the marks of its last character.
  public func prefix(columns: Int) -> SafeText { part(..<index(afterColumns: columns)) }

  /// The rest behind `prefix(columns:)`.
  public func dropFirst(columns: Int) -> SafeText { part(index(afterColumns: columns)...) }

  private func index(afterColumns columns: Int) -> String.Index {
    let scalars = string.unicodeScalars
    var used = 0
    var index = scalars.startIndex
    while index < scalars.endIndex {
      used += scalars[index].columns
      if used > max(0, columns) { break }
      index = scalars.index(after: index)
    }
    return index
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
    return SafeText(
      trusted: String(repeating: " ", count: before) + text.string + String(repeating: " ", count: missing - before))
  }
}
