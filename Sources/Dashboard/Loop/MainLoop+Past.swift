internal import Collectors
internal import Core
internal import Dispatch
internal import Messaging
internal import Panels
internal import Terminal
internal import TextSafety
internal import TextUI

extension MainLoop {
  /// Goes back so many seconds: at first by making a recording of the kept log.
  func travel(back seconds: Double) {
    guard past == nil, opening == nil, preparation == nil, let makePast else { return }
    let preparation = PastPreparation()
    self.preparation = preparation
    travelTarget = session.state.now - seconds
    session.view.message = .init(Phrase(zh: "正在取出保留的记录…", en: "fetching the kept log…")(session.view.language))
    let bus = bus
    DispatchQueue.global(qos: .userInitiated).async {
      preparation.settle(Result { try makePast() }.mapError { $0 as? Failure ?? Failure(.badInput, "\($0)") })
      bus.wake()
    }
  }

  /// Once a turn: opens the past when it is ready, and lets it play.
  func turnPast() {
    if let result = preparation?.result {
      preparation = nil
      switch result {
      case .success(let recording): open(recording)
      case .failure(let failure):
        session.view.message = .init(
          Phrase(zh: "不能回放:", en: "cannot look back: ")(session.view.language) + SafeText(sanitizing: "\(failure)", limit: 200),
          tone: .refused)
      }
    }
    if var opening {
      opening.turn(at: Clock.monotonic())
      // Shown when it has come there, not on its way.
      let isThere = opening.driver.reached >= min(travelTarget, opening.driver.end)
      self.opening = isThere ? nil : opening
      if isThere {
        session.view.message = nil
        past = opening
      }
    }
    guard var past else { return }
    past.turn(at: Clock.monotonic())
    past.tell(of: session.state)
    self.past = past
  }

  private func open(_ recording: Recording) {
    let state = State(city: session.state.city, startingAt: recording.start, isLive: false)
    let now = Clock.monotonic()
    var driver = PlaybackDriver(
      player: Player(recording: recording), state: state, from: travelTarget, to: nil, speed: 1, loops: false,
      survey: Survey(recording: recording, timeline: Timeline()), at: now)
    driver.perform(.goTo(travelTarget), at: now)
    var view = session.view
    view.overlays = []
    view.wall = nil
    view.isFrozen = false
    view.message = nil
    var shown = Session(state: state, view: view, size: session.size, themeNames: session.themeNames)
    shown.isPast = true
    shown.keyMap = session.keyMap
    opening = Past(
      session: shown, driver: driver,
      reds: session.state.alarms.totals.unacknowledged(.red))
  }

  /// Back to the present.
  func returnToLive() {
    past?.driver.survey?.timeline.close()
    past = nil
    session.needsFrame = true
    screen?.repaint()
  }

  /// A key while the past is on the screen: nothing can be done there but look.
  func pressPast(_ key: KeyPress) {
    guard var past else { return }
    let requests = past.session.press(key)
    self.past = past
    for request in requests {
      switch request {
      case .live: returnToLive()
      case .command, .signIn:
        self.past?.session.view.message = .init(past.session.pastWords(past.session.view.language), tone: .refused)
      case .playback(let request): self.past?.driver.perform(request, at: Clock.monotonic())
      case .travel(let seconds): self.past?.driver.perform(.move(seconds: -seconds), at: Clock.monotonic())
      case .theme(let name):
        perform(request)
        self.past?.session.view.theme = name
      case .quit, .redraw, .suspend, .saveScreen: perform(request)
      }
    }
  }
}
