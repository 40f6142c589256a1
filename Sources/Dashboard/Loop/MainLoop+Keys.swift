internal import Core
internal import Panels
internal import Terminal
internal import TextSafety
internal import TextUI

extension MainLoop {
  func readKeys() {
    guard let screen else { return }
    for key in screen.readKeys() {
      press(key)
      keyPending = true
    }
    takeGlyphs()
    if screen.isGone { ending = .hangUp }
  }

  /// The terminal has said how wide it draws: other glyphs from now on.
  private func takeGlyphs() {
    guard let glyphs = screen?.suggestedGlyphs, glyphs != session.view.glyphs else { return }
    session.view.glyphs = glyphs
    past?.session.view.glyphs = glyphs
    session.needsFrame = true
  }

  func press(_ key: KeyPress) {
    if past != nil { return pressPast(key) }
    for request in session.press(key) { perform(request) }
  }

  func perform(_ request: Session.Request) {
    switch request {
    case .quit: ending = .quit
    case .redraw: screen?.repaint()
    case .suspend: suspend()
    case .command(let command):
      settlePlayback()
      let action = Action.command(command, by: session.view.who, at: operatorTime)
      if case .playback(var driver) = source {
        driver.note(action, before: session.state)
        source = .playback(driver)
      }
      apply([action])
    case .playback(let request):
      guard case .playback(var driver) = source else { return }
      inbox.removeAll(keepingCapacity: true)
      nextAction = 0
      if script != nil { driver.survey?.wait() }
      driver.perform(request, at: Clock.monotonic())
      session.view.mode = .playback(driver.banner)
      source = .playback(driver)
    case .theme(let name):
      guard let chosen = themes[name] else {
        session.refuse(Phrase(zh: "主题文件有误,未采用", en: "the theme's file is wrong: not taken"))
        return
      }
      theme = chosen
      session.view.theme = name
    case .saveScreen(let path): save(path)
    case .travel(let seconds): travel(back: seconds)
    case .live: returnToLive()
    case .signIn(let id, let pin, let purpose): signIn(id, pin: pin, for: purpose)
    }
  }

  /// Folds in all of the moment that is on the screen, so that a command comes after it whenever it is played again.
  private func settlePlayback() {
    guard case .playback(var driver) = source else { return }
    apply((nextAction..<inbox.count).map { inbox[$0].handOver() })
    nextAction = inbox.count
    apply(driver.settle(at: session.state.now))
    source = .playback(driver)
  }

  /// A command happens at the moment of the world that is on the screen.
  var operatorTime: Timestamp {
    if case .playback = source { return session.state.now }
    return Clock.now()
  }

  func save(_ path: String) {
    let text = past?.text ?? session.drawForFile().plainText
    let done = FileText.write(text, to: path)
    session.view.message =
      done
      ? .init(Phrase(zh: "画面已存:", en: "screen saved: ")(session.view.language) + SafeText(sanitizing: path), tone: .good)
      : .init(Phrase(zh: "不能写入:", en: "cannot write: ")(session.view.language) + SafeText(sanitizing: path), tone: .refused)
  }

  func runScript() {
    guard var script, Clock.monotonic() >= script.due else { return }
    let clock = session.state.civil(session.state.now)
    switch script.next(at: Clock.monotonic(), shown: { past?.text ?? session.draw().plainText }, playback: clock) {
    case .keys(let keys): for key in keys { press(key) }
    case .wait: break
    case .end: if screen == nil { ending = .finished }
    case .failed(let reason):
      scriptFailure = reason
      ending = .quit
    }
    self.script = script
  }
}
