internal import Core
internal import Glibc
internal import TextSafety

/// What bytes that should be lines, or a document, are instead. Said once for the whole stream: a compressed file would be a thousand bad
/// lines, each as puzzling as the next.
enum StreamGuess {
  private static let magics: [(bytes: [UInt8], name: SafeText)] = [
    ([0x1F, 0x8B], "gzip"), ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an Office file"), ([0x42, 0x5A, 0x68], "bzip2"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"), ([0x25, 0x50, 0x44, 0x46], "a PDF"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Office file"), ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    ([0x53, 0x51, 0x4C, 0x69, 0x74, 0x65, 0x20], "a SQLite database"),
  ]

  /// Bytes that are no text at all, by the way they begin.
  static func binary(_ start: UnsafeRawBufferPointer) -> Malformed? {
    guard let magic = magics.first(where: { start.starts(with: $0.bytes) }) else { return nil }
    return Malformed(.encoding, "looks like \(magic.name); a feed is plain UTF-8 text: unpack or export it first", column: 1)
  }

  /// Judges the first line of a stream of lines.
  static func misfit(firstLine line: UnsafeRawBufferPointer) -> Malformed? {
    if let binary = binary(line) { return binary }
    if line.starts(with: [0xFF, 0xFE]) || line.starts(with: [0xFE, 0xFF]) {
      return Malformed(.byteOrderMark, "is UTF-16 with a byte order mark; a feed is UTF-8", column: 1)
    }
    if line.count >= 4, line[0] != 0 ? line[1] == 0 && line[3] == 0 : line[1] != 0 && line[2] == 0 {
      return Malformed(.encoding, "is UTF-16; a feed is UTF-8", column: 1)
    }
    let text = line.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeRawBufferPointer(rebasing: line[3...]) : line
    let word = String(decoding: text.lazy.drop { $0 <= 32 }.prefix(9), as: UTF8.self).lowercased()
    if word.hasPrefix("<html") || word.hasPrefix("<!doctype") { return Malformed(.shape, "looks like an HTML page", column: 1) }
    if word.first == "<" {
      return Malformed(.shape, "looks like XML, not JSON lines; set format (cap, gdacs, open311) or a map", column: 1)
    }
    if word.hasPrefix("# help") || word.hasPrefix("# type") {
      return Malformed(.shape, "looks like metrics of Prometheus; set format: prometheus", column: 1)
    }
    guard isOpen(text) else { return nil }
    return Malformed(
      .shape, "looks like one JSON document, not JSON lines; set format to that of its system (cloudevents, …) or a map")
  }

  /// True where a value begins and the line ends where no line of a feed would break off: `{`, `[`, `{"events": [`.
  private static func isOpen(_ line: UnsafeRawBufferPointer) -> Bool {
    guard let first = line.first(where: { $0 > 32 }), let last = line.last(where: { $0 > 32 }) else { return false }
    return "{[".utf8.contains(first) && "{[,:".utf8.contains(last)
  }
}
