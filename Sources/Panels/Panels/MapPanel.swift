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
      Span(context.view.keys[.layer] + " ", Style(.dim)),
      Span(layer.name(context.language) + "  ", Style(layer == .alerts ? .dim : .bright)),
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

/// Open and received tickets of each tile. The state counts those of counties; a district, whose tiles are towns, has few enough to count here.
struct TileLoad {
  private let tickets: TicketTable
  private var towns: [PlaceCode: (open: Int, received: Int)] = [:]

  init(_ tiles: [Places.Place], _ tickets: TicketTable) {
    self.tickets = tickets
    for tile in tiles where tile.code != tile.code.county { towns[tile.code] = (0, 0) }
    guard !towns.isEmpty else { return }
    for ticket in tickets.tickets {
      // A village lies in its town.
      let digits = ticket.place.digits
      let town = PlaceCode(digits: digits >= 100_000_000_000 ? digits / 1000 : digits)
      guard let counts = towns[town] else { continue }
      towns[town] = (counts.open + (ticket.isOpen ? 1 : 0), counts.received + 1)
    }
  }

  func counts(of tile: PlaceCode) -> (open: Int, received: Int) {
    towns[tile] ?? (tickets.openByUnit[tile] ?? 0, tickets.receivedByUnit[tile] ?? 0)
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
