internal import Glibc
internal import Panels

/// What the environment says of language.
enum Locale {
  /// By LC_ALL, LC_MESSAGES, LANG; Chinese when undecided.
  static var language: Language {
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { continue }
      return Language(tag: value) ?? .zh
    }
    return .zh
  }
}
