public import Core
public import TextSafety

extension AlertsPanel {
  public func hasItems(_ context: PanelContext) -> Bool {
    context.view.search == nil && context.options.categories.isEmpty
      ? context.state.alarms.all.contains { $0.core != .normal } : !items(context).isEmpty
  }

  /// The window of the list. While rows are held, the one under the cursor keeps its line of the screen.
  public func top(_ context: PanelContext, _ items: [ItemID], visible: Int) -> Int {
    guard context.view.alerts.held != nil else { return context.top(items, visible: visible) }
    guard context.isFocused, let row = context.selection(items) else {
      return min(max(0, context.cursor.top), max(0, items.count - 1))
    }
    return max(0, row - min(max(0, context.cursor.line), max(0, visible - 1)))
  }

  /// The unacknowledged alarms in a window of so many rows, those of closed folds included, never actual ones and those of a drill together.
  static func visibleAlarms(_ context: PanelContext, rows visible: Int) -> [OperatorCommand.SeenAlarm] {
    let rows = AlertList(context).rows
    let items = rows.map(\.item)
    let top = AlertsPanel().top(context, items, visible: visible)
    let isDrill = context.selection(items).map { rows[$0].isDrill } ?? false
    return rows.dropFirst(top).prefix(visible).flatMap(\.ownAlarms)
      .filter { $0.needsAcknowledgement && !$0.isHidden && $0.facts.isExercise == isDrill }
      .map { .init(key: $0.key, revision: $0.revision) }
  }

  /// The unacknowledged alarms of a fold as it is now, and what it is called.
  public static func fold(_ id: AlertFoldID, state: State, view: ViewState) -> (
    title: SafeText, seen: [OperatorCommand.SeenAlarm]
  )? {
    let context = PanelContext(state: state, view: view, panel: .alerts, isFocused: true)
    for case .fold(let fold) in AlertList(context).rows where fold.id == id { return (fold.heading(context), fold.seen) }
    return nil
  }

  /// The fold that a row belongs to or is.
  public static func fold(of item: ItemID, state: State, view: ViewState) -> AlertFoldID? {
    let context = PanelContext(state: state, view: view, panel: .alerts, isFocused: true)
    for case .fold(let fold) in AlertList(context).rows {
      if item == .fold(fold.id) || fold.alarms.contains(where: { item == .alarm($0.key) }) { return fold.id }
    }
    return nil
  }
}

extension AlertList.Row {
  var isDrill: Bool {
    switch self {
    case .alarm(let alarm, _): alarm.facts.isExercise
    case .fold(let fold): fold.isExercise
    }
  }
}
