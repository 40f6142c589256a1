public import TextSafety

/// The bar of boards: a key and a name each, the chosen one set off; names are left out where room is short.
public struct Tabs: Widget {
  public struct Tab: Hashable, Sendable {
    public var key: SafeText
    public var name: SafeText
    /// The worst unacknowledged severity on the board, as a filled badge.
    public var badge: Span?

    public init(_ key: SafeText, _ name: SafeText, badge: Span? = nil) {
      self.key = key
      self.name = name
      self.badge = badge
    }

    fileprivate func width(hasName: Bool) -> Int {
      2 + key.width + (hasName && !name.isEmpty ? 1 + name.width : 0) + (badge.map { 1 + $0.text.width } ?? 0)
    }
  }

  public var tabs: [Tab]
  public var selection: Int

  public init(_ tabs: [Tab], selection: Int) {
    self.tabs = tabs
    self.selection = selection
  }

  /// The tabs' rectangles: with all names, with that of the chosen one only, or as many as fit.
  public func places(in rect: Rect) -> [Rect] {
    let full = tabs.map { $0.width(hasName: true) }
    let isShort = full.reduce(0, +) > rect.width
    var x = rect.x
    return tabs.indices.map { index in
      let width = isShort && index != selection ? tabs[index].width(hasName: false) : full[index]
      let place = Rect(x: x, y: rect.y, width: min(width, max(0, rect.maxX - x)), height: min(1, rect.height))
      x += width
      return place
    }
  }

  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    canvas.fill(Rect(x: rect.x, y: rect.y, width: rect.width, height: 1), style: Style(.dim, on: .header))
    for (index, place) in places(in: rect).enumerated() where place.width > 2 {
      let isChosen = index == selection
      let ground: Role = isChosen ? .headerSelected : .header
      canvas.fill(place, style: Style(.bright, on: ground))
      let tab = tabs[index]
      let style = Style(isChosen ? .bright : .dim, on: ground, isChosen ? .bold : [])
      var text = [Span(tab.key, style)]
      if !tab.name.isEmpty, isChosen || place.width >= tab.width(hasName: true) { text.append(Span(" " + tab.name, style)) }
      if let badge = tab.badge { text += [Span(" ", style), badge] }
      text.draw(on: &canvas, x: place.x + 1, y: place.y, maxWidth: place.width - 2)
    }
  }
}
