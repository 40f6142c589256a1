/// How the bytes of a sheet are cut into rows and cells.
public struct SheetOptions: Sendable, Equatable {
  /// What parts the cells of a row.
  public enum Delimiter: String, Sendable, CaseIterable {
    /// The one that the header holds most of.
    case detected = "auto"
    case comma, semicolon, tab, pipe

    var byte: UInt8? {
      switch self {
      case .detected: nil
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .tab: 9
      case .pipe: UInt8(ascii: "|")
      }
    }
  }

  public var delimiter: Delimiter
  /// The 1-based row that names the columns; what stands above it is passed over. 0: there is none.
  public var headerRow: Int

  public init(delimiter: Delimiter = .detected, headerRow: Int = 1) {
    self.delimiter = delimiter
    self.headerRow = headerRow
  }
}

/// The encoding of a document that is not sure to be UTF-8.
public enum DocumentEncoding: String, Sendable, CaseIterable {
  /// UTF-8, unless it looks like GB 18030 or has the mark of UTF-16.
  case detected = "auto"
  case utf8 = "utf-8"
  case gbk, gb2312, gb18030, big5
  case utf16 = "utf-16"

  /// The name glibc knows; GB 18030 holds all of GBK and GB 2312. Nil: nothing is to be done.
  var iconvName: StaticString? {
    switch self {
    case .detected, .utf8: nil
    case .gbk, .gb2312, .gb18030: "GB18030"
    case .big5: "BIG5-HKSCS"
    case .utf16: "UTF-16"
    }
  }
}
