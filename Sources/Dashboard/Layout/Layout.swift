internal import Core
internal import Panels
internal import TextSafety
internal import TextUI

/// How a terminal looked when it was last left.
struct Layout: Codable, Equatable, Sendable {
  var board: String?
  var theme: String?
  var language: String?
  var panel: String?
  var mapLayer: String?
  var isZoomed: Bool?
  /// When it was left, in seconds: the oldest are forgotten.
  var leftAt: Int64?

  init() {}

  init(_ view: ViewState, at now: Timestamp) {
    board = view.board.description
    theme = view.theme.string
    language = view.language.rawValue
    panel = view.focus?.panel.rawValue
    mapLayer = view.mapLayer.rawValue
    isZoomed = view.isZoomed
    leftAt = now.milliseconds / 1000
  }

  /// What it says goes before the configuration and after the command line; what is no board or theme any more is passed over.
  func apply(to view: inout ViewState, over request: ViewRequest, themes: [SafeText]) {
    if request.board == nil, let board = board.flatMap({ view.boards.find($0) }) {
      view.board = board.id
      view.focus = panel.flatMap(PanelID.init(rawValue:)).map { SlotID($0) }
      view.isZoomed = isZoomed == true && view.focus != nil
    }
    if let layer = mapLayer.flatMap(MapLayer.init(rawValue:)) { view.mapLayer = layer }
    if request.language == nil, let language = language.flatMap(Language.init(tag:)) { view.language = language }
    if request.theme == nil, let name = theme.map({ SafeText(sanitizing: $0, limit: 80) }), themes.contains(name) {
      view.theme = name
    }
  }
}
