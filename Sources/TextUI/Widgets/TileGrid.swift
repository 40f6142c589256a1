public import TextSafety

/// Tiles at fixed places of a grid, such as the counties of a city; it says where, not how large.
public struct TileGrid: Widget {
  public struct Tile: Hashable, Sendable {
    public var column: Int
    public var row: Int
    public var name: SafeText
    /// The severity and count in the upper right corner.
    public var badge: SafeText
    public var lines: [StyledText]
    /// The ground: `.plate`, or a severity, which then fills the tile.
    public var role: Role

    public init(
      column: Int, row: Int, name: SafeText, badge: SafeText = "", lines: [StyledText] = [], role: Role = .plate
    ) {
      self.column = max(0, column)
      self.row = max(0, row)
      self.name = name
      self.badge = badge
      self.lines = lines
      self.role = role
    }
  }

  public var tiles: [Tile]
  public var selection: Int?
  /// A tile is never wider, so that names and figures stay together on a wall.
  public var maximumTileWidth: Int
  public var glyphs: GlyphSet

  public init(tiles: [Tile], selection: Int? = nil, maximumTileWidth: Int = 24, glyphs: GlyphSet = .unicode) {
    self.tiles = tiles
    self.selection = selection
    self.maximumTileWidth = maximumTileWidth
    self.glyphs = glyphs
  }

  /// Where the tiles go; empty for those that do not fit.
  public func places(in rect: Rect) -> [Rect] {
    guard let columns = tiles.map(\.column).max().map({ $0 + 1 }), let rows = tiles.map(\.row).max().map({ $0 + 1 }),
      !rect.isEmpty
    else { return tiles.map { _ in Rect(x: rect.x, y: rect.y, width: 0, height: 0) } }
    let gapX = rect.width / columns > 6 ? 2 : rect.width / columns > 2 ? 1 : 0
    let width = min(maximumTileWidth, max(1, (rect.width - gapX * (columns - 1)) / columns))
    let wanted = 1 + (tiles.map(\.lines.count).max() ?? 0)
    let gapY = rect.height >= rows * (wanted + 1) - 1 ? 1 : 0
    let height = min(wanted + (rect.height >= rows * (wanted + 2) ? 1 : 0), max(1, (rect.height - gapY * (rows - 1)) / rows))
    return tiles.map { tile in
      let place = Rect(
        x: rect.x + tile.column * (width + gapX), y: rect.y + tile.row * (height + gapY), width: width, height: height)
      return place.maxX <= rect.maxX && place.maxY <= rect.maxY ? place : Rect(x: rect.x, y: rect.y, width: 0, height: 0)
    }
  }

  public func draw(on canvas: inout Canvas, in rect: Rect) {
    for (index, (tile, place)) in zip(tiles, places(in: rect)).enumerated() where !place.isEmpty {
      draw(tile, isSelected: index == selection, on: &canvas, in: place)
    }
  }

  private func draw(_ tile: Tile, isSelected: Bool, on canvas: inout Canvas, in place: Rect) {
    let isFilled = tile.role != .plate
    let ground = !isFilled && isSelected ? Role.selection : tile.role
    let ink = Style(isFilled ? .onSeverity : .bright, on: ground, .bold)
    canvas.fill(place, style: ink)
    let pad = place.width > 8 ? 1 : 0
    let inner = place.inset(left: pad, right: pad)
    var name = tile.name
    if isSelected { name = (glyphs == .ascii ? ">" : "▸") + name }
    let used = canvas.put(name, x: inner.x, y: inner.y, style: ink, maxWidth: inner.width)
    let free = inner.width - used - 1
    if tile.badge.width <= free {
      canvas.put(tile.badge, x: inner.x, y: inner.y, style: ink, maxWidth: inner.width, align: .trailing)
    }
    for (line, text) in zip(1..<max(1, place.height), tile.lines) {
      var text = text.on(ground)
      for index in text.indices where isFilled { text[index].style = Style(.onSeverity, on: ground) }
      text.draw(on: &canvas, x: inner.x, y: place.y + line, maxWidth: inner.width)
    }
  }
}
