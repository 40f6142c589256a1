public import Core
public import TextSafety

/// The name of a board in files, on the command line and in the catalogue: `overview`.
public struct BoardID: Hashable, Sendable, RawRepresentable, ExpressibleByStringLiteral, CustomStringConvertible {
  public let rawValue: SafeText

  public init(rawValue: SafeText) { self.rawValue = rawValue }
  public init(stringLiteral value: StaticString) { rawValue = SafeText(stringLiteral: value) }

  public var description: String { rawValue.string }
}

/// A page of panels: how it is called, which key shows it, and how its panels are laid out.
public struct Board: Sendable, Equatable {
  public var id: BoardID
  /// 0–9; nil where it is reached by its name or its tab only.
  public var key: Int?
  public var name: LocalName
  /// The name is the program's own, not a city's.
  public var hasOwnName = false
  /// So are its layouts, with the names in them.
  public var hasOwnLayouts = false
  /// The first whose needs are met is drawn; the last where none is.
  public var layouts: [BoardLayout] { didSet { options = Board.options(layouts) } }
  /// What its panels are limited to, where they are.
  private(set) var options: [SlotID: PanelOptions]

  public init(id: BoardID, key: Int?, name: LocalName, layouts: [BoardLayout]) {
    self.id = id
    self.key = key
    self.name = name
    self.layouts = layouts
    options = Board.options(layouts)
  }

  /// How it is called: in traditional characters too, unless a city has named it.
  public func title(_ language: Language) -> SafeText {
    hasOwnName ? language.say(sentence: name.zh, name.en) : name(language)
  }

  public func has(_ panel: PanelID) -> Bool { layouts.contains { $0.slots.contains { $0.id.panel == panel } } }

  /// The layout for a situation, without the panels that are not for it.
  func layout(in situation: BoardSituation) -> BoardLayout? {
    guard var layout = layouts.first(where: { $0.needs.hold(in: situation) }) ?? layouts.last else { return nil }
    for column in layout.columns.indices { layout.columns[column].slots.removeAll { !$0.needs.hold(in: situation) } }
    return layout
  }

  private static func options(_ layouts: [BoardLayout]) -> [SlotID: PanelOptions] {
    var options: [SlotID: PanelOptions] = [:]
    for slot in layouts.lazy.flatMap(\.slots) where slot.options != PanelOptions() { options[slot.id] = slot.options }
    return options
  }
}

/// Columns of panels side by side. What does not fit is dropped, the lowest priority first, and said so.
public struct BoardLayout: Sendable, Equatable {
  public struct Slot: Sendable, Equatable {
    public var id: SlotID
    public var weight: Int
    public var minimum: Int
    public var maximum: Int?
    public var priority: Int
    public var needs: BoardNeeds
    public var options: PanelOptions

    public init(
      id: SlotID, weight: Int, minimum: Int, maximum: Int?, priority: Int, needs: BoardNeeds = .none,
      options: PanelOptions = PanelOptions()
    ) {
      self.id = id
      self.weight = weight
      self.minimum = minimum
      self.maximum = maximum
      self.priority = priority
      self.needs = needs
      self.options = options
    }
  }

  public struct Column: Sendable, Equatable {
    public var weight: Int
    public var minimum: Int
    public var priority: Int
    public var slots: [Slot]

    public init(weight: Int, minimum: Int, priority: Int, slots: [Slot]) {
      self.weight = weight
      self.minimum = minimum
      self.priority = priority
      self.slots = slots
    }
  }

  public var needs: BoardNeeds
  public var columns: [Column]

  public init(needs: BoardNeeds = .none, columns: [Column]) {
    self.needs = needs
    self.columns = columns
  }

  public var slots: [Slot] { columns.flatMap(\.slots) }
}
