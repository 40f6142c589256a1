public import TextSafety

/// The bar of boards: a key and a name each, the chosen one set off; names are left out where room is short.
public struct Tabs: Widget {
  public struct Tab: Hashable, Sendable {
    public var key: SafeText
    public var name: SafeText
    /// A severity when the board has something unacknowledged of it.
    public var alarm: Role?

    public init(_ key: SafeText, _ name: SafeText, alarm: Role? = nil) {
      self.key = key
      self.name = name
      self.alarm = alarm
    }

    fileprivate var text: SafeText { name.isEmpty ? key : key + " " + name }
  }

  public var tabs: [Tab]
  public var selection: Int

  public init(_ tabs: [Tab], selection: Int) {
    self.tabs = tabs
    self.selection = selection
  }

  /// The tabs' rectangles: with all names, with that of the chosen one only, or as many as fit.
  public func places(in rect: Rect) -> [Rect] {
    let full = tabs.map { $0.text.width + 2 }
    let isShort = full.reduce(0, +) > rect.width
    var x = rect.x
    return tabs.indices.map { index in
      let width = isShort && index != selection ? tabs[index].key.width + 2 : full[index]
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
      let hasName = isChosen || place.width >= tab.text.width + 2
      let style = Style(isChosen ? .bright : .dim, on: ground, isChosen ? .bold : [])
      canvas.put(hasName ? tab.text : tab.key, x: place.x + 1, y: place.y, style: style, maxWidth: place.width - 2)
      if let alarm = tab.alarm {
        canvas.put(tab.key, x: place.x + 1, y: place.y, style: .filled(alarm), maxWidth: place.width - 2)
      }
    }
  }
}
