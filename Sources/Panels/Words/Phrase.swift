public import Core
public import TextSafety

/// A text of the program in every language it speaks; a missing language does not compile.
public struct Phrase: Sendable {
  public let zh: SafeText
  public let en: SafeText

  public init(zh: SafeText, en: SafeText) {
    self.zh = zh
    self.en = en
  }

  public func callAsFunction(_ language: Language) -> SafeText {
    switch language {
    case .zh: zh
    case .en: en
    }
  }
}

extension LocalName {
  /// The name in a language, the other where it is missing.
  public func callAsFunction(_ language: Language) -> SafeText {
    switch language {
    case .zh: zh.isEmpty ? en : zh
    case .en: en.isEmpty ? zh : en
    }
  }
}
