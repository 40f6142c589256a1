public import Core
public import TextSafety
public import TextUI

/// A part of the screen: draws the state in a rectangle, names what its rows stand for. Keeps nothing.
public protocol Panel: Sendable {
  var id: PanelID { get }
  func title(_ context: PanelContext) -> SafeText
  /// On the right of the title: counts and the age of the data.
  func status(_ context: PanelContext) -> StyledText
  /// What the cursor can stand on, in the order of the rows.
  func items(_ context: PanelContext) -> [ItemID]
  /// Whether there is any; the panel with the keyboard is found by it, every frame.
  func hasItems(_ context: PanelContext) -> Bool
  /// The body, below the title.
  func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect)
  /// The source that all of it comes from; while that is silent or down the panel is faded, so that nothing stale looks fresh.
  func source(_ context: PanelContext) -> SafeText?
  /// Rows above the first item, for the mouse.
  var headRows: Int { get }
  /// The thing that a key moves to where rows are not all there is; nil where they are.
  func neighbour(_ context: PanelContext, of item: ItemID?, _ way: CursorWay) -> ItemID?
  /// The thing drawn at a cell of the body, where its rows are none of a list.
  func item(_ context: PanelContext, atX x: Int, y: Int, in body: Rect) -> ItemID?
  /// Things stand beside each other too: the arrows to the sides move among them.
  var hasColumns: Bool { get }
  /// The first item in a window of so many rows.
  func top(_ context: PanelContext, _ items: [ItemID], visible: Int) -> Int
}

extension Panel {
  public func items(_ context: PanelContext) -> [ItemID] { [] }
  public func hasItems(_ context: PanelContext) -> Bool { !items(context).isEmpty }
  public func status(_ context: PanelContext) -> StyledText { [] }
  public func source(_ context: PanelContext) -> SafeText? { nil }
  public var headRows: Int { 1 }
  public var hasColumns: Bool { false }
  public func neighbour(_ context: PanelContext, of item: ItemID?, _ way: CursorWay) -> ItemID? { nil }
  public func item(_ context: PanelContext, atX x: Int, y: Int, in body: Rect) -> ItemID? { nil }
  public func top(_ context: PanelContext, _ items: [ItemID], visible: Int) -> Int { context.top(items, visible: visible) }
}

/// Where the cursor goes.
public enum CursorWay: Sendable { case up, down, left, right }

public enum PanelID: String, Sendable, CaseIterable {
  case alerts, hotline, tickets, cloud, cloudTrend, host, network, queues, demand, map, security, fleets, water, log, sources,
    collectors,
    guide, performance, systems, areas, ledger, fleetAreas, metrics, trends,
    heat, kanban, flow
}

/// All panels. A new one is a file of its own, a case of `PanelID` and a line here.
public enum PanelRegistry {
  public static func panel(_ id: PanelID) -> any Panel {
    switch id {
    case .alerts: AlertsPanel()
    case .hotline: HotlinePanel()
    case .tickets: TicketsPanel()
    case .cloud: CloudPanel()
    case .cloudTrend: CloudTrendPanel()
    case .host: HostPanel()
    case .network: NetworkPanel()
    case .queues: QueuesPanel()
    case .demand: DemandPanel()
    case .map: MapPanel()
    case .security: SecurityPanel()
    case .fleets: FleetsPanel()
    case .water: WaterPanel()
    case .log: LogPanel()
    case .sources: SourcesPanel()
    case .collectors: CollectorsPanel()
    case .guide: GuidePanel()
    case .performance: PerformancePanel()
    case .systems: SystemsPanel()
    case .areas: AreasPanel()
    case .ledger: LedgerPanel()
    case .fleetAreas: FleetAreasPanel()
    case .metrics: MetricsPanel()
    case .trends: TrendsPanel()
    case .heat: HeatPanel()
    case .kanban: KanbanPanel()
    case .flow: FlowPanel()
    }
  }
}

/// What a panel draws from.
public struct PanelContext: Sendable {
  public let state: State
  public let view: ViewState
  public let slot: SlotID
  public let isFocused: Bool
  /// What the board limits the panel to.
  let options: PanelOptions
  private let hasOwnLayouts: Bool

  init(state: State, view: ViewState, slot: SlotID, isFocused: Bool) {
    self.state = state
    self.view = view
    self.slot = slot
    self.isFocused = isFocused
    let board = view.boards[view.board]
    options = board?.options[slot] ?? PanelOptions()
    hasOwnLayouts = board?.hasOwnLayouts ?? false
  }

  init(state: State, view: ViewState, panel: PanelID, isFocused: Bool) {
    self.init(state: state, view: view, slot: SlotID(panel), isFocused: isFocused)
  }

  public var language: Language { view.language }
  public var now: Timestamp { state.now }
  public var glyphs: GlyphSet { view.glyphs }
  public var cursor: ViewState.Cursor { view.cursors[slot] ?? .init() }

  public func say(_ phrase: Phrase) -> SafeText { phrase(language) }

  /// A name that the board gives: in traditional characters too, unless a city has given it.
  func say(given name: LocalName) -> SafeText {
    hasOwnLayouts ? language.say(sentence: name.zh, name.en) : name(language)
  }

  /// True where the text has what is searched for.
  func found(_ texts: SafeText?...) -> Bool {
    guard let search = view.search else { return true }
    let wanted = search.folded()
    return texts.contains { $0?.folded().contains(wanted) ?? false }
  }

  /// The row of the cursor; the first row of the focused panel where nothing has been chosen yet. None where what was chosen has gone, so that
  /// a key does not act on its neighbour.
  func selection(_ items: [ItemID]) -> Int? {
    guard isFocused, !items.isEmpty else { return nil }
    guard let item = cursor.item else { return 0 }
    return items.firstIndex(of: item)
  }

  /// The first row shown, so that the cursor is in the window.
  func top(_ items: [ItemID], visible: Int) -> Int {
    let top = min(max(0, cursor.top), max(0, items.count - visible))
    guard let selection = selection(items) else { return top }
    return min(max(top, selection - visible + 1), selection)
  }
}
