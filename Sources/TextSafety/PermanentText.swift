internal import Synchronization

/// Words that come with every event are kept for the life of the program, as literals are: nobody counts who holds them, and that count
/// – two atomic operations for each copy of each text of an event – cost more than all other work on it.
///
/// The memory is bounded. What comes after it is full is an ordinary text.
extension SafeText {
  /// The same text in memory that is never given back; the text itself where there is no room, or no gain.
  public var permanent: SafeText { PermanentTexts.shared.text(for: self) }
}

private final class PermanentTexts: Sendable {
  static let shared = PermanentTexts()

  private static let mostBytes = 4 << 20
  private static let longest = 256

  private struct Kept {
    var texts: [SafeText: SafeText] = [:]
    var bytes = 0
  }

  private let kept = Mutex(Kept())

  func text(for text: SafeText) -> SafeText {
    let count = text.string.utf8.count
    // Up to fifteen bytes lie in the string itself.
    guard count > 15, count <= PermanentTexts.longest, StringLayout.isKnown else { return text }
    return kept.withLock { kept in
      if let known = kept.texts[text] { return known }
      guard kept.bytes + count <= PermanentTexts.mostBytes else { return text }
      let permanent = SafeText(trusted: StringLayout.string(of: text))
      kept.bytes += count + 64
      kept.texts[permanent] = permanent
      return permanent
    }
  }
}
