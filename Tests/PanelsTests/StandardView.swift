import Core
import Panels
import Settings
import TextSafety

extension ViewState {
  /// With the standard boards, as the program has them.
  static var standard: ViewState {
    var view = ViewState()
    view.boards = BoardLoader.standard
    return view
  }
}

extension ViewState {
  /// A board of a city's own, with one panel of these indicators.
  static func own(
    _ panel: PanelID, _ indicators: [PanelOptions.Indicator], title: LocalName? = nil,
    _ change: (inout ViewState) -> Void = { _ in }
  ) -> ViewState {
    var options = PanelOptions()
    (options.indicators, options.title) = (indicators, title)
    let slot = BoardLayout.Slot(id: SlotID(panel), weight: 1, minimum: 3, maximum: nil, priority: 1, options: options)
    let layout = BoardLayout(columns: [.init(weight: 1, minimum: 20, priority: 1, slots: [slot])])
    var view = ViewState()
    view.boards = Boards([Board(id: "own", key: 1, name: LocalName(zh: "自定", en: "Own"), layouts: [layout])])
    view.board = "own"
    change(&view)
    return view
  }
}
