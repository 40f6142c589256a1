import Core
import TextSafety

// Texts of XML are plain strings of the outside; these are the ways to make them fit for events.
extension TextReader {
  /// A word or an id: made safe, not masked.
  func word(_ text: String, atMost limit: Int = 256) -> SafeText { sanitized(text).clipped(to: limit) }

  /// What somebody wrote: masked, and never longer than its limit afterwards.
  func free(_ text: String, atMost limit: Int) -> SafeText {
    Masking.masked(sanitized(text), atMost: limit)
  }

  private func sanitized(_ text: String) -> SafeText {
    let (text, flags) = SafeText.sanitize(text)
    if !flags.isEmpty { sawOddText = true }
    return text
  }
}

extension XMLElement {
  /// The moment in the first child of that name; nil where it is empty. Without a zone it is of the zone of the source.
  func moment(of name: String, _ context: DecodeContext) throws(Fault) -> Timestamp? {
    guard let text = text(of: name) else { return nil }
    if let time = Timestamp(rfc3339: text, defaultOffsetMinutes: context.offsetMinutes) ?? Timestamp(rfc822: text) {
      return time.withinFourDigits
    }
    throw Fault.value("a date-time such as 2022-07-03T10:05:00+08:00", text: text).at(name)
  }

  /// The word in the first child of that name, in whatever case; nil where it is empty.
  func word<Word: RawRepresentable & CaseIterable>(
    of name: String, _ type: Word.Type = Word.self
  ) throws(Fault) -> Word? where Word.RawValue == String {
    guard let text = text(of: name) else { return nil }
    if text.utf8.count <= 32, let word = Word(rawValue: text.lowercased()) { return word }
    throw Fault.value("one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))", text: text).at(name)
  }
}

extension Fault {
  /// `must be open or closed, is “lost”`
  static func value(_ rule: String, text: String) -> Fault { Fault(.value, "must be \(rule), is \(quote(text))") }
}
