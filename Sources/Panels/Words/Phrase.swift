public import Core
public import TextSafety

/// A text of the program in every language it speaks; a missing language does not compile. Traditional Chinese is made of the simplified.
public struct Phrase: Sendable {
  public let zh: PhraseText
  public let en: PhraseText

  public init(zh: PhraseText, en: PhraseText) {
    self.zh = zh
    self.en = en
  }

  /// The same in every language: a name.
  public init(_ name: SafeText) { (zh, en) = (PhraseText(name), PhraseText(name)) }

  public func callAsFunction(_ language: Language) -> SafeText { language.say(zh, en) }
}

public enum Language: String, Sendable, CaseIterable {
  case zh, zhHant = "zh-Hant", en

  public var isChinese: Bool { self != .en }

  /// What the key for it turns to.
  public var next: Language {
    switch self {
    case .zh: .zhHant
    case .zhHant: .en
    case .en: .zh
    }
  }

  /// As pages name it.
  public var tag: String { self == .zh ? "zh-Hans" : rawValue }

  /// By what people and locales write: `zh`, `zh-Hant`, `zh_HK.UTF-8`, `en_US`.
  public init?(tag: String) {
    let tag = tag.lowercased().replacing("_", with: "-")
    if tag.hasPrefix("en") {
      self = .en
    } else if tag.hasPrefix("zh") {
      self = ["hant", "-tw", "-hk", "-mo"].contains { tag.contains($0) } ? .zhHant : .zh
    } else {
      return nil
    }
  }

  public func say(_ zh: PhraseText, _ en: PhraseText) -> SafeText {
    switch self {
    case .zh: zh.text()
    case .zhHant: zh.text(Traditional.text)
    case .en: en.text()
    }
  }
}

extension Language {
  /// A sentence that is put together of many parts: whole, with the names in it.
  func say(sentence zh: SafeText, _ en: SafeText) -> SafeText {
    switch self {
    case .zh: zh
    case .zhHant: Traditional.text(zh.string)
    case .en: en
    }
  }
}

extension LocalName {
  /// The name in a language, the other where it is missing; names are what those who give them write.
  public func callAsFunction(_ language: Language) -> SafeText {
    language.isChinese ? (zh.isEmpty ? en : zh) : en.isEmpty ? zh : en
  }
}
