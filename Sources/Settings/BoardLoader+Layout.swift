internal import Core
internal import Panels
internal import TextSafety
internal import Yams

/// How a board's panels are laid out: `layouts` with needs of their own, or one layout of `columns`, or of one column of `panels`.
extension BoardLoader {
  /// Nil where the board says nothing of it.
  static func layouts(_ board: YAMLValue, _ areas: [SafeText]?) -> [BoardLayout]? {
    let forms = ["layouts", "columns", "panels"].filter { board[$0] != nil }
    guard let form = forms.first else { return nil }
    if forms.count > 1 { board.fault("give one of layouts, columns, panels") }
    var slots = Slots(areas: areas)
    guard form == "layouts" else { return [layout(board, &slots)] }
    return bounded(board, "layouts").map { value in
      value.allow(["when", "unless", "columns", "panels"])
      return layout(value, &slots)
    }
  }

  private static func layout(_ value: YAMLValue, _ slots: inout Slots) -> BoardLayout {
    let needs = value["layouts"] == nil ? needs(value) : .none
    slots.begin()
    guard value["columns"] != nil else {
      return BoardLayout(
        needs: needs, columns: [.init(weight: 1, minimum: 20, priority: 1, slots: slots.read(value))])
    }
    return BoardLayout(
      needs: needs,
      columns: bounded(value, "columns").map { column in
        column.allow(["weight", "min", "priority", "panels"])
        return .init(
          weight: number(column, "weight", 1...1000) ?? 1, minimum: number(column, "min", 1...1000) ?? 30,
          priority: number(column, "priority", 0...1000) ?? 1, slots: slots.read(column))
      })
  }

  static func number(_ value: YAMLValue, _ key: String, _ range: ClosedRange<Int>) -> Int? {
    guard let child = value[key], let number = child.integer else { return nil }
    if range.contains(number) { return number }
    child.fault("'\(key)' must be \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  static func needs(_ value: YAMLValue) -> BoardNeeds {
    BoardNeeds(when: conditions(value, "when"), unless: conditions(value, "unless"))
  }

  /// One condition, or a list of them.
  private static func conditions(_ value: YAMLValue, _ key: String) -> [BoardCondition] {
    guard let child = value[key] else { return [] }
    let list = child.node.sequence == nil ? [child] : bounded(value, key)
    return list.compactMap { entry in
      guard let text = entry.text else { return nil }
      if let condition = BoardCondition(text) { return condition }
      let facts = BoardCondition.Fact.allCases.map(\.rawValue).joined(separator: ", ")
      entry.fault("'\(text)' is no condition: give \(facts), or columns or rows with < or >= and a number ('columns < 120')")
      return nil
    }
  }
}

/// Reads the panels of one board and numbers those that stand on it with several options.
private struct Slots {
  let areas: [SafeText]?
  private var variants: [PanelID: [PanelOptions]] = [:]
  private var placed: [BoardLayout.Slot] = []

  init(areas: [SafeText]?) { self.areas = areas }

  /// Of a new layout.
  mutating func begin() { placed = [] }

  mutating func read(_ value: YAMLValue) -> [BoardLayout.Slot] {
    let list = BoardLoader.bounded(value, "panels")
    if list.isEmpty { value.fault("'panels' is missing or empty") }
    var slots: [BoardLayout.Slot] = []
    for entry in list { if let slot = slot(entry) { slots.append(slot) } }
    return slots
  }

  private mutating func slot(_ value: YAMLValue) -> BoardLayout.Slot? {
    let places = ["panel", "weight", "min", "max", "priority", "when", "unless"]
    guard let panel = value.required("panel", Slots.panel) else {
      value.allow(places + PanelOptions.Key.allCases.map(\.rawValue))
      return nil
    }
    value.allow(places + panel.options.map(\.rawValue))
    let options = PanelOptions(value, of: panel, areas: areas)
    let known = variants[panel] ?? []
    let number = known.firstIndex(of: options) ?? known.count
    if number == known.count { variants[panel, default: []].append(options) }
    if panel == .alerts, number > 0 {
      value.fault("the alerts stand on a board once: acknowledging is about what is on the screen")
    }
    let minimum = BoardLoader.number(value, "min", 1...1000) ?? 4
    let maximum = BoardLoader.number(value, "max", 1...1000)
    if let maximum, maximum < minimum { value.fault("'max' is less than 'min'") }
    let slot = BoardLayout.Slot(
      id: SlotID(panel, number: number), weight: BoardLoader.number(value, "weight", 1...1000) ?? 1, minimum: minimum,
      maximum: maximum.map { max($0, minimum) }, priority: BoardLoader.number(value, "priority", 0...1000) ?? 5,
      needs: BoardLoader.needs(value), options: options)
    if placed.contains(where: { $0.id == slot.id && $0.needs == slot.needs }) {
      value.fault("'\(panel.fileName)' stands twice on this board with the same options")
      return nil
    }
    placed.append(slot)
    return slot
  }

  private static func panel(_ value: YAMLValue) -> PanelID? {
    guard let text = value.text else { return nil }
    if let panel = PanelID.allCases.first(where: { $0.fileName == text }) { return panel }
    value.fault("'\(text)' is none of " + PanelID.allCases.map(\.fileName).joined(separator: ", "))
    return nil
  }
}

extension PanelID {
  /// `cloud_trend`
  var fileName: String { rawValue.reduce("") { $0 + ($1.isUppercase ? "_" + $1.lowercased() : String($1)) } }
}

extension PanelOptions {
  fileprivate init(_ value: YAMLValue, of panel: PanelID, areas known: [SafeText]?) {
    self.init()
    title = value["title"].map(CityLoader.name)
    areas = BoardLoader.bounded(value, Key.areas.rawValue).compactMap { entry in
      guard let area = entry.safe else { return nil }
      if let known, !known.contains(area) {
        entry.fault("'\(area)' is none of the city's areas: " + known.map(\.string).joined(separator: ", "))
      }
      return area
    }
    categories = BoardLoader.bounded(value, Key.categories.rawValue).compactMap { $0.word(AlertReport.Category.self) }
    domains = BoardLoader.bounded(value, Key.domains.rawValue).compactMap { $0.word(TicketUpdate.Domain.self) }
    indicators = BoardLoader.bounded(value, Key.indicators.rawValue).compactMap(Indicator.init)
    if panel.options.contains(.indicators), indicators.isEmpty { value.fault("'indicators' is missing: which is it to show?") }
  }
}

extension PanelOptions.Indicator {
  /// `share.api.p95`, `share.*`, or `{id: …, name: {zh: …, en: …}, subject: …}`.
  fileprivate init?(_ value: YAMLValue) {
    var (title, subject): (LocalName?, SafeText?) = (nil, nil)
    var text = value.node.string
    if value.node.mapping != nil {
      value.allow(["id", "name", "subject"])
      text = value.required("id", \.text)
      title = value["name"].map(CityLoader.name)
      subject = value["subject"]?.safe
    }
    guard let text, !text.isEmpty else {
      value.fault("must be an indicator such as share.api.p95, a family of them such as 'share.*', or {id: …, name: …}")
      return nil
    }
    let isPrefix = text.hasSuffix("*")
    self.init(
      name: SafeText(sanitizing: isPrefix ? String(text.dropLast()) : text), isPrefix: isPrefix, title: title, subject: subject)
  }
}
