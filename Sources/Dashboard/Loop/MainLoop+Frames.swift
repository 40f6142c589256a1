internal import Collectors
internal import Core
internal import Glibc
internal import Panels
internal import Settings
internal import Terminal
internal import TextSafety

extension MainLoop {
  func handleSignals() {
    for signal in signals.take() {
      switch signal {
      case SIGINT, SIGTERM, SIGQUIT: ending = .signal(signal)
      // On a terminal it says that the line is gone; without one, that the configuration is to be read again.
      case SIGHUP: if screen == nil, let reload { reload() } else { ending = screen == nil ? .signal(signal) : .hangUp }
      case SIGWINCH: resize()
      case SIGTSTP: suspend()
      default: session.needsFrame = true
      }
    }
  }

  /// Stops until somebody continues it; who has no shell is not stopped by the kernel.
  func suspend() {
    screen?.suspend()
    signals.stopProcess()
    screen?.resume()
    resize()
    session.needsFrame = true
    past?.session.needsFrame = true
  }

  func resize() {
    guard let size = screen?.resizeIfNeeded() else { return }
    storm.note(at: Clock.monotonic())
    session.resize(to: size)
    past?.session.resize(to: size)
  }

  /// The sound for what is new; in a playback it follows the recording's clock.
  func sound() {
    let (state, now) = (session.state, session.state.now)
    var isHeard = false
    if let severity = session.announcement {
      session.announcement = nil
      if severity == .red, terminal.notifies, case .live = source { screen?.notify(title) }
      isHeard = session.horn.announce(severity, at: now, isFlood: state.announcements.isFlood)
    } else if session.horn.catchUp(at: now, isFlood: state.announcements.isFlood) {
      isHeard = true
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

  func show() {
    guard let screen else { return }
    let now = Clock.monotonic()
    // A terminal that is not the controlling one sends no signal.
    if !screen.signalsSize, now - lastLook >= MainLoop.lookNanoseconds {
      lastLook = now
      resize()
    }
    if storm.mustWait(at: now) { return }
    if now / 1_000_000_000 != deskSecond {
      deskSecond = now / 1_000_000_000
      session.pass(toDeskSecond: Double(now) / 1e9)
    }
    if now >= pulse.due {
      session.needsFrame = true
      past?.session.needsFrame = true
    }
    screen.flush()
    guard past?.session.needsFrame ?? session.needsFrame, keyPending || now >= frameDue, !screen.wantsWrite
    else { return }
    keyPending = false
    session.view.pulse = pulse.drawn(at: now)
    past?.session.view.pulse = session.view.pulse
    if terminal.hasTitle { screen.setTitle(title) }
    screen.present(past?.session.draw() ?? session.draw(), theme: theme)
    pace.drew(from: now, to: Clock.monotonic())
  }

  /// What the window is called: numbers only, no text of a feed.
  private var title: SafeText {
    let totals = session.state.alarms.totals
    let (all, red) = (Severity.allCases.reduce(0) { $0 + totals.unacknowledged($1) }, totals.unacknowledged(.red))
    return session.view.language.say("值班 未确认 \(all) 红 \(red)", "zhiban: \(all) unacked, \(red) red")
  }

  /// What happens is told to those who asked for it and, without a screen, to whoever keeps the standard error: a line of JSON each.
  func tell() {
    tellPlainly()
    guard case .live = source, session.state.log.total > told else { return }
    for entry in session.state.log.entries(after: told) {
      let document = entry.document(offsetMinutes: session.state.city.offsetMinutes)
      if screen == nil, plain == nil { FileText.say(document) }
      for rule in notifications where rule.wants(entry) { notifier?.send(document, by: rule.notifierWay) }
    }
    told = session.state.log.total
  }

  /// Gives the terminal back.
  func close() { screen?.close() }
}
