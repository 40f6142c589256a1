internal import Collectors
internal import Settings
internal import Core
internal import Messaging
internal import Panels
internal import Persistence
internal import TextSafety
internal import TextUI

extension Programs {
  /// One frame, or the state behind it.
  public static func snapshot(_ request: SnapshotRequest) throws -> String {
    let state: State
    var boards = BoardLoader.standard
    var mode = ViewState.Mode.live
    if let file = request.recording {
      (state, boards, mode) = try moment(of: file, request)
    } else {
      (state, boards) = try present(request)
    }
    var (view, themes) = try Opening.view(request.view, boards: boards, configured: nil)
    view.mode = mode
    if request.view.isWall {
      view.wall = WallShow(state.city.wall ?? WallPlan(), boards: boards, showing: view.board, state: state, at: 0)
      view.board = view.wall?.board ?? view.board
    }
    switch request.format {
    case .json: return state.document()
    case .text: return draw(state, view, request.size).plainText + "\n"
    case .plain: return PlainReport(state, view: view).situation.map { $0.string + "\n" }.joined()
    case .ansi: return draw(state, view, request.size).ansi(theme: themes[view.theme] ?? .night, depth: .trueColor) + "\n"
    case .csv: return SituationSheet.csv(state)
    case .svg: return picture(state, view, request.size, themes).picture
    case .html:
      let (page, picture) = picture(state, view, request.size, themes)
      return page.html(language: view.language, picture: picture)
    }
  }

  /// What a frame of a moment costs, every board in turn.
  public static func benchScreen(_ request: SnapshotRequest, frames: Int) throws -> String {
    guard let file = try request.recording ?? Listing.files(in: SampleCities.folder(nil), suffix: ".jsonl").first else {
      throw Failure(.badInput, "no recording")
    }
    let (state, boards, mode) = try moment(of: file, request)
    var (view, _) = try Opening.view(request.view, boards: boards, configured: nil)
    view.mode = mode
    return ScreenBench.run(state, view: view, size: request.size, frames: frames)
  }

  private static func picture(_ state: State, _ view: ViewState, _ size: Size, _ themes: ThemeShelf)
    -> (page: ReportPage, picture: String)
  {
    let page = ReportPage(situation: state, view: view)
    return (page, draw(state, view, size).svg(theme: themes[view.theme] ?? .night, title: page.title))
  }

  private static func draw(_ state: State, _ view: ViewState, _ size: Size) -> Canvas {
    var session = Session(state: state, view: view, size: size)
    return session.draw()
  }

  /// The state of a recording at a moment: the same steps as playing it.
  private static func moment(of file: String, _ request: SnapshotRequest) throws -> (State, Boards, ViewState.Mode) {
    let recording = try Opening.recording(file)
    let profile = try Opening.profile(request.cityFolder ?? Opening.folder(of: file))
    let city = profile.city
    let target = try request.at.map(Moments(start: recording.start, offsetMinutes: city.offsetMinutes).read) ?? .distantFuture
    var session = Session(
      state: State(city: city, startingAt: recording.start, isLive: false), view: ViewState(), size: request.size)
    if let folder = request.stateFolder {
      let store = try Opening.store(folder)
      try Recovery.restore(into: &session.state, from: store, keepHours: nil)
    }
    var player = Player(recording: recording)
    let runner = EffectRunner(store: nil, receipts: nil)
    while true {
      let (actions, isDone) = player.advance(to: target, budget: 4096)
      session.fold(actions, runner: runner)
      if isDone { break }
    }
    return (session.state, profile.boards, .playback(.init(from: recording.start, to: recording.end, speed: 1, isPaused: true)))
  }

  /// The feeds of a configuration, read once to their present end.
  private static func present(_ request: SnapshotRequest) throws -> (State, Boards) {
    let path = request.configuration ?? ""
    let configuration = try Opening.configuration(path)
    let profile = try configuration.city.map(Opening.profile) ?? CityProfile()
    let city = profile.city
    var session = Session(state: State(city: city, startingAt: Clock.now()), view: ViewState(), size: request.size)
    if let folder = request.stateFolder ?? configuration.state {
      let store = try Opening.store(folder, configuration)
      try Recovery.restore(
        into: &session.state, from: store, keepHours: configuration.keepEventsHours, upTo: configuration.maximumClassification)
    }
    let bus = EventBus<Action>(capacity: configuration.busCapacity)
    // What only waits for others has nothing to show at present.
    let isAsked = { (entry: ProgramConfiguration.Entry) in !["playback", "socket", "listen"].contains(entry.kind) }
    let supervisor = Supervisor(bus: bus, clock: { Clock.now() }, quarantine: nil)
    supervisor.apply(try Opening.collectors(configuration, city: city, file: path, follows: false, include: isAsked))
    defer { supervisor.stop() }
    let runner = EffectRunner(store: nil, receipts: nil)
    let limit = Clock.monotonic() + 2_000_000_000
    let endless = configuration.collectors.contains { ["host", "exec", "http"].contains($0.kind) }
    var actions: [Action] = []
    repeat {
      let isOver = supervisor.isFinished
      actions.removeAll(keepingCapacity: true)
      bus.drain(into: &actions)
      session.fold(actions, runner: runner)
      if isOver, actions.isEmpty { break }
      if actions.isEmpty { Clock.pause(milliseconds: 5) }
    } while !endless || Clock.monotonic() < limit
    session.fold([.tick(Clock.now())], runner: runner)
    return (session.state, profile.boards)
  }
}

extension Session {
  /// Folds actions in and settles their effects at once.
  mutating func fold(_ actions: consuming [Action], runner: EffectRunner) {
    var waiting = actions
    var effects: [Effect] = []
    while !waiting.isEmpty {
      state.fetch(for: waiting)
      effects.removeAll(keepingCapacity: true)
      for index in waiting.indices { take(waiting[index].handOver(), effects: &effects) }
      waiting = runner.run(effects)
    }
  }
}
