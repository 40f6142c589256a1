internal import CLinux
internal import Collectors
public import Core
internal import Glibc
internal import Messaging
internal import Panels
internal import Settings
internal import Terminal
public import TextSafety
internal import TextUI

/// The one place that waits: for a key, a batch of feed lines, a signal, the next frame. Everything in it runs on the main thread.
public final class MainLoop {
  /// Where actions come from besides keys.
  enum Source {
    case live
    case playback(PlaybackDriver)
  }

  public enum Ending: Sendable, Equatable {
    case quit
    case finished
    case signal(Int32)
    case hangUp
  }

  var session: Session
  var source: Source
  var runner: EffectRunner
  /// What is on the screen instead of the present; nil while the present is.
  var past: Past?
  /// One that is being folded to its first moment.
  var opening: Past?
  /// A past that is being made ready.
  var preparation: PastPreparation?
  /// Where in it to begin.
  var travelTarget = Timestamp.distantPast
  /// Makes a recording of the kept log, on another thread; nil where nothing is kept.
  var makePast: (@Sendable () throws -> Recording)? {
    didSet { session.canTravel = makePast != nil }
  }
  /// What collectors and the log send.
  let bus: EventBus<Action>
  let screen: Screen?
  let signals = SignalPipe()
  let themes: ThemeShelf
  var theme: Theme
  var script: KeyScript?
  /// The unmasked lines of the latest events; nil on a wall.
  var originals: Originals?
  /// What other programs ask.
  var control: ControlDesk?
  /// Carries out what is to be heard or told outside.
  var notifier: Notifier?
  var notifications: [NotifyRule] = []
  /// Boards that were read again.
  var freshBoards: BoardsInbox?
  /// Where the layout is remembered; nil: nowhere.
  var layoutBook: LayoutBook?
  var terminal = TerminalSettings()
  /// Sentences are written instead of a screen; nil otherwise.
  var plain: PlainTelling?
  /// Asks for the configuration to be read again.
  var reload: (() -> Void)?
  /// Where keys come from that were read again.
  let keyTable = KeyTable()
  /// Checks PINs; nil where nobody has to sign in.
  var signInDesk: SignInDesk?
  var inbox: [Action] = []
  var nextAction = 0
  var ending: Ending?
  var pace = FramePace()
  var pulse = Pulse()
  /// The second of the desk's own clock that the session knows of.
  var deskSecond: Int64 = 0
  /// When what only a start needs is given back; nil when it has been.
  private var settling: Int64? = Clock.monotonic() + 2_000_000_000
  private var lastTick: Int64 = 0
  var remindedVersion = 0
  var lastReminder = Timestamp.distantPast
  /// How many entries of the log were told; those that came back from the journal were told before.
  var told: Int
  /// When the size was last looked at, where no signal tells of a change.
  var lastLook: Int64 = 0
  static let lookNanoseconds: Int64 = 200_000_000
  /// The window is being dragged.
  var storm = ResizeStorm()
  /// A key wants its answer in this frame, not in the next regular one.
  var keyPending = false
  /// Why a key script gave up.
  public internal(set) var scriptFailure: SafeText?

  /// A turn may take this long before keys are looked at again.
  private static let turnNanoseconds: Int64 = 8_000_000
  static let frameNanoseconds: Int64 = 50_000_000

  init(
    session: Session, source: Source, bus: EventBus<Action>, runner: EffectRunner, screen: Screen?, themes: ThemeShelf,
    script: KeyScript?
  ) {
    self.session = session
    told = session.state.log.total
    self.source = source
    self.runner = runner
    self.bus = bus
    self.screen = screen
    self.themes = themes
    self.script = script
    theme = themes[session.view.theme] ?? .night
  }

  public var state: State { session.state }

  /// Remembers how it looks.
  func keepLayout() {
    guard let screen, let layoutBook else { return }
    var layout = Layout(session.view, at: Clock.now())
    // There it is not the officer's choice.
    if screen.isLinuxConsole { layout.language = nil }
    layoutBook.write(layout)
  }

  public func run() -> Ending {
    while ending == nil {
      wait()
      handleSignals()
      readKeys()
      turn()
      if let boards = freshBoards?.take() {
        session.take(boards)
        past?.session.take(boards)
      }
      turnPast()
      attendDesk()
      control?.attend(&session) { session, effects in session.fold(runner.run(effects), runner: runner) }
      runScript()
      sound()
      show()
      tell()
      settle()
    }
    return ending ?? .quit
  }

