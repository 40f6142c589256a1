public import TextSafety
public import TextUI

/// A line being typed, and the commands that fit it.
public struct Palette: Sendable {
  /// One that can be chosen.
  public struct Entry: Sendable {
    /// What runs it when typed: `ack`, `theme day`, `goto `; with a blank at the end something has to follow.
    public var line: SafeText
    public var title: Phrase
    /// The keys that do the same.
    public var keys: SafeText
    /// Pinyin initials.
    public var initials: String

    public init(line: SafeText, title: Phrase, keys: SafeText = "", initials: String = "") {
      self.line = line
      self.title = title
      self.keys = keys
      self.initials = initials
    }

    /// It is only the beginning of a command.
    public var needsMore: Bool { line.string.last == ":" }

    /// What stands in the field when it is completed.
    public var completed: String { needsMore ? String(line.string.dropLast()) + " " : line.string }
  }

  public var field = TextField()
  /// All there are, in their order.
  public let entries: [Entry]
  /// Which of those that fit.
  public private(set) var chosen = 0
  /// An arrow has chosen it, not the order.
  public private(set) var isChosen = false
  public private(set) var fitting: [Entry]

  public init(entries: [Entry]) {
    self.entries = entries
    fitting = entries
  }

  public var choice: Entry? { fitting.indices.contains(chosen) ? fitting[chosen] : nil }

  public mutating func move(by step: Int) { choose(chosen + step) }

  public mutating func choose(_ number: Int) {
    chosen = max(0, min(number, fitting.count - 1))
    isChosen = true
  }

  /// A key that edits the line.
  public mutating func type(_ key: KeyPress) {
    let before = field.text
    guard field.press(key), field.text != before else { return }
    fit()
  }

  /// Puts the chosen command in the line.
  public mutating func complete() {
    guard let choice else { return }
    field.clear()
    for scalar in choice.completed.unicodeScalars { field.press(.character(scalar)) }
    fit()
  }

  private mutating func fit() {
    (chosen, isChosen) = (0, false)
    let wanted = field.text.string.lowercased()
    guard !wanted.isEmpty else { return fitting = entries }
    // A stable order: what fits equally well stays as it was.
    let scored = entries.enumerated().compactMap { number, entry in
      entry.score(wanted).map { (score: $0, number: number, entry: entry) }
    }
    fitting = scored.sorted { ($0.score, $0.number) < ($1.score, $1.number) }.map(\.entry)
  }
}
