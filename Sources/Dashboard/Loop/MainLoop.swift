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
  /// What collectors and the log send.
  let bus: EventBus<Action>
  let screen: Screen?
  let signals = SignalPipe()
  let themes: [SafeText: Theme]
  var theme: Theme
  var script: KeyScript?
  /// The unmasked lines of the latest events; nil on a wall.
  var originals: Originals?
  /// What other programs ask.
  var control: ControlDesk?
  /// Carries out what is to be heard or told outside.
  var notifier: Notifier?
  var notifications: [NotifyRule] = []
  /// Asks for the configuration to be read again.
  var reload: (() -> Void)?
  private var inbox: [Action] = []
  private var nextAction = 0
  private var ending: Ending?
  private var lastFrame: Int64 = 0
  private var lastTick: Int64 = 0

  /// A turn may take this long before keys are looked at again.
  private static let turnNanoseconds: Int64 = 8_000_000
  private static let frameNanoseconds: Int64 = 50_000_000

  init(
    session: Session, source: Source, bus: EventBus<Action>, runner: EffectRunner, screen: Screen?, themes: [SafeText: Theme],
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

  public func run() -> Ending {
    while ending == nil {
      wait()
      handleSignals()
      readKeys()
      turn()
      control?.attend(&session) { session, effects in session.fold(runner.run(effects), runner: runner) }
      runScript()
      sound()
      show()
      tell()
    }
    return ending ?? .quit
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
        consider(now + (screen == nil ? 10_000_000 : MainLoop.frameNanoseconds))
      }
    }
    // While the terminal takes nothing there is no frame to be due: poll tells when it does again.
    if session.needsFrame, screen?.wantsWrite == false { consider(lastFrame + frameInterval) }
    if screen != nil { consider((now / 1_000_000_000 + 1) * 1_000_000_000) }
    if let moment = screen?.keyDeadline { consider(now + max(0, (moment - .now).nanoseconds)) }
    if let script { consider(script.due) }
    return Int32(max(0, min(1000, (due - now + 999_999) / 1_000_000)))
  }

  private var frameInterval: Int64 { max(MainLoop.frameNanoseconds, screen?.suggestedFrameInterval.nanoseconds ?? 0) }

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
      apply(inbox[nextAction..<end])
      nextAction = end
    } while Clock.monotonic() < deadline
  }

  private func fetch() {
    let now = Clock.monotonic()
    bus.drain(into: &inbox)
    switch source {
    case .live:
      if now - lastTick >= 1_000_000_000 {
        lastTick = now
        inbox.append(.tick(Clock.now()))
      }
      runner.recorder?.take(inbox)
    case .playback(var driver):
      if let state = driver.restartState(at: now) { session.replace(state: state) }
      inbox += driver.next(at: now, budget: 512)
      session.view.mode = .playback(driver.banner)
      let isOver = driver.isFinished(at: now)
      source = .playback(driver)
      if isOver, inbox.isEmpty, screen == nil { ending = .finished }
    }
  }

  private func apply(_ actions: ArraySlice<Action>) {
    session.fold(Array(actions), runner: runner)
    if let target = session.takeReveal() { session.show(revealed: originals?.texts(of: target) ?? []) }
  }

  // MARK: Keys

  private func readKeys() {
    guard let screen else { return }
    for key in screen.readKeys() {
      press(key)
      keyPending = true
    }
    if screen.isGone { ending = .hangUp }
  }

  func press(_ key: KeyPress) {
    for request in session.press(key) { perform(request) }
  }

  private func perform(_ request: Session.Request) {
    switch request {
    case .quit: ending = .quit
    case .redraw: screen?.repaint()
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
      guard let chosen = themes[name] else { return }
      theme = chosen
      session.view.theme = name
    case .saveScreen(let path): save(path)
    }
  }

  /// Folds in all of the moment that is on the screen, so that a command comes after it whenever it is played again.
  private func settlePlayback() {
    guard case .playback(var driver) = source else { return }
    apply(inbox[nextAction...])
    nextAction = inbox.count
    apply(driver.settle(at: session.state.now)[...])
    source = .playback(driver)
  }

  /// A command happens at the moment of the world that is on the screen.
  private var operatorTime: Timestamp {
    if case .playback = source { return session.state.now }
    return Clock.now()
  }

  private func save(_ path: String) {
    let text = session.drawForFile().plainText
    let done = FileText.write(text, to: path)
    session.view.message =
      done
      ? .init(Phrase(zh: "画面已存:", en: "screen saved: ")(session.view.language) + SafeText(sanitizing: path), tone: .good)
      : .init(Phrase(zh: "不能写入:", en: "cannot write: ")(session.view.language) + SafeText(sanitizing: path), tone: .refused)
  }

  private func runScript() {
    guard var script, Clock.monotonic() >= script.due else { return }
    let clock = session.state.civil(session.state.now)
    switch script.next(at: Clock.monotonic(), shown: { session.draw().plainText }, playback: clock) {
    case .keys(let keys): for key in keys { press(key) }
    case .wait: break
    case .end: if screen == nil { ending = .finished }
    case .failed(let reason):
      scriptFailure = reason
      ending = .quit
    }
    self.script = script
  }

  /// Why a key script gave up.
  public private(set) var scriptFailure: SafeText?

  // MARK: Signals and frames

  private func handleSignals() {
    for signal in signals.take() {
      switch signal {
      case SIGINT, SIGTERM, SIGQUIT: ending = .signal(signal)
      // On a terminal it says that the line is gone; without one, that the configuration is to be read again.
      case SIGHUP: if screen == nil, let reload { reload() } else { ending = screen == nil ? .signal(signal) : .hangUp }
      case SIGWINCH: if let size = screen?.resizeIfNeeded() { session.resize(to: size) }
      case SIGTSTP:
        screen?.suspend()
        signals.stopProcess()
        screen?.resume()
        if let size = screen?.resizeIfNeeded() { session.resize(to: size) }
        session.needsFrame = true
      default: session.needsFrame = true
      }
    }
  }

  /// The sound for what is new; in a playback it follows the recording's clock.
  private func sound() {
    let (state, now) = (session.state, session.state.now)
    var isHeard = false
    if let severity = session.announcement {
      session.announcement = nil
      isHeard = session.horn.announce(severity, at: now, isFlood: state.announcements.isFlood)
    } else if state.alarms.version != remindedVersion || now - lastReminder >= 1 {
      (remindedVersion, lastReminder) = (state.alarms.version, now)
      isHeard = session.horn.remind(waiting: state.alarms.totals.worstUnacknowledged, at: now)
    }
    guard isHeard, case .live = source else {
      if isHeard { screen?.bell() }
      return
    }
    screen?.bell()
    if let command = session.horn.settings.command { notifier?.run(command) }
  }

  private var remindedVersion = 0
  private var lastReminder = Timestamp.distantPast

  private func show() {
    guard let screen else { return }
    let now = Clock.monotonic()
    let pulse = (now / 1_000_000_000) % 2 == 0
    if pulse != session.view.pulse {
      session.view.pulse = pulse
      session.needsFrame = true
    }
    screen.flush()
    guard session.needsFrame, keyPending || now - lastFrame >= frameInterval, !screen.wantsWrite else { return }
    keyPending = false
    lastFrame = now
    screen.present(session.draw(), theme: theme)
  }

  /// What happens is told to those who asked for it and, without a screen, to whoever keeps the standard error: a line of JSON each.
  private func tell() {
    guard case .live = source, session.state.log.total > told else { return }
    for entry in session.state.log.entries(after: told) {
      let document = entry.document(offsetMinutes: session.state.city.offsetMinutes)
      if screen == nil { FileText.say(document) }
      for rule in notifications where rule.wants(entry) { notifier?.send(document, by: rule.notifierWay) }
    }
    told = session.state.log.total
  }

  /// How many entries of the log were told; those that came back from the journal were told before.
  private var told: Int

  /// A key wants its answer in this frame, not in the next regular one.
  private var keyPending = false

  /// Gives the terminal back.
  func close() { screen?.close() }
}

extension Duration {
  fileprivate var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
