internal import Core
internal import TextSafety
internal import TextUI

/// Where there is no room for a board: the answer that matters, in one or two rows.
enum SmallScreen {
  static func draw(_ state: State, _ view: ViewState, on canvas: inout Canvas) {
    let size = canvas.size
    guard size.width > 0, size.height > 0 else { return }
    let context = PanelContext(state: state, view: view, panel: .alerts, isFocused: false)
    let advice: SafeText =
      view.language.say("窗口太小 \(size.width)x\(size.height),需要 40x10", "too small \(size.width)x\(size.height), need 40x10")
    StatusStrip.alerts(context).draw(on: &canvas, x: 0, y: 0, maxWidth: size.width)
    if size.height > 1 { canvas.put(advice, x: 0, y: 1, style: Style(.dim), maxWidth: size.width) }
  }
}
