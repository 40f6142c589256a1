internal import Core
internal import TextSafety
internal import TextUI

/// The truth about what is on the screen, on every frame while it holds.
enum BannerBar {
  static func isNeeded(_ state: State, _ view: ViewState) -> Bool {
    if case .playback = view.mode { return true }
    return state.marksSeen.contains(.simulated) || state.isExercise || view.isReadOnly || view.isFrozen
      || state.journal.failure != nil || quietSeconds(state, view) != nil || state.announcements.isFlood
      || state.city.keyPeriod(at: state.now) != nil
  }

  private static func quietSeconds(_ state: State, _ view: ViewState) -> Double? {
    view.quietUntil.flatMap { $0 > state.now ? $0 - state.now : nil }
  }

  static func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let isAlarm = context.state.journal.failure != nil
    let ground: Role = isAlarm ? .bannerAlarm : .banner
    canvas.fill(rect, style: Style(.onSeverity, on: ground))
    let text = Style(.onSeverity, on: ground, .bold)
    var right: SafeText = ""
    if case .playback(let playback) = context.view.mode { right = position(playback, context, width: rect.width) }
    let rightWidth = min(right.width, rect.width / 2)
    canvas.put(marks(context), x: 1, y: rect.y, style: text, maxWidth: rect.width - rightWidth - 3)
    canvas.put(right, x: rect.maxX - rightWidth - 1, y: rect.y, style: text, maxWidth: rightWidth)
  }

  static func marks(_ context: PanelContext) -> SafeText {
    let (state, view, language) = (context.state, context.view, context.language)
    var parts: [SafeText] = []
    if let failure = state.journal.failure {
      parts.append(Phrase(zh: "【日志不可写】不能确认 ", en: "[LOG NOT WRITABLE] nothing can be acknowledged ")(language) + failure)
    }
    if state.marksSeen.contains(.simulated) { parts.append(Phrase(zh: "【演示数据】", en: "[DEMO DATA]")(language)) }
    if state.isExercise { parts.append(Phrase(zh: "【演练】", en: "[EXERCISE]")(language) + (state.drill?.title ?? "")) }
    if case .playback = view.mode { parts.append(Phrase(zh: "【回放】", en: "[PLAYBACK]")(language)) }
    if view.isReadOnly { parts.append(Phrase(zh: "【只读】", en: "[READ-ONLY]")(language)) }
    if view.isFrozen {
      parts.append(Phrase(zh: "【定格】画面静止,数据照常接收", en: "[FROZEN] the screen stands still, data goes on")(language))
    }
    if let period = state.city.keyPeriod(at: state.now) {
      parts.append(Phrase(zh: "【重点时期】", en: "[KEY PERIOD] ")(language) + period.name(language))
    }
    if let seconds = quietSeconds(state, view) {
      parts.append(Phrase(zh: "【静音】", en: "[QUIET] ")(language) + Format.duration(seconds))
    }
    if let flood = state.announcements.flood {
      let since = state.civil(flood.since).clockMinutes
      parts.append(language.say("【告警洪峰】自 \(since) 起 \(flood.count) 条", "[ALERT FLOOD] \(flood.count) since \(since)"))
    }
    if let recording = state.recording, case .playback = view.mode { parts.append(recording.title) }
    if state.announcements.isFlood, view.alerts.isFolded(state) {
      let key = view.keys[.fold]
      parts.append(language.say("同因已折叠,\(key) 逐条显示", "folded by cause, \(key) shows each"))
    }
    return parts.joined(separator: " ")
  }

  private static func position(_ playback: ViewState.Playback, _ context: PanelContext, width: Int) -> SafeText {
    let keys = context.view.keys
    if let live = playback.live {
      let now = context.state.civil(context.now).clock
      let pace = playback.isPaused ? Phrase(zh: "已暂停", en: "paused")(context.language) : ""
      return context.language.say(
        "\(pace) \(now)  实时未确认 \(live.unacknowledged)(红 \(live.red))  \(keys[.live]) 返回实时",
        "\(pace) \(now)  live unacked \(live.unacknowledged) (red \(live.red))  \(keys[.live]) returns")
    }
    let now = context.state.civil(context.now).clock
    let end = context.state.civil(playback.to).clockMinutes
    let speed: SafeText = playback.speed.map { $0 == $0.rounded() ? "×\(Int($0))" : "×" + SafeText($0, decimals: 1) } ?? "×max"
    let pace = playback.isPaused ? Phrase(zh: "已暂停", en: "paused")(context.language) : speed
    let place: SafeText = "\(pace)  \(now) / \(end)"
    // A wall says below which keys there are, and there they mean the wall.
    if context.view.wall != nil { return place }
    let words = playback.isPaused ? Phrase(zh: "继续", en: "goes on") : Phrase(zh: "暂停", en: "pauses")
    let hint: SafeText = width < 100 ? "" : "  \(keys[.pause]) \(words(context.language))"
    let more: SafeText =
      width < 150
      ? ""
      : context.language.say(
        "  \(keys[.minuteBack]) \(keys[.minuteForward]) ±1分钟  \(keys[.chapters]) 章节",
        "  \(keys[.minuteBack]) \(keys[.minuteForward]) ±1 min  \(keys[.chapters]) chapters")
    return place + hint + more
  }
}
