public import TextSafety

/// One line of the help and, where it has a hint, one entry of the key bar.
public struct KeyHelp: Sendable {
  public var keys: SafeText
  public var text: Phrase
  public var group: Phrase
  public var hint: Phrase?

  public init(keys: SafeText, text: Phrase, group: Phrase, hint: Phrase?) {
    self.keys = keys
    self.text = text
    self.group = group
    self.hint = hint
  }
}
