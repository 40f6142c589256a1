internal import Core
internal import TextSafety
internal import TextUI

/// What the tiles of the map say, by layer and unit.
struct MapTiles {
  struct Content {
    var badge: SafeText = ""
    var line: StyledText = []
    var role: Role = .plate
  }

  private var contents: [PlaceCode: Content] = [:]

  subscript(unit: PlaceCode) -> Content { contents[unit] ?? Content() }

  init(_ layer: MapLayer, _ units: [Places.Place], _ context: PanelContext) {
    switch layer {
    case .alerts: alerts(units, context)
    case .tickets: lights(units, context)
    case .terminals: terminals(units, context)
    case .sources: sources(units, context)
    }
  }

  private mutating func alerts(_ units: [Places.Place], _ context: PanelContext) {
    let worst = PlaceAlarms.byUnit(context)
    let isStale = Freshness.isStale(context.state.tickets.tickets.last?.source, context)
    let load = TileLoad(units, context.state.tickets)
    for unit in units {
      let (open, received) = load.counts(of: unit.code)
      let alarm = worst[unit.code]
      let counts: SafeText = "\(open)/\(received)"
      contents[unit.code] = Content(
        badge: alarm.map { "\($0.severity.phrase(context.language)) \($0.count)" } ?? "",
        line: isStale
          ? StyledText(counts + " " + context.say(Words.stale), Style(.stale, on: .plate))
          : StyledText(counts, Style(.dim, on: .plate)),
        role: alarm?.severity.role ?? .plate)
    }
  }

  private mutating func lights(_ units: [Places.Place], _ context: PanelContext) {
    var counts: [PlaceCode: (red: Int, yellow: Int)] = [:]
    for ticket in context.state.tickets.tickets where ticket.isOpen && !ticket.isExercise {
      switch ticket.light(at: context.now) {
      case .red: counts[ticket.place.county, default: (0, 0)].red += 1
      case .yellow: counts[ticket.place.county, default: (0, 0)].yellow += 1
      case .green: break
      }
    }
    for unit in units {
      let (red, yellow) = counts[unit.code] ?? (0, 0)
      let open = context.state.tickets.openByUnit[unit.code] ?? 0
      contents[unit.code] = Content(
        line: [
          Span(context.language.say("红\(red) ", "R\(red) "), Style(red > 0 ? .redQuiet : .dim, on: .plate, red > 0 ? .bold : [])),
          Span(context.language.say("黄\(yellow) ", "Y\(yellow) "), Style(yellow > 0 ? .yellowQuiet : .dim, on: .plate)),
          Span(context.language.say("在办\(open)", "open \(open)"), Style(.dim, on: .plate)),
        ])
    }
  }

  private mutating func terminals(_ units: [Places.Place], _ context: PanelContext) {
    for unit in units {
      let areas = context.state.fleets.fleets.compactMap { $0.areas[unit.code] }
      let (online, total) = areas.reduce((0, 0)) { ($0.0 + $1.online, $0.1 + $1.total) }
      guard total > 0 else {
        contents[unit.code] = Content(line: StyledText("–", Style(.faint, on: .plate)))
        continue
      }
      let isLow = Double(online) < Double(total) * MapTiles.lowShare
      let off: SafeText = context.language.say("离线 ", "off ") + "\(total - online)"
      contents[unit.code] = Content(
        line: [
          Span("\(online)/\(total) ", Style(.dim, on: .plate)),
          Span(total > online ? off : "", Style(isLow ? .orangeQuiet : .dim, on: .plate, isLow ? .bold : [])),
        ])
    }
  }

  /// Below this a place is called dark.
  private static let lowShare = 0.9

  /// Silent sources by the units that they speak of.
  private mutating func sources(_ units: [Places.Place], _ context: PanelContext) {
    let state = context.state
    let silent = Set(state.sources.sources.filter { $0.health == .stale || $0.health == .down }.map(\.id))
    var names: [PlaceCode: Set<SafeText>] = [:]
    if !silent.isEmpty {
      for metric in state.metrics.metrics where silent.contains(metric.source) {
        names[metric.key.place.county, default: []].insert(metric.source)
      }
      for fleet in state.fleets.fleets where silent.contains(fleet.source) {
        for place in fleet.areas.keys { names[place.county, default: []].insert(fleet.source) }
      }
      if let source = state.tickets.tickets.last?.source, silent.contains(source) {
        for unit in units { names[unit.code, default: []].insert(source) }
      }
    }
    for unit in units {
      let list = (names[unit.code] ?? []).sorted()
      let words = list.map { context.source($0) }.joined(separator: " ")
      contents[unit.code] = Content(
        badge: list.isEmpty ? "" : context.say(Words.stale) + " \(list.count)",
        line: list.isEmpty
          ? StyledText(Phrase(zh: "无断流", en: "all heard")(context.language), Style(.dim, on: .plate))
          : StyledText(words, Style(.stale, on: .plate)))
    }
  }
}
