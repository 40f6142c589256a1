import Panels
import Settings

extension ViewState {
  /// With the standard boards, as the program has them.
  static var standard: ViewState {
    var view = ViewState()
    view.boards = BoardLoader.standard
    return view
  }
}
