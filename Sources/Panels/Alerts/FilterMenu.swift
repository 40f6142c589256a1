public import Core
internal import TextSafety
internal import TextUI

/// What a list can be filtered by, as it was when the menu was opened.
public struct FilterMenu: Sendable {
  public let panel: PanelID
  /// Names of categories or classes.
  let kinds: [SafeText]
  let places: [PlaceCode]

  /// What there is in the list now, at most so much of each.
  private static let most = 40

  public init(_ panel: PanelID, _ state: State) {
    self.panel = panel
    var (kinds, places): (Set<SafeText>, Set<PlaceCode>) = ([], [])
    func note(_ kind: String, _ place: PlaceCode) {
      kinds.insert(SafeText(sanitizing: kind))
      if let unit = state.city.places.unit(of: place) { places.insert(unit.code) }
    }
    switch panel {
    case .tickets: for ticket in state.tickets.tickets where ticket.isOpen { note(ticket.ticketClass.rawValue, ticket.place) }
    default:
      for alarm in state.alarmsInOrder(limit: AlertOrder.limit) { note(alarm.facts.category.rawValue, alarm.facts.place) }
    }
    self.kinds = Array(kinds.sorted().prefix(FilterMenu.most))
    let order = state.city.places.all.map(\.code)
    self.places = Array(order.filter(places.contains).prefix(FilterMenu.most))
  }

  /// The filter after a key; nil where it means nothing here.
  public func filter(_ filter: RowFilter, after key: Unicode.Scalar) -> RowFilter? {
    var filter = filter
    switch key {
    case "1": filter.least = .red
    case "2": filter.least = panel == .tickets ? .yellow : .orange
    case "3": filter.least = panel == .tickets ? nil : .yellow
    case "0": filter = RowFilter()
    case "k": filter.kind = FilterMenu.next(after: filter.kind, in: kinds)
    case "g": filter.place = FilterMenu.next(after: filter.place, in: places)
    default: return nil
    }
    return filter
  }

  /// One after the other, then none.
  private static func next<Value: Equatable>(after value: Value?, in list: [Value]) -> Value? {
    guard let value, let index = list.firstIndex(of: value) else { return list.first }
    return index + 1 < list.count ? list[index + 1] : nil
  }

  func popup(_ context: PanelContext) -> Popup {
    let language = context.language
    let filter = context.view.filter(panel)
    let all = Phrase(zh: "全部", en: "all")(language)
    func row(_ key: SafeText, _ label: Phrase, _ value: SafeText?) -> StyledText {
      [
        Span(key.padded(toColumns: 6), Style(.key, on: .popup, .bold)),
        Span(label(language).padded(toColumns: 8), Style(.dim, on: .popup)),
        Span(value ?? all, Style(value == nil ? .text : .bright, on: .popup, value == nil ? [] : .bold)),
      ]
    }
    let level = panel == .tickets ? Phrase(zh: "红黄灯", en: "light") : Phrase(zh: "级别", en: "severity")
    let keys: SafeText = panel == .tickets ? "1 2" : "1 2 3"
    return Popup(
      title: Phrase(zh: "筛选 ", en: "Filter ")(language) + PanelRegistry.panel(panel).title(context),
      lines: [
        row(keys, level, filter.least.map { FilterWords.level($0, panel, language) }),
        row("k", Phrase(zh: "类别", en: "kind"), filter.kind.map { FilterWords.kind($0, language) }),
        row("g", Phrase(zh: "地点", en: "place"), filter.place.map { context.place($0) }),
      ], hint: language.say("\(FixedKey.all) 全部  \(FixedKey.enter) 完成", "\(FixedKey.all) all  \(FixedKey.enter) done"),
      minimumWidth: 36, glyphs: context.glyphs)
  }
}

/// A filter in words.
enum FilterWords {
  static func level(_ least: Severity, _ panel: PanelID, _ language: Language) -> SafeText {
    let isWorst = least == .red
    let word = least.phrase(language)
    if panel == .tickets {
      return isWorst ? Phrase(zh: "红灯", en: "red")(language) : Phrase(zh: "红灯、黄灯", en: "red, yellow")(language)
    }
    return isWorst ? word : language.say("\(word)以上", "\(word)+")
  }

  static func kind(_ name: SafeText, _ language: Language) -> SafeText {
    if let category = AlertReport.Category(rawValue: name.string) { return category.phrase(language) }
    return TicketUpdate.Class(rawValue: name.string)?.phrase(language) ?? name
  }

  /// For the title of the list: what is left out, and how it is sorted; empty where nothing is chosen.
  static func status(_ context: PanelContext) -> StyledText {
    let filter = context.view.filter(context.slot.panel)
    let language = context.language
    var parts: [SafeText] = []
    if let least = filter.least { parts.append(level(least, context.slot.panel, language)) }
    if let name = filter.kind { parts.append(kind(name, language)) }
    if let place = filter.place { parts.append(context.place(place)) }
    var spans: StyledText = []
    if !parts.isEmpty {
      let words = Phrase(zh: "筛选 ", en: "only ")(language) + parts.joined(separator: " ")
      spans.append(Span(words + "  ", Style(.bright, on: .background, .bold)))
    }
    let order = context.view.order(context.slot.panel)
    if order != .urgency {
      spans.append(Span(Phrase(zh: "排序 ", en: "by ")(language) + order.name(language) + "  ", Style(.bright)))
    }
    return spans
  }
}