  /// Gives back what only a start needs: the half of the program that reads configurations, and memory that was used for a moment.
  private func settle() {
    guard let moment = settling, Clock.monotonic() >= moment else { return }
    settling = nil
    zb_trim_memory()
    zb_release_program()
  }

  // MARK: Waiting

  private func wait() {
    var polls = [pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)]
    polls.append(pollfd(fd: bus.wakeDescriptor, events: Int16(POLLIN), revents: 0))
    if let screen {
      polls.append(
        pollfd(fd: screen.inputDescriptor, events: Int16(POLLIN) | (screen.wantsWrite ? Int16(POLLOUT) : 0), revents: 0))
    }
    poll(&polls, nfds_t(polls.count), timeout())
    if polls.count > 2, polls[2].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0, polls[2].revents & Int16(POLLIN) == 0 {
      ending = .hangUp
    }
  }

  /// Milliseconds until something is due without a wake: never a spin, never a missed second.
  private func timeout() -> Int32 {
    let now = Clock.monotonic()
    if nextAction < inbox.count { return 0 }
    var due = now + 1_000_000_000
    func consider(_ moment: Int64) { due = min(due, moment) }
    switch source {
    case .live: consider(lastTick + 1_000_000_000)
    case .playback(let driver):
      if !driver.clock.isPaused, !driver.isFinished(at: now) {
        if driver.clock.speed == nil || driver.clock.target(at: now) < driver.reached { return 0 }
        consider(now + (screen == nil && plain == nil ? 10_000_000 : MainLoop.frameNanoseconds))
      }
    }
    if opening != nil { return 0 }
    if let past {
      if past.driver.isBehind(at: now) { return 0 }
      consider(now + MainLoop.frameNanoseconds)
    }
    // While the terminal takes nothing there is no frame to be due: poll tells when it does again.
    if past?.session.needsFrame ?? session.needsFrame, screen?.wantsWrite == false, storm.due == nil {
      consider(frameDue)
    }
    if screen != nil { consider((now / 1_000_000_000 + 1) * 1_000_000_000) }
    if screen != nil, pulse.due > now { consider(pulse.due) }
    if let screen, !screen.signalsSize { consider(lastLook + MainLoop.lookNanoseconds) }
    if let moment = storm.due { consider(moment) }
    if let moment = screen?.keyDeadline { consider(now + max(0, (moment - .now).nanoseconds)) }
    if let script { consider(script.due) }
    return Int32(max(0, min(1000, (due - now + 999_999) / 1_000_000)))
  }

  var frameDue: Int64 {
    pace.due(interval: max(MainLoop.frameNanoseconds, screen?.suggestedFrameInterval.nanoseconds ?? 0))
  }

  // MARK: Actions

  /// Folds in what has come, for a bounded time, so that a key is never far away.
  private func turn() {
    let deadline = Clock.monotonic() + MainLoop.turnNanoseconds
    repeat {
      if nextAction == inbox.count {
        inbox.removeAll(keepingCapacity: true)
        nextAction = 0
        fetch()
        if inbox.isEmpty { break }
      }
      let end = min(nextAction + 64, inbox.count)
      // Handed over: a copy would retain every text in them.
      apply((nextAction..<end).map { inbox[$0].handOver() })
      nextAction = end
    } while Clock.monotonic() < deadline
  }

  private func fetch() {
    let now = Clock.monotonic()
    // What a slow disk is behind with stays with those who send: memory is bounded, and keys are looked at meanwhile.
    if runner.isBehind { Clock.pause(milliseconds: 1) } else { bus.drain(into: &inbox) }
    switch source {
    case .live:
      // Before what comes now: all that was handed over before is folded in.
      runner.recorder?.open(with: session.state)
      if now - lastTick >= 1_000_000_000 {
        lastTick = now
        let tick = Action.tick(Clock.now())
        if let seconds = Clock.takeLeap() { inbox.append(.clockLeapt(seconds: seconds, at: Clock.now())) }
        inbox.append(tick)
      }
      runner.recorder?.take(inbox)
    case .playback(var driver):
      if let moment = driver.pendingJump(at: now) { session.view.wall?.jump(to: moment) }
      if let state = driver.restartState(at: now) { session.replace(state: state) }
      driver.next(at: now, budget: 512, into: &inbox)
      session.view.mode = .playback(driver.banner)
      let isOver = driver.isFinished(at: now)
      source = .playback(driver)
      if isOver, inbox.isEmpty, screen == nil { ending = .finished }
    }
  }

  func apply(_ actions: consuming [Action]) {
    session.fold(actions, runner: runner)
    if let target = session.takeReveal() { session.show(revealed: originals?.texts(of: target) ?? []) }
  }
}

extension Duration {
  var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
