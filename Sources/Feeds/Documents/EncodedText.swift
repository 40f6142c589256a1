import Core

/// A document as UTF-8 without a byte order mark, whatever it came in.
enum EncodedText {
  /// Calls `body` with the bytes as UTF-8; false where they cannot be converted.
  static func withUTF8(
    _ bytes: UnsafeRawBufferPointer, _ encoding: DocumentEncoding, _ body: (UnsafeRawBufferPointer) -> Void
  ) -> Bool {
    let encoding = encoding == .detected ? guess(bytes) : encoding
    guard let name = encoding.iconvName else {
      body(withoutMark(bytes))
      return true
    }
    guard let converted = transcoded(bytes, from: name) else { return false }
    converted.withUnsafeBytes { body(withoutMark($0)) }
    return true
  }

  /// What a document without a declared encoding is in.
  static func guess(_ bytes: UnsafeRawBufferPointer) -> DocumentEncoding {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return .utf16 }
    guard let bad = EncodingGuess.firstBadByte(in: bytes) else { return .utf8 }
    // The line with the first odd byte and the next thousands are enough to tell, and a bad byte far behind does not mislead.
    var start = bad
    while start > 0, bytes[start - 1] != newline { start -= 1 }
    var end = min(bytes.count, start + windowSize)
    // Not in the middle of a character: whatever is below 0x80 ends one.
    while end < bytes.count, end > bad + 1, bytes[end - 1] >= 0x80 { end -= 1 }
    let window = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    return EncodingGuess.looksLikeGBK(window) ? .gb18030 : .utf8
  }

  private static func withoutMark(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeRawBufferPointer(rebasing: bytes[3...]) : bytes
  }

  private static let newline = UInt8(ascii: "\n")
  private static let windowSize = 1 << 18
}
