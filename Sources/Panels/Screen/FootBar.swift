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
        context.language.say(
          "搜索 \(search)  \(context.view.keys[.back]) 清除", "search \(search)  \(context.view.keys[.back]) clears")
    } else if !dropped.isEmpty, rect.width >= 60 {
      right = context.language.say(
        "未显示 \(dropped.count) 个面板", dropped.count == 1 ? "1 panel hidden" : "\(dropped.count) panels hidden")
    }
    // Who knows no key yet must see the one that explains them.
    let isHelp = { (entry: KeyHelp) in entry.first == context.view.keys[.help] }
    let end = KeyBar(hints(help.filter(isHelp), context))
    // Curses writes the last cell of the screen by pushing the one before it: under tmux a wide character there is lost.
    let endWidth = end.width + 1
    let width = min(right.width, rect.width / 2)
    let room = rect.width - endWidth - (width > 0 ? width + 3 : 0)
    KeyBar(hints(help.filter { !isHelp($0) }, context))
      .draw(on: &canvas, in: Rect(x: rect.x, y: rect.y, width: room, height: 1))
    canvas.put(right, x: rect.maxX - endWidth - width - 1, y: rect.y, style: Style(.dim, on: .keyBar), maxWidth: width)
    end.draw(on: &canvas, in: Rect(x: rect.maxX - endWidth, y: rect.y, width: end.width, height: 1))
  }

  private static func hints(_ help: [KeyHelp], _ context: PanelContext) -> [KeyBar.Hint] {
    help.filter { $0.hint != nil }.sorted { $0.rank < $1.rank }
      .compactMap { entry in entry.hint.map { KeyBar.Hint(entry.first, $0(context.language)) } }
  }
}
