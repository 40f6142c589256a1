public import Core
public import TextSafety

/// A panel in its place on a board. One panel may stand there several times, each limited to something else.
public struct SlotID: Hashable, Sendable {
  public var panel: PanelID
  /// Which of its like on the board, from 0.
  public var number: Int

  public init(_ panel: PanelID, number: Int = 0) {
    self.panel = panel
    self.number = number
  }

  public static let alerts = SlotID(.alerts)
  public static let areas = SlotID(.areas)
  public static let systems = SlotID(.systems)
}

/// What a panel of a board is limited to; empty: to nothing.
public struct PanelOptions: Hashable, Sendable {
  /// The options by their names in files.
  public enum Key: String, Sendable, CaseIterable { case title, areas, categories, domains, indicators }

  /// Instead of the panel's own.
  public var title: LocalName?
  /// Fields of government, by their Chinese names.
  public var areas: [SafeText] = []
  public var categories: [AlertReport.Category] = []
  public var domains: [TicketUpdate.Domain] = []
  public var indicators: [Indicator] = []

  /// Indicators of one name, or all whose names begin so.
  public struct Indicator: Hashable, Sendable {
    public var name: SafeText
    public var isPrefix: Bool
    /// How it is called; by default as the catalogue does.
    public var title: LocalName?
    /// Only that of this subject.
    public var subject: SafeText?

    public init(name: SafeText, isPrefix: Bool = false, title: LocalName? = nil, subject: SafeText? = nil) {
      self.name = name
      self.isPrefix = isPrefix
      self.title = title
      self.subject = subject
    }
  }

  public init() {}
}

extension PanelID {
  /// The options it knows.
  public var options: [PanelOptions.Key] {
    switch self {
    case .systems: [.title, .areas]
    case .alerts: [.title, .categories]
    case .tickets: [.title, .domains]
    case .metrics, .trends: [.title, .indicators]
    default: [.title]
    }
  }
}
