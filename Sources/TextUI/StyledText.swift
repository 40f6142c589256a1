public import TextSafety

/// A piece of text in one style.
public struct Span: Hashable, Sendable {
  public var text: SafeText
  public var style: Style

  public init(_ text: SafeText, _ style: Style = Style()) {
    self.text = text
    self.style = style
  }
}

/// One line of text in several styles.
public typealias StyledText = [Span]

extension [Span] {
  /// One span, for lines in one style.
  public init(_ text: SafeText, _ style: Style = Style()) { self = [Span(text, style)] }

  /// The columns it takes.
  public var width: Int { reduce(0) { $0 + $1.text.width } }

  /// Draws the line like `Canvas.put` and returns the columns used; what does not fit is cut with `»`.
  @discardableResult
  public func draw(
    on canvas: inout Canvas, x: Int, y: Int, maxWidth: Int? = nil, align: Alignment = .leading
  ) -> Int {
    let limit = Swift.max(0, maxWidth ?? (canvas.width - x))
    // Most lines are one span.
    if count == 1 { return canvas.put(self[0].text, x: x, y: y, style: self[0].style, maxWidth: limit, align: align) }
    let total = width
    let spare = Swift.max(0, limit - total)
    let start = x + (align == .leading ? 0 : align == .center ? spare / 2 : spare)
    var used = 0
    for (index, span) in enumerated() {
      let columns = span.text.width
      if used + columns < limit || (used + columns == limit && self[(index + 1)...].allSatisfy(\.text.isEmpty)) {
        used += canvas.put(span.text, x: start + used, y: y, style: span.style, maxWidth: columns)
        continue
      }
      // The text goes on behind the limit: cut here, with the mark even where the span itself would just fit.
      let cut = used + columns == limit ? span.text + " " : span.text
      return used + canvas.put(cut, x: start + used, y: y, style: span.style, maxWidth: limit - used)
    }
    return used
  }

  /// The same text on another ground, such as that of a selected row; spans with a ground of their own keep it.
  public func on(_ ground: Role) -> StyledText {
    map { span in
      var span = span
      if span.style.background == .background || span.style.background == .plate { span.style.background = ground }
      return span
    }
  }
}

/// Something that draws itself in a rectangle of a canvas, whatever its size.
public protocol Widget: Sendable {
  func draw(on canvas: inout Canvas, in rect: Rect)
}
