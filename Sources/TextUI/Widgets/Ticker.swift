/// The latest events in one line, the newest at the left; it does not crawl, so that it can be read.
public struct Ticker: Widget {
  /// Newest first.
  public var items: [StyledText]
  public var gap: Int

  public init(items: [StyledText], gap: Int = 4) {
    self.items = items
    self.gap = max(1, gap)
  }

  /// Whole items as far as they fit; only one that is alone is cut.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    var x = rect.x
    for (index, item) in items.enumerated() {
      let width = item.width
      guard index == 0 || x + width <= rect.maxX else { return }
      x += item.draw(on: &canvas, x: x, y: rect.y, maxWidth: rect.maxX - x) + gap
      guard x < rect.maxX else { return }
    }
  }
}
