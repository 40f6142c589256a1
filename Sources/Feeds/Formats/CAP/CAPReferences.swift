import Core
import TextSafety

/// The messages an update or a cancel speaks of: `sender,identifier,sent` again and again, with blanks between.
struct CAPReferences {
  private(set) var identifiers: [SafeText] = []
  /// The beginning of the chain: the one sent first; those without a date come last, equals stay in order.
  private(set) var earliest: SafeText?

  /// More are not kept; the earliest always is.
  static let limit = 32

  init(_ text: String?, _ texts: TextReader, _ context: DecodeContext) {
    var earliestSent = Timestamp.distantFuture
    for entry in Self.entries(of: text ?? "") {
      let parts = entry.split(separator: ",", omittingEmptySubsequences: false)
      // Some give the identifier alone, or without its date.
      let bare = parts.count == 1 ? parts[0] : parts[1]
      guard parts.count <= 3, !bare.isEmpty, bare.utf8.count <= 256 else { continue }
      let identifier = texts.word(String(bare))
      guard !identifier.isEmpty else { continue }
      let sent = parts.count == 3 ? Timestamp(rfc3339: String(parts[2]), defaultOffsetMinutes: context.offsetMinutes) : nil
      if earliest == nil || sent ?? .distantFuture < earliestSent {
        earliest = identifier
        earliestSent = sent ?? .distantFuture
      }
      if identifiers.count < Self.limit { identifiers.append(identifier) }
    }
  }

  /// The entries, where blanks after a comma and the one within a Chinese date part nothing.
  private static func entries(of text: String) -> [String] {
    var entries: [String] = []
    for token in text.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\r\n" || $0 == "\t" || $0 == "\r" }) {
      if let last = entries.last, last.utf8.last == UInt8(ascii: ",") || token.utf8.first == UInt8(ascii: ",") {
        entries[entries.count - 1] += token
      } else if let last = entries.last, endsWithDate(last), token.utf8.dropFirst(2).first == UInt8(ascii: ":") {
        entries[entries.count - 1] += " " + token
      } else {
        entries.append(String(token))
      }
    }
    return entries
  }

  /// `…,2022-07-03`: its clock follows after a blank.
  private static func endsWithDate(_ entry: String) -> Bool {
    let tail = entry.utf8.suffix(11)
    return tail.count == 11 && tail.first == UInt8(ascii: ",") && tail.dropFirst(5).first == UInt8(ascii: "-")
  }
}
