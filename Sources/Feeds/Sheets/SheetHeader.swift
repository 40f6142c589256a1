/// The names of the columns of a sheet.
struct SheetHeader {
  /// As faults show them; empty where the sheet has no header.
  private(set) var names: [String] = []
  private var places: [String: Int] = [:]
  /// How many cells every row must have.
  private(set) var count: Int

  /// A sheet without a header has as many columns as its first row.
  init(count: Int) { self.count = count }

  init(_ row: SheetRow) {
    count = row.count
    for index in 0..<row.count {
      let name = Self.plain(row.text(index))
      names.append(name)
      // Of two columns of one name the first is meant; the other has its number.
      if places[name] == nil { places[name] = index }
    }
  }

  /// The place of a column; nil where there is none of that name or number.
  func place(_ column: SheetColumn) -> Int? {
    switch column {
    case .name(let name): places[name]
    case .number(let number): (1...max(1, count)).contains(number) ? number - 1 : nil
    }
  }

  /// Headers are broken over lines and padded to look well; the words are what counts.
  static func plain(_ name: String) -> String {
    name.split { $0.isWhitespace || $0 == "\u{FEFF}" }.joined(separator: " ")
  }
}

/// A column, by its header or its 1-based number.
public enum SheetColumn: Sendable, Hashable {
  case name(String)
  case number(Int)

  /// The column of that header; blanks in it are not significant.
  public static func named(_ name: String) -> SheetColumn { .name(SheetHeader.plain(name)) }
}
