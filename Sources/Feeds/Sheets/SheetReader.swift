import Core
import Glibc

/// Walks over a sheet row by row: RFC 4180, and what real exports do besides. It keeps one row at a time.
struct SheetReader {
  static let maximumColumns = 1024
  static let maximumCellBytes = 64 * 1024
  static let maximumRows = 5_000_000

  /// Why a row, or the rest of the sheet, is not read.
  struct Trouble: Error, Equatable {
    var reason: Malformed.Reason
    var line: Int
    /// In bytes, 1-based; nil where the row as a whole is meant.
    var column: Int?
    var words: String
    /// True where nothing more can be read.
    var isFinal = false
  }

  private let bytes: UnsafeRawBufferPointer
  private let delimiter: UInt8
  /// Whether rows have to be looked through for bytes that are not UTF-8.
  private let hasBadBytes: Bool
  private var index = 0
  private var line = 1
  /// Where the current line begins.
  private var lineStart = 0
  private var rows = 0
  private(set) var row: SheetRow

  init(_ bytes: UnsafeRawBufferPointer, delimiter: UInt8) {
    self.bytes = bytes
    self.delimiter = delimiter
    hasBadBytes = EncodingGuess.firstBadByte(in: bytes) != nil
    row = SheetRow(bytes)
  }

  /// Reads the next row into `row`; false at the end. After a fault the reader stands behind the row that has it.
  mutating func next() throws(Trouble) -> Bool {
    guard index < bytes.count else { return false }
    rows += 1
    if rows > Self.maximumRows {
      index = bytes.count
      throw Trouble(
        reason: .tooLong, line: line, words: "a sheet may have \(Self.maximumRows) rows, the rest is not read", isFinal: true)
    }
    row.clear(line: line)
    let start = index
    while try cell() {
      if row.count == Self.maximumColumns {
        throw trouble(.tooLong, "a row may have \(Self.maximumColumns) columns", at: index)
      }
    }
    if hasBadBytes {
      row.isRepaired = EncodingGuess.firstBadByte(in: UnsafeRawBufferPointer(rebasing: bytes[start..<index])) != nil
    }
    return true
  }

  /// Reads one cell and what ends it; true where another one follows in the row.
  private mutating func cell() throws(Trouble) -> Bool {
    let start = index
    var end = index
    while end < bytes.count, bytes[end] == blank || bytes[end] == tab && delimiter != tab { end += 1 }
    if end < bytes.count, bytes[end] == quote { return try quotedCell(from: end) }
    while end < bytes.count, bytes[end] != delimiter, bytes[end] != newline, bytes[end] != carriageReturn { end += 1 }
    if end - start > Self.maximumCellBytes { throw trouble(.tooLong, Self.cellWords, at: start) }
    row.append(start, end, hasDoubledQuotes: false)
    index = end
    return passSeparator()
  }

  private mutating func quotedCell(from opening: Int) throws(Trouble) -> Bool {
    let limit = min(bytes.count, opening + 1 + Self.maximumCellBytes)
    var hasDoubledQuotes = false
    var end = opening + 1
    while true {
      guard let next = position(of: quote, from: end, to: limit) else {
        let words = limit < bytes.count ? Self.cellWords : "a quote is opened and never closed"
        throw trouble(limit < bytes.count ? .tooLong : .truncated, words, at: opening)
      }
      end = next
      guard end + 1 < bytes.count, bytes[end + 1] == quote else { break }
      hasDoubledQuotes = true
      end += 2
    }
    row.append(opening + 1, end, hasDoubledQuotes: hasDoubledQuotes)
    var after = end + 1
    while after < bytes.count, bytes[after] == blank || bytes[after] == tab && delimiter != tab { after += 1 }
    if after < bytes.count, bytes[after] != delimiter, bytes[after] != newline, bytes[after] != carriageReturn {
      throw trouble(.syntax, "goes on after a closing quote", at: after)
    }
    countLines(opening, end)
    index = after
    return passSeparator()
  }

  /// True behind a delimiter; false behind the end of a line, and at the end of the sheet.
  private mutating func passSeparator() -> Bool {
    guard index < bytes.count else { return false }
    if bytes[index] == delimiter {
      index += 1
      return true
    }
    if bytes[index] == carriageReturn, index + 1 < bytes.count, bytes[index + 1] == newline { index += 1 }
    index += 1
    line += 1
    lineStart = index
    return false
  }

  /// A fault at an offset of the current line; the reader goes on with the line after the one it lies on.
  private mutating func trouble(_ reason: Malformed.Reason, _ words: String, at offset: Int) -> Trouble {
    if offset > index { countLines(index, offset) }
    let trouble = Trouble(reason: reason, line: line, column: offset - lineStart + 1, words: words)
    let end = position(of: newline, from: offset, to: bytes.count)
    index = end.map { $0 + 1 } ?? bytes.count
    line += 1
    lineStart = index
    return trouble
  }

  private mutating func countLines(_ start: Int, _ end: Int) {
    var position = start
    while let next = self.position(of: newline, from: position, to: end) {
      line += 1
      lineStart = next + 1
      position = next + 1
    }
  }

  private func position(of byte: UInt8, from start: Int, to end: Int) -> Int? {
    guard start < end, let base = bytes.baseAddress, let found = memchr(base + start, Int32(byte), end - start) else {
      return nil
    }
    return UnsafeRawPointer(found) - base
  }

  private static let cellWords = "a cell may have \(maximumCellBytes) bytes"
}

extension SheetOptions.Delimiter {
  /// The delimiter as it is set, or the one that a row outside of quotes holds most of; a comma where it holds none.
  func byte(in bytes: UnsafeRawBufferPointer, row: Int) -> UInt8 {
    if let byte { return byte }
    // In this order they win where two are equally many: `;` and a tab behind it part cells together.
    let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), 9]
    var counts = [0, 0, 0, 0]
    var rows = max(1, row)
    var isQuoted = false
    for byte in bytes.prefix(SheetReader.maximumCellBytes * 16) {
      if byte == quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == newline {
        rows -= 1
        if rows == 0 { break }
      } else if rows == 1, let place = candidates.firstIndex(of: byte) {
        counts[place] += 1
      }
    }
    let most = counts.max() ?? 0
    return counts.firstIndex(of: most).map { candidates[$0] } ?? candidates[0]
  }
}

private let quote = UInt8(ascii: "\"")
private let blank = UInt8(ascii: " ")
private let tab: UInt8 = 9
private let newline: UInt8 = 10
private let carriageReturn: UInt8 = 13
