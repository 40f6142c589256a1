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
      let parts = entry.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingBlanks }
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
  private static func entries(of text: String) -> [Substring] {
    var entries: [Substring] = []
    var start: Substring.Index?
    // Two hundred or so; nobody's chain is longer.
    var words = Substring(text.utf8.prefix(16 << 10)).split(whereSeparator: \.isWhitespace)[...]
    while let word = words.popFirst() {
      // All are parts of one text: an entry of several words is a part of it too.
      let entry = text[(start ?? word.startIndex)..<word.endIndex]
      if let next = words.first, entry.utf8.count < 1024, isOpen(word, before: next) {
        start = entry.startIndex
      } else {
        entries.append(entry)
        start = nil
      }
    }
    return entries
  }

  private static func isOpen(_ word: Substring, before next: Substring) -> Bool {
    if word.utf8.last == UInt8(ascii: ",") || next.utf8.first == UInt8(ascii: ",") { return true }
    return endsWithDate(word) && next.utf8.dropFirst(2).first == UInt8(ascii: ":")
  }

  /// `…,2022-07-03`: its clock follows after a blank.
  private static func endsWithDate(_ entry: Substring) -> Bool {
    let tail = entry.utf8.suffix(11)
    return tail.count == 11 && tail.first == UInt8(ascii: ",") && tail.dropFirst(5).first == UInt8(ascii: "-")
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return self[first...last]
  }
}
