internal import Core
internal import Panels
internal import TextSafety
internal import TextUI

extension Session {
  /// The list of alerts, where it is on the board.
  var alertsPanel: PlacedPanel? {
    ScreenPainter.panels(state: shown, view: view, size: size).first { $0.id == .alerts }
  }

  mutating func open(_ item: ItemID) {
    // A field is no thing of its own: its systems stand beside it.
    if case .area = item { return view.focus = .systems }
    guard case .fold(let id) = item else { return view.overlays.append(.detail(item, top: 0)) }
    if view.alerts.unfolded.remove(id) == nil { view.alerts.unfolded.insert(id) }
    if let panel = alertsPanel { choose(item, in: panel) }
  }

  /// Alarms of one cause in one row, or each in its own: as the officer likes, flood or not.
  mutating func toggleFolding() {
    guard let panel = alertsPanel else {
      refuse(Phrase(zh: "本页没有告警列表", en: "no list of alerts here"))
      return
    }
    let item = view.cursors[.alerts]?.item
    let isFolded = view.alerts.isFolded(shown)
    view.alerts.isFolded = !isFolded
    view.alerts.unfolded = []
    view.releaseAlerts()
    let words =
      isFolded
      ? Phrase(zh: "逐条显示告警", en: "every alert in a row of its own") : Phrase(zh: "同因告警已折叠", en: "alerts of one cause are folded")
    view.message = .init(words(view.language))
    guard let item else { return }
    let fold = AlertsPanel.fold(of: item, state: shown, view: view)
    choose(isFolded ? item : fold.map(ItemID.fold) ?? item, in: panel)
  }

  /// The newest order, with the cursor on the same alert.
  mutating func resort() {
    view.releaseAlerts()
    guard let panel = alertsPanel, let item = view.cursors[.alerts]?.item else { return }
    choose(item, in: panel)
  }

  /// Who goes to the top sees what is newest and worst.
  mutating func goToTopOfAlerts(_ panel: PlacedPanel) {
    view.releaseAlerts()
    let items = items(of: panel)
    if !items.isEmpty { select(0, of: items, in: panel) }
  }

  /// Closes the fold that the cursor is in; false where it is in none.
  mutating func closeFold() -> Bool {
    guard focusedPanel?.id == .alerts, let panel = alertsPanel, let item = selectedItem,
      let id = AlertsPanel.fold(of: item, state: shown, view: view), view.alerts.unfolded.remove(id) != nil
    else { return false }
    choose(.fold(id), in: panel)
    return true
  }

  /// Takes the cursor out of the list, which then follows the world again; false where it was not in it.
  mutating func letGo() -> Bool {
    guard focusedPanel?.id == .alerts, view.alerts.held != nil else { return false }
    view.releaseAlerts()
    view.cursors[.alerts] = nil
    view.focus = nil
    return true
  }

  /// Rows are held only while the cursor is in the list: who works elsewhere is shown what is new.
  mutating func settleHold() {
    guard let focus = view.focus else { return }
    if focus != .alerts {
      view.releaseAlerts()
    } else if view.alerts.held == nil, let item = view.cursors[.alerts]?.item, let panel = alertsPanel {
      choose(item, in: panel)
    }
  }

  private mutating func choose(_ item: ItemID, in panel: PlacedPanel) {
    let items = items(of: panel)
    guard let row = items.firstIndex(of: item) else {
      view.cursors[.alerts] = nil
      return
    }
    select(row, of: items, in: panel)
  }

  /// On a row of several alerts only acknowledging means something, and it asks.
  mutating func act(_ command: KeyCommand, onFold id: AlertFoldID) -> [Request] {
    guard command == .acknowledge else {
      return refuse(Phrase(zh: "先展开(\(view.keys[.open])),再选一条", en: "unfold it (\(view.keys[.open])) and select one alert"))
    }
    guard let fold = AlertsPanel.fold(id, state: shown, view: view), !fold.seen.isEmpty else {
      return refuse(Phrase(zh: "此行没有未确认告警", en: "nothing to acknowledge in this row"))
    }
    ask(.acknowledgeFold(fold.title, fold.seen))
    return []
  }
}
