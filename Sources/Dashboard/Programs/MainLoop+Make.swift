internal import Core
internal import Messaging
internal import Panels
internal import Persistence
internal import Settings
internal import Terminal
internal import TextSafety
internal import TextUI

extension MainLoop {
  /// Opens the screen, unless headless, and joins everything to it.
  static func make(
    state: State, view: ViewState, themes: ThemeShelf, source: Source, bus: EventBus<Action>, store: LogStore?,
    receipts: Receipts? = nil, isHeadless: Bool, request: ScreenRequest, keys: KeyMap
  ) throws -> MainLoop {
    let script = try request.script.map(KeyScript.load)
    var view = view
    var screen: Screen?
    var book: LayoutBook?
    if !isHeadless {
      do {
        var options = ScreenOptions(device: request.device, mouse: request.hasMouse && request.terminal.hasMouse)
        options.takesControl = request.device != nil
        let opened = try Screen(options: options)
        if !request.isFresh { book = LayoutBook(folder: request.layoutFolder, terminal: opened.terminalName) }
        remember(book, in: &view, request, themes.names)
        if opened.isLinuxConsole { view.settleForConsole() }
        screen = opened
      } catch {
        throw Failure(.badInput, "\(error); without a terminal use --plain, --headless or zhiban snapshot")
      }
    }
    view.glyphs = screen?.suggestedGlyphs ?? .unicode
    store?.onReport { [weak store] report in
      switch report {
      case .durable(let sequence):
        _ = bus.send([.journalled(through: sequence)])
        // The alarm about it was the first thing written.
        store?.forgetDamage()
      case .failed(let reason): _ = bus.send([.journalFailed(reason, at: Clock.now())])
      case .damaged(let damage): _ = bus.send([.journalDamaged(damage.guidance, at: Clock.now())])
      }
    }
    if let damage = store?.damage { _ = bus.send([.journalDamaged(damage.guidance, at: Clock.now())]) }
    var session = Session(
      state: state, view: view, size: screen?.size ?? Size(width: 200, height: 56), themeNames: themes.names)
    session.keyMap = keys
    let loop = MainLoop(
      session: session, source: source, bus: bus, runner: EffectRunner(store: store, receipts: receipts), screen: screen,
      themes: themes,
      script: script)
    loop.layoutBook = book
    loop.terminal = request.terminal
    if request.isPlain { loop.plain = PlainTelling(told: session.state.log.total) }
    return loop
  }

  private static func remember(_ book: LayoutBook?, in view: inout ViewState, _ request: ScreenRequest, _ themes: [SafeText]) {
    guard let book else { return }
    do { try book.read()?.apply(to: &view, over: request.chosen, themes: themes) } catch {
      view.message = .init(
        Phrase(zh: "记住的布局无法读取,未采用:", en: "the remembered layout cannot be read, not taken: ")(view.language)
          + SafeText(sanitizing: book.path), tone: .refused)
    }
  }
}

extension ViewState {
  /// The bare console has no Chinese glyphs, whatever its font: English there, and a word on how to get them.
  fileprivate mutating func settleForConsole() {
    language = .en
    hasHan = false
    message = .init("Linux console: it has no Chinese glyphs, so English and plain glyphs. For Chinese: apt install kmscon")
  }
}

extension KeyScript {
  fileprivate static func load(_ path: String) throws -> KeyScript {
    guard let text = FileText.read(path) else { throw Failure(.badInput, path: path) }
    do { return try KeyScript(text) } catch { throw Failure(.badInput, "\(path):\(error.line):1: \(error.message)") }
  }
}

extension LogDamage {
  /// What an officer reads of it.
  fileprivate var guidance: LocalName {
    LocalName(
      zh: "保留记录 \(records) 条、告警 \(alarms) 条、事件 \(events) 条;丢失记录 \(lost) 条;原文件 \(setAside);\(reason)",
      en: words)
  }
}
