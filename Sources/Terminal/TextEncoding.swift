import Glibc

/// The character encoding of the process, which the C library's and ncurses' wide characters need.
struct TextEncoding: Hashable, Sendable {
  /// Whether characters beyond ASCII can be sent.
  let canEncode: Bool
  /// Whether the environment says that the terminal shows UTF-8.
  let isPromised: Bool

  /// Takes the locale of the environment; where that is not UTF-8, `C.UTF-8`: a forgotten LANG is more common than a terminal
  /// without UTF-8.
  static func prepare(environment: [String: String]) -> TextEncoding {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
    let lower = name.lowercased()
    let isPromised = lower.contains("utf-8") || lower.contains("utf8")
    for locale in ["", "C.UTF-8", "en_US.UTF-8"] {
      if setlocale(LC_CTYPE, locale) != nil, let codeset = nl_langinfo(nl_item(CODESET)), strcmp(codeset, "UTF-8") == 0 {
        return TextEncoding(canEncode: true, isPromised: isPromised)
      }
    }
    return TextEncoding(canEncode: false, isPromised: false)
  }
}
