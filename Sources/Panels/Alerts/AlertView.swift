public import Core
public import TextSafety

/// How the list of alerts is looked at.
public struct AlertView: Sendable, Equatable {
  /// As somebody chose; nil: folded while there is a flood.
  public var isFolded: Bool?
  /// Folds that were opened.
  public var unfolded: Set<AlertFoldID> = []
  /// Set while the cursor is in the list.
  public var held: Held?

  public init() {}

  /// Where the rows stood when the cursor came, so that nothing moves under it.
  public struct Held: Sendable, Equatable {
    /// So many rows are kept in their place; nobody looks at more.
    static let limit = 10_000
    var places: [AlarmKey: Int]
    /// What came after this entry of the journal is new.
    var through: Int64
    /// That a flood begins or ends does not fold rows under the cursor either.
    var isFolded: Bool
  }
}

/// What the alarms of a fold have in common.
public struct AlertFoldID: Hashable, Sendable {
  public var section: AlertSection
  public var cause: SafeText

  public init(section: AlertSection, cause: SafeText) {
    self.section = section
    self.cause = cause
  }
}

extension AlertView {
  /// Of more alarms than this nothing is folded: it would be too slow, and a search serves better.
  static let mostFolded = 20_000

  public func isFolded(_ state: State) -> Bool {
    guard state.alarms.count <= AlertView.mostFolded else { return false }
    return held?.isFolded ?? isFolded ?? state.announcements.isFlood
  }
}

extension ViewState {
  /// Rows stay where they are from now on.
  public mutating func holdAlerts(in state: State) {
    guard alerts.held == nil else { return }
    let isFolded = alerts.isFolded(state)
    let rows = AlertList(PanelContext(state: state, view: self, panel: .alerts, isFocused: true)).rows
    var places: [AlarmKey: Int] = [:]
    for alarm in rows.lazy.flatMap(\.ownAlarms).prefix(AlertView.Held.limit) { places[alarm.key] = places.count }
    alerts.held = AlertView.Held(places: places, through: state.alarms.lastSequence, isFolded: isFolded)
  }

  /// The newest order again.
  public mutating func releaseAlerts() { alerts.held = nil }
}
