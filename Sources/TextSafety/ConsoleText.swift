extension SafeText {
  /// For the bare Linux console: nothing that it draws in another width or not at all, except Han (two columns, unreadable there).
  public var consoleSafe: SafeText {
    var view = String.UnicodeScalarView()
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0x2400...0x2426: view.append("?")
      case _ where scalar.columns == 0: continue
      case _ where scalar.columns == 2 && !scalar.isEastAsianText: view.append("?")
      default: view.append(scalar)
      }
    }
    return SafeText(trusted: String(view))
  }

  /// For comparing in a search: letter case does not count.
  public func folded() -> String { string.lowercased() }
}

extension Unicode.Scalar {
  /// Han, kana, Hangul, their punctuation and full-width forms, as opposed to emoji.
  fileprivate var isEastAsianText: Bool {
    switch value {
    case 0x1100...0x11FF, 0x2E80...0xD7FF, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFFEF, 0x20000...0x3FFFF: true
    default: false
    }
  }
}
