public import Core
public import Panels
internal import Settings
public import TextSafety
public import TextUI

/// One screen's state of the world and of looking at it: takes actions and keys, draws; never waits, never touches the world.
public struct Session: Sendable {
  public internal(set) var state: State
  public var view: ViewState
  public internal(set) var size: Size
  /// Something has changed since the last frame.
  public internal(set) var needsFrame = true
  /// The alert whose last command is on its way to the disk.
  private var pending: AlarmKey?
  /// Masked words that may be shown once the journal has this entry.
  private var pendingReveal: (target: RevealTarget, sequence: Int64)?
  var horn = Horn()
  /// The worst announcement since it was last asked for.
  var announcement: Severity?
  var themeNames: [SafeText]
  /// What became possible without a key: a second operator has signed, the incoming officer has.
  var queued: [Request] = []
  /// Who takes over, once that is on record.
  var incoming: Operator?
  /// When a key was last pressed, and how long the desk may then be left alone.
  var lastKey = Timestamp.distantPast
  var lockSeconds: Double?
  var keyMap: KeyMap {
    didSet {
      view.keys = keyMap.labels
      needsFrame = true
    }
  }
  /// What the configuration wants a wall to show; nil: what the city says.
  var wallPlan: WallPlan?
  /// The newest second of the desk's own clock.
  var deskSeconds = 0.0
  /// A log is kept that can be looked back on.
  var canTravel = false
  /// It shows the past of a running program.
  var isPast = false
  var pastWords: Phrase {
    let key = view.keys[.live]
    return Phrase(zh: "这是过去,不能处置;\(key) 返回实时", en: "this is the past: nothing can be done here; \(key) returns to live")
  }
  /// What is shown while the screen is frozen.
  private var frozen: State?

  public init(state: State, view: ViewState, size: Size, themeNames: [SafeText] = ["night"]) {
    self.state = state
    self.view = view
    if view.boards.all.isEmpty { self.view.boards = BoardLoader.standard }
    self.size = size
    self.themeNames = themeNames
    keyMap = KeyMap()
  }

  /// What a key asks of those around the session.
  public enum Request: Sendable, Equatable {
    case quit
    case redraw
    /// Stop, as a shell's job does.
    case suspend
    case command(OperatorCommand)
    case playback(PlaybackRequest)
    case theme(SafeText)
    /// Save the screen as text to this path.
    case saveScreen(String)
    /// Show the past of the running program, so many seconds back.
    case travel(back: Double)
    /// Show the present again.
    case live
    /// Check a PIN.
    case signIn(SafeText, pin: String, for: SignInPurpose)
  }

  public enum PlaybackRequest: Sendable, Equatable {
    case togglePause
    case move(seconds: Double)
    case goTo(Timestamp)
    case previousAlert, nextAlert
    case previousChapter, nextChapter
    /// To the event before, to the one after; the playback stands there.
    case stepBack, stepForward
    case speed(Double?)
    case faster, slower
  }

  /// Folds one action in.
  public mutating func take(_ action: consuming Action, effects: inout [Effect]) {
    take(action, telling: true, effects: &effects)
  }

  /// `telling` false: the answer is for somebody else, not for this desk.
  mutating func take(_ action: consuming Action, telling: Bool, effects: inout [Effect]) {
    let first = effects.count
    let durable = state.journal.durableThrough
    state.reduce(action, effects: &effects)
    needsFrame = true
    for index in first..<effects.count {
      // By far the most, and nothing to the session.
      if effects[index].isKeep { continue }
      switch effects[index] {
      case .announce(_, isExercise: true) where !horn.settings.soundsInDrills: break
      case .announce(let severity, _): announcement = max(announcement ?? severity, severity)
      case .tell where !telling: break
      case .tell(let answer):
        tell(answer)
        pending = if case .accepted(let key) = answer { key } else { nil }
      case .reveal(let target, let sequence): pendingReveal = (target, sequence)
      case .journal, .keep, .receipt: break
      }
    }
    if state.journal.durableThrough != durable { confirm() }
    hideRevealed()
  }

  /// Shows an answer, and does to the desk what it says.
  private mutating func tell(_ answer: Effect.Answer) {
    let wording = Wording(language: view.language, state: state, keys: view.keys)
    view.message = wording.message(for: answer) ?? view.message
    switch answer {
    case .handedOver(let incoming): takeOver(incoming)
    case .bulk(let accepted, let refused) where !refused.isEmpty:
      view.overlays.append(.refusals(accepted: accepted, refused.map(wording.line)))
    case .signedIn(let who, let purpose): signedIn(who, for: purpose)
    case .signInRefused(_, let refusal, let purpose): signInRefused(wording.reason(refusal), for: purpose)
    case .signedOut: standUp(.signedOut)
    case .locked: standUp(.locked)
    default: break
    }
  }

