internal import Core
internal import Messaging
internal import Panels
internal import Persistence
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
    if !isHeadless {
      do {
        let opened = try Screen(options: ScreenOptions(device: request.device, mouse: request.hasMouse))
        // The bare console has no Chinese glyphs: English there.
        if opened.isLinuxConsole { view.language = .en }
        screen = opened
      } catch {
        throw Failure(.badInput, "\(error); use --headless or zhiban snapshot without a terminal")
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
    if request.isPlain { loop.plain = PlainTelling(told: session.state.log.total) }
    return loop
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
