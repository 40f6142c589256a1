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
  /// Plays the sample city's recording.
  public static func demo(_ request: PlayRequest) throws {
    guard let samples = Resources.path("SampleFeeds") else {
      throw Failure(.badInput, "SampleFeeds is not beside the program; set ZHIBAN_HOME to the folder that holds it")
    }
    guard let recording = Listing.recordings(in: samples).first else {
      throw Failure(.badInput, "\(samples): no recording there")
    }
    var request = request
    request.file = recording
    try play(request)
  }

  public static func play(_ request: PlayRequest) throws {
    let recording = try Opening.recording(request.file)
    let city = try Opening.city(request.cityFolder ?? Opening.folder(of: request.file))
    let moments = Moments(start: recording.start, offsetMinutes: city.offsetMinutes)
    let from = try request.from.map(moments.read)
    let to = try request.to.map(moments.read)
    let store = try request.stateFolder.map { try Opening.store($0) }
    var state = State(city: city, startingAt: recording.start, isLive: false)
    if let store { try Recovery.restore(into: &state, from: store, keepHours: nil) }
    for fault in recording.faults { FileText.say(fault.string) }
    // What follows from a jump over events cannot be written to a log; and who only wants the end needs no way back.
    let isSeen = !request.isHeadless || request.keyScript != nil
    let survey = store == nil && isSeen ? Survey(recording: recording, timeline: Timeline()) : nil
    defer { survey?.timeline.close() }
    var driver = PlaybackDriver(
      player: Player(recording: recording), state: state, from: from, to: to, speed: request.speed, loops: request.loops,
      survey: survey, at: Clock.monotonic())
    driver.idleLimit = request.idleLimit
    var (view, themes) = try Opening.view(request.view, configured: nil)
    view.mode = .playback(driver.banner)
    let bus = EventBus<Action>(capacity: 4096)
    let loop = try MainLoop.make(
      state: state, view: view, themes: themes, source: .playback(driver), bus: bus, store: store, isHeadless: request.isHeadless,
      keyScript: request.keyScript)
    try finish(loop, store: store, isHeadless: request.isHeadless)
  }

  public static func run(_ request: RunRequest) throws {
    let setup = try Setup.read(request.configuration)
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
    let (view, themes) = try Opening.view(request.view, configured: configuration)
    let loop = try MainLoop.make(
      state: state, view: view, themes: themes, source: .live, bus: bus, store: store, receipts: receipts,
      isHeadless: request.isHeadless, keyScript: request.keyScript)
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
    let reloader = request.configuration.map { Reloader(setup, path: $0, bus: bus, supervisor: supervisor) }
    loop.reload = reloader.map { reloader in { reloader.ask() } }
    let desk = ControlDesk(signIn: setup.signInDesk) { bus.wake() }
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
      supervisor.stop()
    }
    try finish(loop, store: store, isHeadless: request.isHeadless, isSilent: request.isSilent)
  }

  private static func finish(_ loop: MainLoop, store: LogStore?, isHeadless: Bool, isSilent: Bool = false) throws {
    let ending = loop.run()
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
