internal import TextSafety

/// The program's own Chinese in traditional characters: `Resources/traditional.tsv` says how each is written.
enum Traditional {
  /// Longer words before shorter ones, then characters.
  private static let words: [Character: [(from: [Character], to: String)]] = {
    var words: [Character: [(from: [Character], to: String)]] = [:]
    for (from, to) in lines where from != "=" {
      guard let first = from.first else { continue }
      words[first, default: []].append((Array(from), to))
    }
    return words
  }()

  private static var lines: [(from: String, to: String)] {
    String(decoding: PackageResources.traditional_tsv, as: UTF8.self).split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "\t")
      return cells.count == 2 && !line.hasPrefix("#") ? (String(cells[0]), String(cells[1])) : nil
    }
  }

  /// Whether the table says how a character is written, be it the same.
  static let known: Set<Character> = Set(
    lines.flatMap { $0.from == "=" ? Array($0.to) : $0.from.count == 1 ? Array($0.from) : [] })

  static func text(_ literal: StaticString) -> SafeText { text(literal.description) }

  /// Word by word: the spaces at its ends are part of a text.
  static func text(_ text: String) -> SafeText {
    text.split(separator: " ", omittingEmptySubsequences: false).map(word).joined(separator: " ")
  }

  private static func word(_ word: Substring) -> SafeText {
    let characters = Array(word)
    var (result, index) = ("", 0)
    while index < characters.count {
      let match = words[characters[index]]?.first { characters[index...].starts(with: $0.from) }
      result += match?.to ?? String(characters[index])
      index += match?.from.count ?? 1
    }
    return SafeText(sanitizing: result)
  }
}
