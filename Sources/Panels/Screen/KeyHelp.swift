public import TextSafety

/// One line of the help and, where it has a hint, one entry of the key bar.
public struct KeyHelp: Sendable {
  public var keys: SafeText
  /// The first of them, for the key bar.
  public var first: SafeText
  public var text: Phrase
  public var group: Phrase
  public var hint: Phrase?
  /// Its place in the key bar: where room is short the last are left out.
  public var rank: Int

  public init(keys: SafeText, first: SafeText, text: Phrase, group: Phrase, hint: Phrase?, rank: Int = 0) {
    self.keys = keys
    self.first = first
    self.text = text
    self.group = group
    self.hint = hint
    self.rank = rank
  }
}
