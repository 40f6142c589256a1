internal import Core
internal import Panels
internal import TextSafety
public import TextUI

extension Session {
  /// One key press: what it changes on the screen happens here, what it asks of others comes back.
  public mutating func press(_ key: KeyPress) -> [Request] {
    needsFrame = true
    view.message = nil
    lastKey = state.now
    defer { settleHold() }
    if case .mouse(let mouse) = key { return click(mouse) }
    switch view.overlays.last {
    case .prompt(let prompt): return type(key, in: prompt)
    case .palette(let palette): return type(key, in: palette)
    case .confirm(let confirm): return answer(key, to: confirm)
    case .signIn(let form): return type(key, in: form)
    case .filter(let menu): return choose(key, in: menu)
    case .help(let top): return page(key, top: top) { .help(top: $0) }
    case .handover(let report, let top):
      if key == .character("o") {
        if view.isReadOnly { return refuse(Phrase(zh: "只读方式,不能处置", en: "read-only: no actions here")) }
        if let requests = refusalAtWall() ?? askToSignIn() { return requests }
        if view.desk == .signedIn { openSignIn(.handover) } else { prompt(.handover) }
        return []
      }
      return page(key, top: top) { .handover(report, top: $0) }
    case .chapters(let chosen): return chapters(key, chosen)
    case .tour(let tour, let step): return self.tour(key, tour, step)
    case .revealed, .refusals:
      view.overlays.removeLast()
      return []
    case .detail(let item, let top):
      if let requests = act(on: item, key: key) { return requests }
      return page(key, top: top) { .detail(item, top: $0) }
    case nil: break
    }
    if moveAside(key) { return [] }
    guard let command = keyMap[key] else { return [] }
    return perform(command)
  }

  mutating func perform(_ command: KeyCommand) -> [Request] {
    if let requests = performAtWall(command) { return requests }
    if isPast, command.group == .act, command != .hush, command != .quiet { return refuse(pastWords) }
    switch command {
    case .board(let number):
      guard let board = view.boards[key: number] else { return refuse(Phrase(zh: "没有这个专页", en: "no such board")) }
      show(board.id)
    case .nextBoard: showBoard(by: 1)
    case .previousBoard: showBoard(by: -1)
    case .nextPanel: moveFocus(by: 1)
    case .previousPanel: moveFocus(by: -1)
    case .up: moveCursor(by: -1)
    case .down: moveCursor(by: 1)
    case .pageUp: moveCursor(by: -max(1, focusedHeight - 1))
    case .pageDown: moveCursor(by: max(1, focusedHeight - 1))
    case .first: moveCursor(by: -1_000_000)
    case .last: moveCursor(by: 1_000_000)
    case .open: if let item = selectedItem { open(item) }
    case .fold: toggleFolding()
    case .resort: resort()
    case .back: back()
    case .zoom: view.isZoomed.toggle()
    case .acknowledge, .unacknowledge, .note, .shelve, .assign, .urge, .supervise, .escalate, .report:
      return act(command, on: selectedItem)
    case .signIn: return signInOrOut()
    case .lock: return lockDesk()
    case .reveal: return reveal(selectedItem)
    case .hush:
      horn.hush()
      view.message = .init(Phrase(zh: "已消音,新告警再响", en: "silenced until the next alert")(view.language))
    case .quiet:
      if let requests = askToSignIn() { return requests }
      horn.toggleQuiet(at: state.now)
      view.quietUntil = horn.quietUntil
    case .handover: view.overlays.append(.handover(handoverPage(), top: 0))
    case .acknowledgeScreen:
      if let requests = askToSignIn() { return requests }
      let seen = ScreenPainter.visibleAlarms(state: shown, view: view, size: size)
      if seen.isEmpty {
        refuse(Phrase(zh: "本屏没有未确认告警", en: "nothing to acknowledge on this screen"))
      } else {
        ask(.acknowledgeAll(seen))
      }
    case .filter: openFilter()
    case .order: nextOrder()
    case .layer:
      view.mapLayer = view.mapLayer.next
      view.message = .init(Phrase(zh: "地图:", en: "map: ")(view.language) + view.mapLayer.name(view.language))
    case .search: prompt(.search, text: view.search ?? "")
    case .place: prompt(.place)
    case .palette: openPalette()
    case .pause: if isPlayback { return [.playback(.togglePause)] } else { freeze(!view.isFrozen) }
    case .minuteBack: return playback(.move(seconds: -60))
    case .minuteForward: return playback(.move(seconds: 60))
    case .previousEvent: return playback(.previousAlert)
    case .nextEvent: return playback(.nextAlert)
    case .stepBack: return playback(.stepBack)
    case .stepForward: return playback(.stepForward)
    case .previousChapter: return playback(.previousChapter)
    case .nextChapter: return playback(.nextChapter)
    case .chapters: return openChapters()
    case .faster: return playback(.faster)
    case .slower: return playback(.slower)
    case .live:
      if isPast { return [.live] }
      freeze(false)
    case .wall:
      // What is past has no clock that boards could turn by.
      if isPast { return refuse(pastWords) }
      enterWall()
    case .theme: return nextTheme()
    case .language: view.language = view.language.next
    case .help: view.overlays.append(.help(top: 0))
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .quit: ask(.quit)
    }
    return []
  }

