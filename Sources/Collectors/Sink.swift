public import Core
internal import CLinux
internal import Glibc
public import Messaging
internal import Synchronization
public import TextSafety

/// Where a collector's actions go: onto the bus, in batches. A collector's own thread waits while the bus is full; what a server's tasks
/// call (`deliver`, `count`, `say`, `reject` that does not wait) never blocks.
public final class Sink: Sendable {
  public let collector: SafeText
  public let kind: SafeText
  private let bus: EventBus<Action>
  private let clock: @Sendable () -> Timestamp
  private let quarantine: Quarantine?
  private let receipts: Receipts?
  /// Where lines with masked words are remembered; nil on a wall.
  let originals: Originals?
  let stop: StopSignal
  private let tally = Mutex(Tally())
  private let share = Mutex(Share())
  /// What is held back while the collector gathers; nil while it does not.
  private let held = Mutex<[Action]?>(nil)

  public init(
    collector: SafeText, kind: SafeText, bus: EventBus<Action>, clock: @escaping @Sendable () -> Timestamp,
    quarantine: Quarantine?, receipts: Receipts? = nil, originals: Originals? = nil, stop: StopSignal
  ) {
    self.collector = collector
    self.kind = kind
    self.bus = bus
    self.clock = clock
    self.quarantine = quarantine
    self.receipts = receipts
    self.originals = originals
    self.stop = stop
  }

  public var now: Timestamp { clock() }
  public var isStopped: Bool { stop.isSet }

  /// Hands a batch over; waits for room, and gives up only when the collector is stopped.
  public func send(_ batch: [Action]) {
    let actions = held.withLock { held in
      guard held != nil else { return batch }
      held! += batch
      guard held!.count >= Sink.mostHeld else { return [] }
      defer { held = [] }
      return held!
    }
    guard !actions.isEmpty else { return }
    while !offer(actions) {
      if stop.wait(milliseconds: 2) { return }
    }
  }

  /// Holds back what is sent meanwhile: the batches of a hundred files wake the consumer once.
  func gather(_ body: () -> Void) {
    held.withLock { $0 = [] }
    body()
    let rest = held.withLock { held in
      defer { held = nil }
      return held ?? []
    }
    send(rest)
  }

  private static let mostHeld = 1024

  /// What this collector has put on the bus since the consumer last took all.
  private struct Share {
    var drainCount: UInt64 = 0
    var sent = 0
  }

  /// Who has filled an eighth of the bus leaves its last quarter to the others: one that floods is limited alone.
  private func offer(_ actions: [Action]) -> Bool {
    let drainCount = bus.drainCount
    return share.withLock { share in
      if share.drainCount != drainCount { share = Share(drainCount: drainCount) }
      let reserve = share.sent + actions.count > bus.capacity / 8 ? bus.capacity / 4 : 0
      guard bus.send(actions, leaving: reserve) else { return false }
      share.sent += actions.count
      return true
    }
  }

  public func send(_ events: [Event]) {
    let at = clock()
    send(events.map { .event($0, collector: collector, at: at) })
  }

  /// What became of a batch that its sender waits for.
  enum Delivery: Sendable { case kept, noRoom, notKept }

  /// Hands a batch over if there is room for all of it, and waits until the log has it.
  func deliver(_ events: [Event]) async -> Delivery {
    let at = clock()
    let actions: [Action] = events.map { .event($0, collector: collector, at: at) }
    guard let receipts else { return bus.send(actions) ? .kept : .noRoom }
    let receipt = receipts.open()
    guard bus.send(actions + [.receipt(receipt)]) else {
      receipts.withdraw(receipt)
      return .noRoom
    }
    return await receipts.outcome(of: receipt, timeout: .seconds(5)) ? .kept : .notKept
  }

  /// True while the bus takes more.
  var hasRoom: Bool { bus.count < bus.capacity }

  /// A line that could not be read: into quarantine, and told – of many in a second the first ones, the others as a number.
  func reject(_ malformed: Malformed, position: LinePosition, raw: UnsafeRawBufferPointer, waits: Bool = true) {
    let at = clock()
    if let news = quarantine?.keep(malformed, position: position, raw: raw, at: at) { tally.withLock { $0.announce(news) } }
    if tally.withLock({ $0.mayTellFault(at: .now) }) {
      let shown: SafeText = malformed.reason == .classified ? "" : Excerpt.of(raw)
      let action = Action.malformed(malformed, position, raw: shown, at: at)
      if waits { return send([action]) }
      if bus.send([action]) { return }
    }
    tally.withLock { $0.count(malformed.reason) }
  }

  /// Counts what was read; tells it at most four times a second.
  func count(lines: Int, bytes: Int, lastLine: UnsafeRawBufferPointer?) {
    tally.withLock { $0.count(lines: lines, bytes: bytes, lastLine: lastLine) }
    tell()
  }

  /// Keeps the latest line read; the next count tells it.
  func note(lastLine: UnsafeRawBufferPointer) { tally.withLock { $0.count(lines: 0, bytes: 0, lastLine: lastLine) } }

  /// What the source says beside its data – the standard error of a command – for the log: one line a second at most.
  func say(_ text: SafeText) {
    tally.withLock { $0.note(text, at: .now) }
    tell()
  }

  /// Tells what was counted if it is time, or `early`; while the bus is full it stays counted.
  func tell(early: Bool = false) {
    let now = ContinuousClock.now
    let report: CollectorReport? = tally.withLock { tally in
      guard let due = tally.due(at: now), early || due <= .zero else { return nil }
      return tally.take(collector, kind, at: now)
    }
    guard let report, !bus.send([.collector(report, at: clock())]) else { return }
    tally.withLock { $0.putBack(report) }
  }

  /// Tells how the collector does, with all that was counted since the last report.
  public func report(_ phase: CollectorTable.Phase) {
    let now = ContinuousClock.now
    var report = tally.withLock { $0.take(collector, kind, at: now) }
    report.phase = phase
    send([.collector(report, at: clock())])
    while tally.withLock({ $0.due(at: now) }) != nil, !isStopped {
      let rest = tally.withLock { $0.take(collector, kind, at: now) }
      send([.collector(rest, at: clock())])
    }
  }

  /// Waits for one of these descriptors to be readable, for the stop, or so long, and tells meanwhile what was counted. True when stopped.
  func wait(for descriptors: [Int32] = [], milliseconds: Int32? = nil) -> Bool {
    let end = milliseconds.map { ContinuousClock.now + .milliseconds($0) }
    while true {
      tell()
      let now = ContinuousClock.now
      let due = tally.withLock { $0.due(at: now) }
      let left = end.map { max(.zero, $0 - now) }
      let isWhole = due.map { due in left.map { $0 <= due } ?? false } ?? true
      switch stop.poll(descriptors, isWhole ? left : due) {
      case .stopped: return true
      case .ready: return false
      case .timedOut: if isWhole { return false }
      }
    }
  }
}
