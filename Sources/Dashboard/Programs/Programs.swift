internal import Collectors
internal import Settings
internal import Core
internal import Glibc
internal import Messaging
internal import Panels
internal import Persistence
internal import Recordings
internal import TextSafety
internal import TextUI

/// What the subcommands do: each puts the parts together and runs them. Throws `Failure`.
public enum Programs {
  /// Plays a sample city's recording; nil: that of the first city.
  public static func demo(_ request: PlayRequest, city: String? = nil) throws {
    let folder = try SampleCities.folder(city)
    guard let recording = Listing.files(in: folder, suffix: ".jsonl").first else {
      throw Failure(.badInput, "\(folder): no recording there")
    }
    var request = request
    request.file = recording
    // A demonstration begins the same every time.
    request.screen.isFresh = true
    try play(request)
  }

  public static func play(_ request: PlayRequest) throws {
    let recording = try Opening.recording(request.file, and: request.moreFiles)
    let profile = try Opening.profile(request.cityFolder ?? Opening.folder(of: request.file))
    let city = profile.city
    try Opening.check(city.wall, profile.boards)
    let moments = Moments(start: recording.start, offsetMinutes: city.offsetMinutes)
    let from = try request.from.map(moments.read)
    let to = try request.to.map(moments.read)
    let store = try request.stateFolder.map { try Opening.store($0) }
    var state = State(city: city, startingAt: recording.start, isLive: false)
    if let store { try Recovery.restore(into: &state, from: store, keepHours: nil) }
    for fault in recording.faults { FileText.say(fault.string) }
    // What follows from a jump over events cannot be written to a log; and who only wants the end needs no way back.
    let isSeen = !request.hasNoScreen || request.screen.script != nil
    let survey = store == nil && isSeen ? Survey(recording: recording, timeline: Timeline()) : nil
    defer { survey?.timeline.close() }
    var driver = PlaybackDriver(
      player: Player(recording: recording), state: state, from: from, to: to, speed: request.speed, loops: request.loops,
      survey: survey, at: Clock.monotonic())
    driver.idleLimit = request.idleLimit
    var (view, themes) = try Opening.view(request.view, boards: profile.boards, configured: nil)
    view.mode = .playback(driver.banner)
    let bus = EventBus<Action>(capacity: 4096)
    var screen = request.screen
    (screen.chosen, screen.layoutFolder) = (request.view, request.stateFolder)
    let keysFile = KeyFile.path(request.screen.keysFile)
    let loop = try MainLoop.make(
      state: state, view: view, themes: themes, source: .playback(driver), bus: bus, store: store,
      isHeadless: request.hasNoScreen,
      request: screen, keys: try KeyFile.load(keysFile))
    let follower = keysFile.flatMap { request.hasNoScreen ? nil : KeysFollower($0, keys: loop.keyTable) }
    follower?.start()
    defer { follower?.stop() }
    if request.hasTour { loop.session.begin(try tour(beside: request.file, recording, profile)) }
    if request.view.isWall { loop.session.enterWall() }
    try finish(loop, store: store, isHeadless: request.hasNoScreen, isSilent: request.screen.isPlain)
  }

  private static func tour(beside file: String, _ recording: Recording, _ profile: CityProfile) throws -> Tour {
    let offset = profile.city.offsetMinutes
    let day = CivilTime(recording.playStart, offsetMinutes: offset).date.start(offsetMinutes: offset)
    do { return try TourLoader.load(Opening.folder(of: file) + "/tour.yaml", boards: profile.boards, day: day) } catch {
      throw Failure(.badInput, error.description)
    }
  }

