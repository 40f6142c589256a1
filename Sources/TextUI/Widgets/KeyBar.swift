public import TextSafety

/// The keys that work here and what they do, in one row; whole hints are left out from the end where room is short.
public struct KeyBar: Widget {
  public struct Hint: Hashable, Sendable {
    public var key: SafeText
    public var label: SafeText

    public init(_ key: SafeText, _ label: SafeText) {
      self.key = key
      self.label = label
    }
  }

  public var hints: [Hint]

  public init(_ hints: [Hint]) { self.hints = hints }

  /// Columns that all of it takes, a margin on each side.
  public var width: Int {
    hints.isEmpty ? 0 : hints.reduce(0) { $0 + $1.key.width + 1 + $1.label.width } + 3 * (hints.count - 1) + 2
  }

  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    canvas.fill(Rect(x: rect.x, y: rect.y, width: rect.width, height: 1), style: Style(.dim, on: .keyBar))
    var x = rect.x + 1
    for hint in hints {
      guard x + hint.key.width + 1 + hint.label.width <= rect.maxX else { return }
      x += canvas.put(hint.key, x: x, y: rect.y, style: Style(.key, on: .keyBar, .bold)) + 1
      x += canvas.put(hint.label, x: x, y: rect.y, style: Style(.dim, on: .keyBar)) + 3
    }
  }
}
