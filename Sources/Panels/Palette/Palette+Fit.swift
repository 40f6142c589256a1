internal import TextSafety

extension Palette.Entry {
  /// How well it fits what is typed, in lower case; less is better, nil is not at all.
  func score(_ wanted: String) -> Int? {
    if initials == wanted { return 0 }
    let words = [title(.en).string, title(.zh).string].compactMap { Fit.score(wanted, in: $0.lowercased()) }
    // What it is called goes before what is said about it.
    let scores = [Fit.score(wanted, in: line.string.lowercased())].compactMap { $0 } + words.map { $0 + 1 }
    return initials.hasPrefix(wanted) ? min(1, scores.min() ?? 1) : scores.min()
  }
}

/// Whether the letters of one text are in another in their order, and how far apart.
enum Fit {
  static func score(_ wanted: String, in text: String) -> Int? {
    if text == wanted { return 0 }
    if text.hasPrefix(wanted) { return 2 }
    let letters = Array(text.unicodeScalars)
    let parts = Array(wanted.unicodeScalars)
    guard let first = parts.first else { return 0 }
    var best: Int?
    // From every place where it may begin: the nearest is not always the tightest.
    for start in letters.indices where letters[start] == first {
      guard let gaps = gaps(parts, letters, from: start) else { break }
      let beginsWord = start == 0 || !letters[start - 1].properties.isAlphabetic
      best = min(best ?? .max, 4 + gaps * 2 + (beginsWord ? 0 : 3))
    }
    return best
  }

  /// Letters left out between the first and the last; nil where not all are there.
  private static func gaps(_ parts: [Unicode.Scalar], _ letters: [Unicode.Scalar], from start: Int) -> Int? {
    var index = start
    for part in parts {
      while index < letters.count, letters[index] != part { index += 1 }
      guard index < letters.count else { return nil }
      index += 1
    }
    return index - start - parts.count
  }
}
