internal import Core
internal import TextSafety
internal import TextUI

/// The two lowest rows of a wall: the latest events; what the wall does next, and what can be done here.
enum WallFoot {
  static func drawTicker(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let items = context.state.log.entries.reversed().prefix(12).map { entry in
      [Span(context.state.civil(entry.at).clock + " ", Style(.faint))] + LogLine.line(entry, context)
    }
    Ticker(items: Array(items)).draw(on: &canvas, in: rect.inset(left: 1, right: 1))
  }

  static func draw(_ show: WallShow, _ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    canvas.fill(rect, style: Style(.text, on: .keyBar))
    let turn = turn(show, context, width: rect.width).on(.keyBar)
    let room = rect.width - turn.width - 4
    if let message = context.view.message {
      let role: Role = message.tone == .refused ? .yellowQuiet : .bright
      canvas.put(message.text, x: 1, y: rect.y, style: Style(role, on: .keyBar, .bold), maxWidth: room)
    } else {
      KeyBar(hints(show, context)).draw(on: &canvas, in: Rect(x: rect.x, y: rect.y, width: max(0, room), height: 1))
    }
    // Not up to the last cell but one, as in the key bar.
    turn.draw(on: &canvas, x: rect.maxX - turn.width - 2, y: rect.y, maxWidth: turn.width)
  }

  private static func hints(_ show: WallShow, _ context: PanelContext) -> [KeyBar.Hint] {
    let language = context.language
    let mode = Phrase(zh: "只看不处置", en: "view only")
    var hints = [
      KeyBar.Hint(Phrase(zh: "大屏", en: "WALL")(language), context.view.desk == .signedIn ? "" : mode(language)),
      KeyBar.Hint(
        context.view.keys[.pause], (show.isPaused ? Phrase(zh: "继续轮播", en: "go on") : Phrase(zh: "暂停轮播", en: "pause"))(language)),
      KeyBar.Hint(context.view.keys.boards, Phrase(zh: "选专页", en: "boards")(language)),
    ]
    if context.view.desk == .signedOut || context.view.desk == .locked {
      hints.append(KeyBar.Hint(context.view.keys[.signIn], Phrase(zh: "登录处置", en: "sign in to act")(language)))
    }
    return hints + [KeyBar.Hint(context.view.keys[.wall], Phrase(zh: "退出大屏", en: "leave the wall")(language))]
  }

  /// `2/7 热线  12 秒后 政务云`
  private static func turn(_ show: WallShow, _ context: PanelContext, width: Int) -> StyledText {
    let language = context.language
    let left = Int(show.secondsLeft.rounded(.up))
    let seconds: SafeText = language.say("\(left) 秒", "\(left) s")
    if show.red != nil {
      return StyledText(language.say("新红色告警 \(seconds)后或确认后返回", "new red: back in \(seconds) or when acked"), Style(.bright))
    }
    if show.isPaused {
      return StyledText(language.say("轮播暂停 \(seconds)后继续", "paused, on in \(seconds)"), Style(.bright))
    }
    guard show.turns.count > 1 else { return [] }
    let place: SafeText = "\(show.index + 1)/\(show.turns.count) "
    let next = context.view.boards[show.next]?.title(language) ?? ""
    return [
      Span(width >= 60 ? place : "", Style(.dim)),
      Span(language.say("\(seconds)后 \(next)", "\(next) in \(seconds)"), Style(.dim)),
    ]
  }
}
