internal import Core
internal import Feeds
internal import Foundation
internal import Messaging
internal import Panels
internal import Persistence
internal import TextSafety
internal import TextUI

/// What alerts cost on the way they really take: lines of JSON, decoder, fold, durable journal, screen, control desk.
///
/// It turns as `MainLoop` does, without a terminal: the canvas is drawn and not sent.
final class AlertBench {
  struct Sizes {
    var alerts = 1_000_000
    /// New ones that are to be seen.
    var fresh = 10_000
    var acknowledgements = 1000
    var races = 1000
    var doubles = 200
  }

  struct Figures {
    var alertsPerCPUSecond = 0.0
    var residentBytes = 0
    var screenSeconds = 0.0
    var acknowledgeP99 = 0.0
    var racesLost = 0
    var races = 0
    var singleWinner = 0
    var doubles = 0
  }

  let sizes: Sizes
  let store: LogStore
  let bus = EventBus<Action>(capacity: 16_384)
  let runner: EffectRunner
  let desk: ControlDesk
  var session: Session
  private let decoder = LineDecoder()
  private var pace = FramePace()
  private var lastTick: Int64 = 0
  private static let frameNanoseconds: Int64 = 50_000_000

  init(sizes: Sizes, city: City, folder: String) throws(LogError) {
    self.sizes = sizes
    store = try LogStore(folder: folder)
    runner = EffectRunner(store: store, receipts: nil)
    desk = ControlDesk { [bus] in bus.wake() }
    session = Session(
      state: State(city: city, startingAt: Clock.now()), view: ViewState(), size: Size(width: 200, height: 56))
    store.onReport { [bus] report in
      switch report {
      case .durable(let sequence): _ = bus.send([.journalled(through: sequence)])
      case .failed(let reason): _ = bus.send([.journalFailed(reason, at: Clock.now())])
      case .damaged: break
      }
    }
  }

  func run() -> Figures {
    var figures = Figures(races: sizes.races, doubles: sizes.doubles)
    figures.alertsPerCPUSecond = load()
    figures.residentBytes = ProcessFigures.residentBytes
    figures.screenSeconds = show()
    figures.acknowledgeP99 = acknowledge()
    figures.racesLost = race()
    figures.singleWinner = acknowledgeTwice()
    store.flush()
    return figures
  }

  /// Alerts for each second of processor time, from JSON to the durable journal; what makes the lines is not counted.
  private func load() -> Double {
    let begun = ProcessFigures.cpuSeconds
    var making = 0.0
    for first in stride(from: 0, to: sizes.alerts, by: 1000) {
      let before = ProcessFigures.threadSeconds
      let lines = AlertLines.firing("load", first..<min(first + 1000, sizes.alerts))
      making += ProcessFigures.threadSeconds - before
      take(lines)
      // As the main loop does it: what the disk is behind with stays with those who send.
      while store.isBehind { Clock.pause(milliseconds: 1) }
      drain()
    }
    store.flush()
    drain()
    return Double(sizes.alerts) / max(1e-6, ProcessFigures.cpuSeconds - begun - making)
  }

  /// Seconds from the first byte of new alerts until a frame has been drawn that knows them all.
  private func show() -> Double {
    turn()
    let wanted = session.state.alarms.totals.unacknowledged + sizes.fresh
    let lines = stride(from: 0, to: sizes.fresh, by: 500).map { AlertLines.firing("fresh", $0..<min($0 + 500, sizes.fresh)) }
    let begun = Clock.monotonic()
    for part in lines {
      take(part)
      drain()
      if Clock.monotonic() >= pace.due(interval: AlertBench.frameNanoseconds) { draw() }
    }
    draw()
    let seconds = Double(Clock.monotonic() - begun) / 1e9
    precondition(session.state.alarms.totals.unacknowledged == wanted, "an alert is missing")
    return seconds
  }

  /// Decodes lines and folds them in, as a batch of a collector.
  private func take(_ lines: [UInt8]) {
    var events: [Event] = []
    lines.withUnsafeBytes { bytes in
      var start = 0
      while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
        _ = decoder.decode(line: UnsafeRawBufferPointer(rebasing: bytes[start..<end]), into: &events)
        start = end + 1
        if start == bytes.count { break }
      }
    }
    let now = Clock.now()
    for first in stride(from: 0, to: events.count, by: 64) {
      session.fold(events[first..<min(first + 64, events.count)].map { .event($0, collector: "bench", at: now) }, runner: runner)
    }
  }

  private func drain() {
    var actions: [Action] = []
    bus.drain(into: &actions)
    session.fold(actions, runner: runner)
  }

  private func draw() {
    let begun = Clock.monotonic()
    _ = session.draw()
    pace.drew(from: begun, to: Clock.monotonic())
  }

  /// One turn of the loop.
  func turn() {
    var polls = [pollfd(fd: bus.wakeDescriptor, events: Int16(POLLIN), revents: 0)]
    poll(&polls, 1, 10)
    let now = Clock.monotonic()
    if now - lastTick >= 1_000_000_000 {
      lastTick = now
      session.fold([.tick(Clock.now())], runner: runner)
    }
    drain()
    desk.attend(&session) { session, effects in session.fold(runner.run(effects), runner: runner) }
    if session.needsFrame, now >= pace.due(interval: AlertBench.frameNanoseconds) { draw() }
  }
}
