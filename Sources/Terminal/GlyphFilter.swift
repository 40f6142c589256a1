import CNcurses
import TextUI

/// Keeps from the terminal what it would draw in another number of columns than the canvas counts: one such character shifts
/// the rest of its row.
struct GlyphFilter {
  let canEncode: Bool
  let isLinuxConsole: Bool
  /// The terminal draws characters of ambiguous width in two columns.
  var isAmbiguousWide = false

  /// What stands in texts, as ASCII that means the same. Widgets have glyphs of their own for such terminals.
  private static let narrow: [Unicode.Scalar: Unicode.Scalar] = [
    "×": "x", "·": ".", "→": ">", "←": "<", "↑": "^", "↓": "v", "“": "\"", "”": "\"", "‘": "'", "’": "'", "…": ".", "—": "-",
    "–": "-",
    "≥": ">", "≤": "<", "≈": "~", "≠": "!", "°": "o", "±": "~", "÷": "/", "●": "*", "○": "o", "■": "#", "□": "o", "◆": "*",
    "★": "*",
    "▲": "^", "▼": "v", "§": "S", "∞": "8", "√": "v", "∑": "S",
  ]

  /// The cell as it is sent; nil when a `?` has to stand for it.
  func glyph(_ cell: Cell, isWide: Bool) -> Cell? {
    var cell = cell
    if isAmbiguousWide, !isWide, let narrow = Unicode.Scalar(cell.scalar).flatMap({ Self.narrow[$0] }) {
      cell.scalar = narrow.value
    }
    if cell.scalar < 0x7F, cell.mark1 == 0 { return cell.scalar >= 0x20 && !isWide ? cell : nil }
    guard canEncode, wcwidth(wchar_t(cell.scalar)) == (isWide ? 2 : 1) else { return nil }
    if isLinuxConsole {
      // The console gives a mark a column of its own and an emoji only one.
      (cell.mark1, cell.mark2) = (0, 0)
      return isWide && !Self.isEastAsian(cell.scalar) ? nil : cell
    }
    if cell.mark2 != 0, wcwidth(wchar_t(cell.mark2)) != 0 { cell.mark2 = 0 }
    if cell.mark1 != 0, wcwidth(wchar_t(cell.mark1)) != 0 { (cell.mark1, cell.mark2) = (0, 0) }
    return cell
  }

  /// Han, kana, Hangul, their punctuation and full-width forms.
  private static func isEastAsian(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60,
      0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
