internal import Core
public import TextSafety
public import TextUI

/// Terminals by place: the share online of each fleet in each county, so that a place that went dark is seen across fleets.
public struct FleetAreasPanel: Panel {
  public let id = PanelID.fleetAreas

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "分县区在线率", en: "Online by place")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    StyledText(Phrase(zh: "在线/总数", en: "online/total")(context.language), Style(.dim))
  }

  private static func fleets(_ context: PanelContext) -> [FleetTable.Fleet] {
    context.state.fleets.fleets.filter { $0.areas.count > 1 }
  }

  private static func places(_ context: PanelContext) -> [PlaceCode] {
    let told = Set(fleets(context).flatMap(\.areas.keys))
    let known = context.state.city.places.all.map(\.code).filter(told.contains)
    return known + told.subtracting(known).sorted()
  }

  public func items(_ context: PanelContext) -> [ItemID] { FleetAreasPanel.places(context).map { .place($0) } }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let fleets = FleetAreasPanel.fleets(context)
    let places = FleetAreasPanel.places(context)
    let items = places.map { ItemID.place($0) }
    let say = context.language
    var table = Table(
      columns: [.init(Phrase(zh: "地点", en: "Place")(say), minimum: 10, maximum: 16, weight: 1, priority: 100)]
        + fleets.enumerated().map { index, fleet in
          .init(fleet.title, minimum: 20, maximum: 28, weight: 1, priority: 90 - index, alignment: .trailing)
        },
      rows: places.map { place in
        Table.Row([[Span(context.place(place), Style(.text))]] + fleets.map { cell($0, place, context) })
      }, selection: context.selection(items), glyphs: context.glyphs)
    table.placeholder = Phrase(zh: "暂无分县区数据", en: "no figures by place yet")(say)
    table.offset = context.top(items, visible: table.visibleRows(in: rect))
    table.draw(on: &canvas, in: rect)
  }

  private func cell(_ fleet: FleetTable.Fleet, _ place: PlaceCode, _ context: PanelContext) -> StyledText {
    guard let area = fleet.areas[place], area.total > 0 else { return StyledText("–", Style(.faint)) }
    let isStale = Freshness.isStale(fleet.source, context)
    let severity = context.state.alarms.rows.filter { alarm in
      alarm.isActive && alarm.facts.place == place && alarm.facts.source == fleet.source
    }.compactMap(\.current).max()
    let share = Double(area.online) / Double(area.total)
    return [
      Span("\(area.online)/\(area.total)  ", Style(isStale ? .stale : .dim)),
      Span(
        SafeText(percent: share).padded(toColumns: 6, alignment: .trailing),
        Style(isStale ? .stale : severity?.quietRole ?? .text, on: .background, severity == nil ? [] : .bold)),
    ]
  }
}