  /// Keys that mean the same in a detail view as on the row it was opened from.
  private mutating func act(on item: ItemID, key: KeyPress) -> [Request]? {
    guard let command = keyMap[key] else { return nil }
    switch command {
    case .open:
      guard case .place(let code) = item else { return nil }
      listAlerts(at: code)
      return []
    case .acknowledge, .unacknowledge, .note, .shelve, .assign, .urge, .supervise, .escalate, .report:
      return act(command, on: item)
    case .reveal: return reveal(item)
    case .signIn, .lock, .pause, .minuteBack, .minuteForward, .theme, .language, .redraw, .suspend, .quit: return perform(command)
    default: return nil
    }
  }

  private mutating func act(_ command: KeyCommand, on item: ItemID?) -> [Request] {
    guard !view.isReadOnly else { return refuse(Phrase(zh: "只读方式,不能处置", en: "read-only: no actions here")) }
    if let requests = refusalAtWall() { return requests }
    if let requests = askToSignIn() { return requests }
    if case .fold(let id)? = item { return act(command, onFold: id) }
    guard case .alarm(let key)? = item, let alarm = shown.alarms[key] else {
      return refuse(Phrase(zh: "先选中一条告警", en: "select an alert first"))
    }
    switch command {
    case .acknowledge: return [.command(.acknowledge(key, revision: alarm.revision))]
    case .unacknowledge: return [.command(.unacknowledge(key))]
    case .note: prompt(.note(key))
    case .shelve:
      if alarm.shelf != nil { return [.command(.unshelve(key, revision: alarm.revision))] }
      ask(.shelve(key))
    default: return work(command, on: key)
    }
    return []
  }

  /// The shift on duty, as it stands now.
  func handoverPage() -> ReportPage {
    let start = view.shiftTimes.start(at: state.now, offsetMinutes: state.city.offsetMinutes)
    return ReportPage(state.handover(from: start, outgoing: view.who.id), city: state.city, language: view.language)
  }

  /// Asks why the masked words of this ticket or alert are to be shown.
  private mutating func reveal(_ item: ItemID?) -> [Request] {
    if let requests = refusalAtWall() { return requests }
    if let requests = askToSignIn() { return requests }
    if isPlayback { return refuse(Phrase(zh: "回放中没有原文", en: "a playback holds nothing unmasked")) }
    switch item {
    case .ticket(let id)?: prompt(.reveal(.ticket(id)))
    case .alarm(let key)?: prompt(.reveal(.alarm(key)))
    default: return refuse(Phrase(zh: "先选中一件工单或一条告警", en: "select a ticket or an alert first"))
    }
    return []
  }

  private mutating func answer(_ key: KeyPress, to confirm: ViewState.Confirm) -> [Request] {
    view.overlays.removeLast()
    switch (confirm, key) {
    case (.quit, .character("y")), (.quit, .enter), (.quit, .character("q")): return [.quit]
    case (.acknowledgeAll(let seen), .character("y")), (.acknowledgeAll(let seen), .enter),
      (.acknowledgeFold(_, let seen), .character("y")), (.acknowledgeFold(_, let seen), .enter):
      guard !view.isReadOnly else { return refuse(Phrase(zh: "只读方式,不能处置", en: "read-only: no actions here")) }
      if state.needsWitness(seen, by: view.who) {
        openSignIn(.witness(seen))
        return []
      }
      return [.command(.acknowledgeAll(seen))]
    case (.live, .character("y")), (.live, .enter): return [.live]
    case (.shelve, _), (.escalate, _), (.report, _): return choose(key, for: confirm)
    default: return []
    }
  }

  private mutating func page(_ key: KeyPress, top: Int, _ overlay: (Int) -> ViewState.Overlay) -> [Request] {
    switch keyMap[key] {
    case .up: view.overlays[view.overlays.count - 1] = overlay(max(0, top - 1))
    case .down: view.overlays[view.overlays.count - 1] = overlay(top + 1)
    case .pageUp: view.overlays[view.overlays.count - 1] = overlay(max(0, top - size.height / 2))
    case .pageDown: view.overlays[view.overlays.count - 1] = overlay(top + size.height / 2)
    case .first: view.overlays[view.overlays.count - 1] = overlay(0)
    case .back, .help, .open, .quit: view.overlays.removeLast()
    default: break
    }
    return []
  }

  private mutating func back() {
    if view.isZoomed {
      view.isZoomed = false
    } else if view.search != nil {
      view.search = nil
    } else if let panel = focusedPanel?.id.panel, !view.filter(panel).isEmpty {
      view.filters[panel] = nil
    } else if view.isFrozen {
      freeze(false)
    } else if closeFold() || letGo() {
      return
    } else {
      view.focus = nil
    }
  }

  private mutating func nextTheme() -> [Request] {
    guard !themeNames.isEmpty else { return [] }
    let index = themeNames.firstIndex(of: view.theme).map { ($0 + 1) % themeNames.count } ?? 0
    return [.theme(themeNames[index])]
  }

  var isPlayback: Bool { if case .playback = view.mode { true } else { false } }

  private mutating func playback(_ request: PlaybackRequest) -> [Request] {
    if !isPlayback, canTravel, case .move(let seconds) = request, seconds < 0 { return [.travel(back: -seconds)] }
    return isPlayback ? [.playback(request)] : refuse(Phrase(zh: "现为实时,没有回放", en: "live: nothing is being played back"))
  }

  mutating func ask(_ confirm: ViewState.Confirm) { view.overlays.append(.confirm(confirm)) }

  mutating func prompt(_ purpose: ViewState.Prompt.Purpose, text: SafeText = "") {
    view.overlays.append(.prompt(.init(purpose: purpose, field: TextField(text: text))))
  }

  @discardableResult
  mutating func refuse(_ phrase: Phrase) -> [Request] {
    view.message = .init(phrase(view.language), tone: .refused)
    return []
  }
}
