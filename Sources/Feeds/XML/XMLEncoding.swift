/// The encoding of a document, as far as its first bytes tell.
enum XMLEncoding {
  /// By declaration, or because nothing else is said.
  case utf8
  /// GB 2312, GBK, GB 18030: what Chinese Windows writes.
  case chinese
  /// UTF-16, Latin-1, or one that the parser will refuse.
  case other

  init(of bytes: UnsafeRawBufferPointer) {
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) || bytes.prefix(2).contains(0) {
      self = .other
      return
    }
    switch Self.declared(in: String(decoding: bytes.prefix(200), as: UTF8.self)) {
    case nil, "utf-8", "utf8", "us-ascii": self = .utf8
    case "gb2312", "gbk", "gb18030", "gb_2312-80", "cp936", "x-gbk": self = .chinese
    default: self = .other
    }
  }

  /// `gbk` of `<?xml version="1.0" encoding="GBK"?>`
  private static func declared(in head: String) -> String? {
    guard let start = head.firstRange(of: "<?xml"), let end = head[start.upperBound...].firstRange(of: "?>"),
      let name = head[start.upperBound..<end.lowerBound].firstRange(of: "encoding")
    else { return nil }
    let parts = head[name.upperBound..<end.lowerBound].split(omittingEmptySubsequences: false) { $0 == "\"" || $0 == "'" }
    return parts.count < 2 ? nil : parts[1].lowercased()
  }

  /// Whether bytes begin as XML does, in any encoding: nothing else that feeds send begins so.
  static func looksLikeXML(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let marks: [UInt8] = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0]
    return bytes.first { $0 > 32 && !marks.contains($0) } == UInt8(ascii: "<")
  }
}
