internal import TextUI

extension Canvas {
  /// Puts a row under the cursor after bars were drawn into it, which know no other ground than the screen's.
  mutating func select(_ row: Rect) {
    restyle(row) { style in
      var style = style
      if style.background == .background { style.background = .selection }
      return style
    }
  }
}