  /// The desk is another officer's; what the one before was entitled to does not pass on.
  private mutating func takeOver(_ id: SafeText) {
    if let incoming, incoming.id == id {
      sitDown(incoming)
    } else {
      view.who.id = id
      if view.who.role != .observer { view.who.role = .dutyOfficer }
    }
    incoming = nil
    view.overlays.removeAll { if case .handover = $0 { true } else { false } }
  }

  /// What may be shown now: asked for, allowed, and on record.
  mutating func takeReveal() -> RevealTarget? {
    guard let pending = pendingReveal, pending.sequence <= state.journal.durableThrough else { return nil }
    pendingReveal = nil
    return pending.target
  }

  static let revealSeconds = 60.0

  mutating func show(revealed texts: [SafeText]) {
    needsFrame = true
    if texts.isEmpty {
      refuse(Phrase(zh: "没有可显示的原文", en: "nothing was masked, or it is not kept any more"))
    } else {
      view.overlays.append(.revealed(texts, until: state.now + Session.revealSeconds))
    }
  }

  private mutating func hideRevealed() {
    guard case .revealed(_, let until)? = view.overlays.last, state.now >= until else { return }
    view.overlays.removeLast()
  }

  /// Says that the last command is on disk, now that it is.
  private mutating func confirm() {
    guard let key = pending, state.alarms[key].map({ !state.isConfirming($0) }) ?? true else { return }
    pending = nil
    if view.message != nil { view.message = Wording(language: view.language, state: state, keys: view.keys).done(key) }
  }

  /// The state that is on the screen: the newest, or the one that was frozen.
  public var shown: State { view.isFrozen ? frozen ?? state : state }

  mutating func freeze(_ on: Bool) {
    view.isFrozen = on
    frozen = on ? state : nil
    needsFrame = true
  }

  /// Draws what is to be seen now.
  public mutating func draw() -> Canvas {
    needsFrame = false
    return ScreenPainter.draw(state: shown, view: view, size: size, help: keyHelp)
  }

  /// The same for a file: what was unmasked for a moment stays out of it.
  func drawForFile() -> Canvas {
    var copy = self
    copy.view.overlays.removeAll { if case .revealed = $0 { true } else { false } }
    return copy.draw()
  }

  public mutating func resize(to size: Size) {
    self.size = size
    needsFrame = true
  }

  /// Puts another state in the place of this one: a playback has jumped.
  mutating func replace(state: State) {
    self.state = state
    needsFrame = true
  }

  /// The word in the key bar; that of the pause says what the key does now.
  private func hint(of command: KeyCommand) -> Phrase? {
    guard command == .pause else { return command.hint }
    if case .playback(let playback) = view.mode {
      return playback.isPaused ? Phrase(zh: "继续", en: "go on") : Phrase(zh: "暂停", en: "pause")
    }
    return view.isFrozen ? Phrase(zh: "取消定格", en: "unfreeze") : Phrase(zh: "定格", en: "freeze")
  }

  /// What an officer needs most stands first; whoever looks at a recording stops it first.
  private func rank(of command: KeyCommand) -> Int {
    if command == .pause, isPlayback { return 0 }
    let order: [KeyCommand] = [
      .open, .acknowledge, .note, .place, .search, .filter, .acknowledgeScreen, .zoom, .assign, .urge, .shelve, .handover, .pause,
      .palette, .theme, .quit,
    ]
    return 1 + (order.firstIndex(of: command) ?? order.count)
  }

  /// The help, out of the table of keys.
  var keyHelp: [KeyHelp] {
    keyMap.bindings.compactMap { binding in
      guard let text = binding.command.help else { return nil }
      let keys = binding.command == .board(1) ? view.keys.boards : keyMap.label(binding.command)
      guard !keys.isEmpty else { return nil }
      return KeyHelp(
        keys: keys, first: binding.keys.first?.label ?? keys, text: text, group: binding.command.group.title,
        hint: hint(of: binding.command), rank: rank(of: binding.command))
    }
  }
}

extension KeyCommand.Group {
  var title: Phrase {
    switch self {
    case .look: Phrase(zh: "查看", en: "Look")
    case .act: Phrase(zh: "处置", en: "Act")
    case .time: Phrase(zh: "时间", en: "Time")
    case .other: Phrase(zh: "其他", en: "Other")
    }
  }
}
