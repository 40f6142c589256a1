public import Core
public import TextSafety

/// Which rows of a list are shown: by severity or light, by kind, by place. Nothing chosen shows all.
public struct RowFilter: Sendable, Equatable {
  /// At least so severe; of tickets, with the light of that colour or a worse one.
  public var least: Severity?
  /// The category of an alert, the class of a ticket.
  public var kind: SafeText?
  /// The unit of the map.
  public var place: PlaceCode?

  public init() {}

  public var isEmpty: Bool { self == RowFilter() }

  func shows(_ alarm: Alarm, _ places: Places) -> Bool {
    if let least, alarm.shownSeverity < least { return false }
    if let kind, alarm.facts.category.rawValue != kind.string { return false }
    return isThere(alarm.facts.place, places)
  }

  func shows(_ ticket: TicketTable.Ticket, at now: Timestamp, _ places: Places) -> Bool {
    if let least, ticket.light(at: now).severity.map({ $0 < least }) ?? true { return false }
    if let kind, ticket.ticketClass.rawValue != kind.string { return false }
    return isThere(ticket.place, places)
  }

  private func isThere(_ code: PlaceCode, _ places: Places) -> Bool {
    guard let place else { return true }
    return code == place || places.unit(of: code)?.code == place
  }
}

extension TicketUpdate.Light {
  /// The colour that the light has; green is none.
  fileprivate var severity: Severity? {
    switch self {
    case .red: .red
    case .yellow: .yellow
    case .green: nil
    }
  }
}

/// By what a list is sorted.
public enum RowOrder: Int, Sendable, CaseIterable {
  /// What is most urgent first.
  case urgency, newest, place, kind

  public var next: RowOrder { RowOrder(rawValue: rawValue + 1) ?? .urgency }

  public var name: Phrase {
    switch self {
    case .urgency: Phrase(zh: "紧急程度", en: "urgency")
    case .newest: Phrase(zh: "最新在前", en: "newest first")
    case .place: Phrase(zh: "地点", en: "place")
    case .kind: Phrase(zh: "类别", en: "kind")
    }
  }
}

extension ViewState {
  /// Lists that can be filtered and sorted.
  public static let sortable: Set<PanelID> = [.alerts, .tickets]

  public func filter(_ panel: PanelID) -> RowFilter { filters[panel] ?? RowFilter() }
  public func order(_ panel: PanelID) -> RowOrder { orders[panel] ?? .urgency }
}
