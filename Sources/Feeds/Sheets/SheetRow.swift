/// One row of a sheet; its cells are spans of the document, valid while that is.
struct SheetRow {
  /// The 1-based line its first character stands on.
  var line = 0
  /// Whether a character of it had to be replaced.
  var isRepaired = false
  fileprivate(set) var cells: [Cell] = []

  struct Cell {
    var start: Int
    var count: Int
    /// Holds `""` that stands for one quote.
    var hasDoubledQuotes: Bool
  }

  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var count: Int { cells.count }

  /// Nothing but blanks in every cell: what spreadsheets leave below the last row.
  var isBlank: Bool { cells.allSatisfy { $0.count == 0 } }

  /// The text of a cell.
  func text(_ index: Int) -> String {
    let cell = cells[index]
    var span = UnsafeRawBufferPointer(rebasing: bytes[cell.start..<cell.start + cell.count])
    // `="007"` keeps spreadsheets from making a number of it.
    if span.count >= 3, span[0] == UInt8(ascii: "="), span[1] == quote, span[span.count - 1] == quote {
      let inner = trimmed(cell.start + 2, cell.start + cell.count - 1)
      span = UnsafeRawBufferPointer(rebasing: bytes[inner])
    }
    guard cell.hasDoubledQuotes else { return String(decoding: span, as: UTF8.self) }
    var plain: [UInt8] = []
    plain.reserveCapacity(span.count)
    var position = 0
    while position < span.count {
      plain.append(span[position])
      position += span[position] == quote ? 2 : 1
    }
    return String(decoding: plain, as: UTF8.self)
  }

  mutating func clear(line: Int) {
    cells.removeAll(keepingCapacity: true)
    self.line = line
    isRepaired = false
  }

  /// Appends a cell without the blanks around it.
  mutating func append(_ start: Int, _ end: Int, hasDoubledQuotes: Bool) {
    let range = trimmed(start, end)
    cells.append(Cell(start: range.lowerBound, count: range.count, hasDoubledQuotes: hasDoubledQuotes))
  }

  private func trimmed(_ start: Int, _ end: Int) -> Range<Int> {
    var start = start
    var end = end
    while start < end, isBlank(bytes[start]) { start += 1 }
    while start < end, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }
}

private let quote = UInt8(ascii: "\"")
