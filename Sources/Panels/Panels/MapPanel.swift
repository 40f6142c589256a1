internal import Core
public import TextSafety
public import TextUI

/// The units of the city on a grid of tiles, in layers: alerts, tickets, terminals, silent sources.
public struct MapPanel: Panel {
  public let id = PanelID.map
  public var headRows: Int { 0 }

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "态势图", en: "Map")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    let layer = context.view.mapLayer
    return [
      Span("v ", Style(.dim)), Span(layer.name(context.language) + "  ", Style(layer == .alerts ? .dim : .bright)),
      Span(layer.legend(context.language), Style(.faint)),
    ]
  }

  public func items(_ context: PanelContext) -> [ItemID] { context.state.city.places.tiles.map { .place($0.code) } }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let places = context.state.city.places.tiles
    guard !places.isEmpty else {
      canvas.put(
        Phrase(zh: "未配置地图(places.yaml)", en: "No map configured (places.yaml)")(context.language), x: rect.x, y: rect.y,
        style: Style(.faint),
        maxWidth: rect.width - 1)
      return
    }
    let contents = MapTiles(context.view.mapLayer, places, context)
    let tiles = places.map { place -> TileGrid.Tile in
      let content = contents[place.code]
      return TileGrid.Tile(
        column: place.tile?.column ?? 0, row: place.tile?.row ?? 0, name: place.short(context.language), badge: content.badge,
        lines: [content.line], role: content.role)
    }
    var grid = TileGrid(tiles: tiles, selection: context.selection(items(context)), glyphs: context.glyphs)
    grid.maximumTileWidth = 20
    grid.draw(on: &canvas, in: rect)
  }
}

/// Unacknowledged alerts by the unit of the map they lie in; those of the whole city lie in none.
enum PlaceAlarms {
  static func byUnit(_ context: PanelContext) -> [PlaceCode: (severity: Severity, count: Int)] {
    var result: [PlaceCode: (severity: Severity, count: Int)] = [:]
    func add(_ place: PlaceCode, _ severity: Severity, _ count: Int) {
      guard let unit = context.state.city.places.unit(of: place) else { return }
      let known = result[unit.code]
      result[unit.code] = (max(known?.severity ?? .blue, severity), (known?.count ?? 0) + count)
    }
    for (place, severity, count) in context.state.alarms.places.waiting { add(place, severity, count) }
    for alarm in context.state.confirmingAlarms where !alarm.isHidden && !alarm.facts.isExercise {
      add(alarm.facts.place, alarm.shownSeverity, 1)
    }
    return result
  }
}
