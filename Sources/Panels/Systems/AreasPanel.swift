internal import Core
public import TextSafety
public import TextUI

/// The fields of government that the board's systems belong to; the one under the cursor chooses the systems beside it.
public struct AreasPanel: Panel {
  public let id = PanelID.areas

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "专题", en: "Topics")(context.language) }

  /// All of them together are the area without a name.
  struct Area {
    var name: SafeText = ""
    var systems = 0
    var connected = 0
    var worst: Severity?
    var alarms = 0
  }

  static func areas(_ context: PanelContext) -> [Area] {
    let board = context.view.board.rawValue
    var areas: [Area] = []
    var all = Area()
    for reading in SystemReadings(context.state, where: { ($0.board ?? "topics") == board }).readings {
      let index = areas.firstIndex { $0.name == reading.system.area } ?? areas.count
      if index == areas.count { areas.append(Area(name: reading.system.area)) }
      areas[index].count(reading)
      all.count(reading)
    }
    return areas.isEmpty ? [] : [all] + areas
  }

  /// The area whose systems are shown; nil on boards without this panel, and before one is chosen: all.
  static func chosen(_ context: PanelContext) -> SafeText? {
    guard case .area(let name)? = context.view.cursors[.areas]?.item,
      context.view.boards[context.view.board]?.has(.areas) ?? false
    else { return nil }
    return name.isEmpty ? nil : name
  }

  static func name(_ area: SafeText, _ context: PanelContext) -> SafeText {
    if area.isEmpty { return Phrase(zh: "全部", en: "All")(context.language) }
    return context.state.city.areas.first { $0.zh == area }.map { $0(context.language) } ?? area
  }

  public func hasItems(_ context: PanelContext) -> Bool {
    let board = context.view.board.rawValue
    return context.state.city.systems.contains { ($0.board ?? "topics") == board }
  }

  public func items(_ context: PanelContext) -> [ItemID] { AreasPanel.areas(context).map { .area($0.name) } }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let areas = AreasPanel.areas(context)
    let items = areas.map { ItemID.area($0.name) }
    let say = context.language
    let chosen = AreasPanel.chosen(context)
    var table = Table(
      columns: [
        .init(Phrase(zh: "领域", en: "Field")(say), minimum: 10, weight: 1, priority: 9),
        .init(Phrase(zh: "接入", en: "Live")(say), minimum: 6, priority: 7, alignment: .trailing),
        .init(Phrase(zh: "告警", en: "Alerts")(say), minimum: 7, priority: 8),
      ],
      rows: areas.map { area in
        Table.Row([
          [Span(AreasPanel.name(area.name, context), Style(area.worst != nil || area.name == chosen ? .bright : .text))],
          [Span("\(area.connected)/\(area.systems)", Style(area.connected > 0 ? .dim : .faint))],
          area.worst.map { [Span($0.phrase(say), Style($0.quietRole)), Span(" \(area.alarms)", Style(.text))] } ?? [],
        ])
      }, selection: context.selection(items) ?? chosen.flatMap { items.firstIndex(of: .area($0)) }, glyphs: context.glyphs)
    table.placeholder = Phrase(zh: "没有系统目录", en: "no catalogue of systems")(say)
    table.offset = context.top(items, visible: table.visibleRows(in: rect))
    table.draw(on: &canvas, in: rect)
  }
}

extension AreasPanel.Area {
  fileprivate mutating func count(_ reading: SystemReadings.Reading) {
    systems += 1
    if reading.health != nil { connected += 1 }
    worst = [worst, reading.worst].compactMap { $0 }.max()
    alarms += reading.alarms.count
  }
}