  public static func run(_ request: RunRequest) throws {
    let setup = try Setup.read(
      request.configuration, keysFile: request.screen.keysFile, asWall: request.view.isWall)
    let (configuration, city) = (setup.configuration, setup.city)
    let folder = request.stateFolder ?? configuration.state
    let store = try folder.map { try Opening.store($0, configuration, auditHash: request.auditHash) }
    var state = State(city: city, startingAt: Clock.now())
    if let store {
      try Recovery.restore(
        into: &state, from: store, keepHours: configuration.keepEventsHours, upTo: configuration.maximumClassification)
    }
    let bus = EventBus<Action>(capacity: configuration.busCapacity)
    // The first thing folded in, before any feed.
    if store != nil { _ = bus.send([.resumed(at: Clock.now())]) }
    let receipts = Receipts()
    let originals = configuration.isWall ? nil : Originals()
    let supervisor = Supervisor(
      bus: bus, clock: { Clock.now() },
      quarantine: folder.map { Quarantine(folder: $0 + "/quarantine", offsetMinutes: city.offsetMinutes) }, receipts: receipts,
      originals: originals)
    let (view, themes) = try Opening.view(request.view, boards: setup.boards, configured: configuration)
    var screen = request.screen
    (screen.chosen, screen.layoutFolder, screen.terminal) = (request.view, folder, configuration.terminal)
    let loop = try MainLoop.make(
      state: state, view: view, themes: themes, source: .live, bus: bus, store: store, receipts: receipts,
      isHeadless: request.hasNoScreen, request: screen, keys: setup.keys)
    let recorder = try recorder(request, configuration, city: city, folder: folder, bus: bus)
    loop.runner.recorder = recorder.map {
      RecorderTap(recorder: $0, shift: configuration.shift ?? view.who.shift, place: city.code)
    }
    if let folder, store != nil {
      let (hours, classification, shift) = (
        configuration.keepEventsHours, configuration.maximumClassification, configuration.shift ?? view.who.shift
      )
      loop.makePast = {
        try PastRecording.make(
          folder: folder, since: Clock.now() - hours * 3600, city: city, shift: shift, upTo: classification)
      }
    }
    loop.originals = originals
    loop.session.wallPlan = configuration.wall
    if request.view.isWall { loop.session.enterWall() }
    loop.session.horn.settings = Horn.Settings(configuration.horn)
    loop.notifications = configuration.notifications
    if let desk = setup.signInDesk {
      loop.signInDesk = desk
      loop.session.requireSignIn(lockAfter: configuration.lockAfter)
    }
    let notifier = Notifier { reason in
      var report = CollectorReport(name: "notify", kind: "notify")
      report.note = reason
      _ = bus.send([.collector(report, at: Clock.now())])
    }
    loop.notifier = notifier
    let reloader =
      setup.files.isEmpty
      ? nil
      : Reloader(
        setup, path: request.configuration, keysFile: request.screen.keysFile, asWall: request.view.isWall, bus: bus,
        supervisor: supervisor, keys: loop.keyTable)
    loop.freshBoards = reloader?.boards
    loop.reload = reloader.map { reloader in { reloader.ask() } }
    let drills = DrillDesk(bus: bus)
    // A drill does not outlive the program that it ran in.
    if state.alarms.rows.contains(where: { $0.isActive && $0.facts.source == Drill.source }) {
      _ = bus.send([.collector(CollectorReport(name: Drill.collectorPrefix, kind: "playback", phase: .finished), at: Clock.now())]
      )
    }
    let desk = ControlDesk(signIn: setup.signInDesk, drills: drills) { bus.wake() }
    let door = try folder.map { folder throws in
      do { return try ControlDoor(path: controlPath(folder), handle: desk.receive) } catch let error as CollectorError {
        throw Failure(.cannotWrite, "\(error.message)")
      }
    }
    loop.control = desk
    supervisor.apply(setup.jobs)
    reloader?.start()
    defer {
      door?.stop()
      notifier.stop()
      reloader?.stop()
      drills.end()
      supervisor.stop()
    }
    try finish(loop, store: store, isHeadless: request.hasNoScreen, isSilent: request.isSilent || request.screen.isPlain)
  }

  private static func finish(_ loop: MainLoop, store: LogStore?, isHeadless: Bool, isSilent: Bool = false) throws {
    let ending = loop.run()
    loop.keepLayout()
    loop.close()
    store?.flush()
    loop.runner.recorder?.recorder.finish()
    if isHeadless, !isSilent { print(loop.state.document(), terminator: "") }
    if let failure = loop.scriptFailure { throw Failure(.badInput, "key script: \(failure)") }
    // A shell wants to know that a signal ended its job.
    if case .signal(let number) = ending, !isHeadless {
      signal(number, SIG_DFL)
      raise(number)
    }
  }
}
