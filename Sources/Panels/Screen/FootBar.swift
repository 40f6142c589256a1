internal import Core
internal import TextSafety
internal import TextUI

/// The last row: the answer to the last command, or the keys; what was dropped for want of room.
enum FootBar {
  static func draw(_ context: PanelContext, help: [KeyHelp], dropped: [SlotID], on canvas: inout Canvas, in rect: Rect) {
    canvas.fill(rect, style: Style(.text, on: .keyBar))
    if let message = context.view.message {
      let role: Role = message.tone == .refused ? .yellowQuiet : .bright
      canvas.put(message.text, x: 1, y: rect.y, style: Style(role, on: .keyBar, .bold), maxWidth: rect.width - 2)
      return
    }
    var right: SafeText = ""
    if let search = context.view.search {
      right =
        Phrase(zh: "搜索 ", en: "search ")(context.language) + search + Phrase(zh: " Esc 清除", en: " Esc clears")(context.language)
    } else if !dropped.isEmpty, rect.width >= 60 {
      right = context.language.say(
        "窗口小 未显示 \(dropped.count) 个面板", dropped.count == 1 ? "1 panel does not fit" : "\(dropped.count) panels do not fit")
    }
    let width = min(right.width, rect.width / 2)
    let hints = help.compactMap { entry in entry.hint.map { KeyBar.Hint(entry.keys, $0(context.language)) } }
    KeyBar(hints).draw(on: &canvas, in: Rect(x: rect.x, y: rect.y, width: rect.width - (width > 0 ? width + 3 : 0), height: 1))
    canvas.put(right, x: rect.maxX - width - 1, y: rect.y, style: Style(.dim, on: .keyBar), maxWidth: width)
  }
}
