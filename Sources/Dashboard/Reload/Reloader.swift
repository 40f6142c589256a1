internal import CLinux
internal import Collectors
internal import Core
internal import Foundation
internal import Messaging
internal import TextSafety

/// Reads the configuration again when it has changed or somebody asks for it (SIGHUP): all of it or, where anything in it is wrong, none.
///
/// Works on a thread of its own: a city takes tens of milliseconds to read, and the wall must not stand still for it.
final class Reloader: @unchecked Sendable {
  private let path: String?
  private let asWall: Bool
  private let keysFile: String?
  /// Where new keys are put for the main loop.
  private let keys: KeyTable
  private let bus: EventBus<Action>
  private let supervisor: Supervisor
  let boards = BoardsInbox()
  private let stopSignal = StopSignal()
  /// Readable when a reload was asked for.
  private let request = zb_eventfd()
  // Only the reloader's own thread touches what follows, after the start.
  private var setup: Setup
  private var stamps: [String: FileStamp]

  /// Changes come in bursts: an editor writes, renames and writes again.
  private static let settling: Int32 = 200

  init(
    _ setup: Setup, path: String?, keysFile: String?, asWall: Bool = false, bus: EventBus<Action>, supervisor: Supervisor,
    keys: KeyTable
  ) {
    self.setup = setup
    self.keysFile = keysFile
    self.keys = keys
    self.path = path
    self.asWall = asWall
    self.bus = bus
    self.supervisor = supervisor
    stamps = FileStamp.of(setup.files)
  }

  deinit { close(request) }

  func start() {
    let thread = Thread { [self] in run() }
    thread.name = "reload"
    thread.start()
  }

  func ask() { zb_eventfd_signal(request) }

  func stop() { stopSignal.set() }

  private func run() {
    guard let watch = try? FolderWatch() else { return }
    while !stopSignal.isSet {
      for folder in Set(setup.files.map(Opening.folder)) { watch.add(folder) }
      // What changed before the watch was there tells nobody.
      if FileStamp.of(setup.files) == stamps, stopSignal.wait(for: [watch.descriptor, request]) { return }
      if stopSignal.wait(for: [], milliseconds: Reloader.settling) { return }
      watch.clear()
      var asked = [pollfd(fd: request, events: Int16(POLLIN), revents: 0)]
      let isAsked = poll(&asked, 1, 0) > 0
      zb_eventfd_clear(request)
      // The folder may hold other things that change all the time.
      guard isAsked || FileStamp.of(setup.files) != stamps else { continue }
      reload()
    }
  }

  private func reload() {
    let now = Clock.now()
    // Looked at before it is read: what changes meanwhile is another change.
    let seen = FileStamp.of(setup.files)
    do {
      var fresh = try Setup.read(path, keysFile: keysFile, asWall: asWall)
      if fresh.boards != setup.boards { boards.put(fresh.boards) }
      if fresh.city != setup.city { send(.reconfigured(fresh.city, at: now)) }
      if let desk = setup.signInDesk, let other = fresh.signInDesk {
        // The loop and the control door go on asking the same desk.
        desk.adopt(other)
        fresh.signInDesk = desk
      }
      supervisor.apply(fresh.jobs)
      keys.put(fresh.keys)
      if let key = setup.keyThatNeedsRestart(fresh) {
        send(.notReconfigured("'\(key)' takes effect at the next start", at: now))
      } else if fresh.city == setup.city {
        send(.reconfigured(fresh.city, at: now))
      }
      setup = fresh
    } catch let failure as Failure {
      // The last good one stays in force.
      send(.notReconfigured(SafeText(sanitizing: failure.message, limit: 400), at: now))
    } catch {
      send(.notReconfigured(SafeText(sanitizing: "\(error)", limit: 400), at: now))
    }
    stamps = FileStamp.of(setup.files)
    for path in stamps.keys { stamps[path] = seen[path] ?? stamps[path] }
  }

  private func send(_ action: Action) {
    while !bus.send([action]) { if stopSignal.wait(for: [], milliseconds: 5) { return } }
  }
}
