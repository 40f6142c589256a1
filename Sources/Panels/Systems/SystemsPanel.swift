internal import Core
public import TextSafety
public import TextUI

/// The systems of the catalogue that belong to the board: trouble on top, then what is heard, then what is not connected yet.
public struct SystemsPanel: Panel {
  public let id = PanelID.systems

  public init() {}

  public func title(_ context: PanelContext) -> SafeText {
    let name = Phrase(zh: "系统", en: "Systems")(context.language)
    return AreasPanel.chosen(context).map { name + " · " + AreasPanel.name($0, context) } ?? name
  }

  public func status(_ context: PanelContext) -> StyledText {
    let rows = SystemsPanel.rows(context)
    let connected = rows.count { $0.health != nil }
    return StyledText(
      context.language.say("已接入 \(connected)/\(rows.count)", "\(connected) of \(rows.count) connected"), Style(.dim))
  }

  static func rows(_ context: PanelContext) -> [SystemReadings.Reading] {
    let readings = SystemReadings(context.state, where: filter(context)).readings
    return readings.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
  }

  /// The systems that belong to the board, or of the chosen area, or that are searched for.
  private static func filter(_ context: PanelContext) -> (CatalogueSystem) -> Bool {
    let area = AreasPanel.chosen(context)
    let board = context.view.board.rawValue
    let areas = context.options.areas
    return { system in
      guard areas.isEmpty ? (system.board ?? "topics") == board : areas.contains(system.area) else { return false }
      if context.view.search != nil {
        return context.found(system.name.zh, system.name.en, system.id, system.lead, system.area, system.initials)
      }
      return area == nil || system.area == area
    }
  }

  private static func rank(_ reading: SystemReadings.Reading) -> Int {
    if let worst = reading.worst { return -Int(worst.rawValue) - 1 }
    return switch reading.health {
    case .down: 0
    case .stale: 1
    case .fresh, .expected: 2
    case nil: 3
    }
  }

  public func hasItems(_ context: PanelContext) -> Bool {
    context.state.city.systems.contains(where: SystemsPanel.filter(context))
  }

  public func items(_ context: PanelContext) -> [ItemID] { SystemsPanel.rows(context).map { .system($0.system.id) } }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let rows = SystemsPanel.rows(context)
    let items = rows.map { ItemID.system($0.system.id) }
    let say = context.language
    var table = Table(
      columns: [
        .init(Phrase(zh: "状态", en: "State")(say), minimum: say.isChinese ? 6 : 13, priority: 10),
        .init(Phrase(zh: "系统", en: "System")(say), minimum: 22, maximum: 48, weight: 2, priority: 9),
        .init(Phrase(zh: "指标", en: "Indicators")(say), minimum: 24, weight: 3, priority: 7),
        .init(Phrase(zh: "牵头", en: "Lead")(say), minimum: 12, maximum: 18, priority: 6),
        .init(Phrase(zh: "层级", en: "Tier")(say), minimum: 4, priority: 2),
        .init(Phrase(zh: "数据", en: "Data")(say), minimum: 9, priority: 8, alignment: .trailing),
      ], rows: Array(repeating: Table.Row([]), count: rows.count), selection: context.selection(items), glyphs: context.glyphs)
    table.placeholder =
      context.view.search == nil
      ? Phrase(zh: "目录中没有属于本专页的系统", en: "the catalogue has no system on this board")(say)
      : Phrase(zh: "没有符合搜索的系统", en: "no system fits the search")(say)
    let visible = table.visibleRows(in: rect)
    table.offset = context.top(items, visible: visible)
    for index in rows.indices.dropFirst(table.offset).prefix(visible) { table.rows[index] = row(rows[index], context) }
    table.draw(on: &canvas, in: rect)
  }

  private func row(_ reading: SystemReadings.Reading, _ context: PanelContext) -> Table.Row {
    let isConnected = reading.health != nil
    let name = Style(reading.worst != nil ? .bright : isConnected ? .text : .faint)
    let quiet = Style(isConnected ? .dim : .faint)
    return Table.Row([
      [SystemsPanel.state(reading, context)], [Span(reading.system.name(context.language), name)],
      SystemsPanel.figures(reading, context), [Span(context.agency(reading.system.lead), quiet)],
      [Span(reading.system.tier.name, quiet)],
      [Span(reading.heardAt.map { Format.age(context.now - $0, context.language) } ?? "–", quiet)],
    ])
  }

  /// The badge of its worst alarm, or whether it is heard.
  static func state(_ reading: SystemReadings.Reading, _ context: PanelContext) -> Span {
    if let worst = reading.worst {
      let isOpen = reading.alarms.contains { context.state.alarms[$0].map(context.state.needsAcknowledgement) ?? false }
      let style = isOpen ? Style.filled(worst.role) : Style(worst.quietRole)
      return Span(" \(worst.phrase(context.language)) ", style)
    }
    guard let health = reading.health else {
      return Span(Phrase(zh: "未接入", en: "not connected")(context.language), Style(.faint))
    }
    let fresh = Phrase(zh: "正常", en: "normal")(context.language)
    return health == .fresh ? Span(fresh, Style(.dim)) : Span(health.phrase(context.language), health.style)
  }

  /// Its first indicators that have data; what it should measure where it has none.
  static func figures(_ reading: SystemReadings.Reading, _ context: PanelContext) -> StyledText {
    var spans: StyledText = []
    func add(_ label: SafeText, _ value: SafeText, _ role: Role) {
      if !spans.isEmpty { spans.append(Span("   ")) }
      spans += [Span(label + " ", Style(.dim)), Span(value, Style(role))]
    }
    if let fleet = context.state.fleets[reading.system.id] {
      add(
        Phrase(zh: "在线", en: "online")(context.language),
        SafeText(grouped: fleet.report.online) + "/" + SafeText(grouped: fleet.report.total), .text)
    }
    for indicator in reading.system.indicators {
      guard spans.count < 12, let metric = indicator.series(in: context.state).first, let value = metric.value else { continue }
      let isStale = metric.isExpired(at: context.now) || Freshness.isStale(metric.source, context)
      let severity = context.severity(of: metric, rule: indicator.name)
      add(
        label(indicator, context), Format.value(value, unit: metric.unit, context.language),
        isStale ? .stale : severity?.quietRole ?? .text)
    }
    if spans.isEmpty {
      let wanted = reading.system.indicators.prefix(3).map { label($0, context) }.joined(separator: "  ")
      return StyledText(wanted, Style(.faint))
    }
    return spans
  }

  /// The catalogue names indicators in Chinese; their keys are the English.
  static func label(_ indicator: CatalogueSystem.Indicator, _ context: PanelContext) -> SafeText {
    context.language.isChinese ? indicator.title : indicator.name
  }
}
