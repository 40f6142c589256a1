public import Core
internal import CLinux
internal import Glibc
public import Messaging
internal import Synchronization
public import TextSafety

/// Where a collector's actions go: onto the bus, in batches, waiting while it is full. Used by one thread.
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
  private let counts = Mutex(Counts())

  private struct Counts: Sendable {
    var lines = 0
    var bytes: Int64 = 0
    var lastLine: SafeText?
    var lastReport: Timestamp = .distantPast
    /// What the source says beside its data: one line a second at most, the others are counted.
    var lastNote: Timestamp = .distantPast
    var notesLeftOut = 0
  }

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
  public func send(_ actions: [Action]) {
    guard !actions.isEmpty else { return }
    while !bus.send(actions) {
      if stop.wait(milliseconds: 2) { return }
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

  /// A line that could not be read: into quarantine, and told.
  func reject(_ malformed: Malformed, position: LinePosition, raw: UnsafeRawBufferPointer) {
    let at = clock()
    let shown: SafeText = malformed.reason == .classified ? "" : Excerpt.of(raw)
    quarantine?.keep(malformed, position: position, raw: raw, at: at)
    send([.malformed(malformed, position, raw: shown, at: at)])
  }

  /// Counts what was read; tells it at most four times a second.
  func count(lines: Int, bytes: Int, lastLine: SafeText?) {
    let now = clock()
    let isDue = counts.withLock { counts in
      counts.lines += lines
      counts.bytes += Int64(bytes)
      if let lastLine { counts.lastLine = lastLine }
      return now - counts.lastReport >= 0.25
    }
    if isDue { report(nil) }
  }

  /// Tells how the collector does, with what was counted since the last report.
  public func report(_ phase: CollectorTable.Phase?) {
    let now = clock()
    let report = counts.withLock { counts in
      let report = CollectorReport(
        name: collector, kind: kind, phase: phase, lines: counts.lines, bytes: counts.bytes, lastLine: counts.lastLine)
      counts.lines = 0
      counts.bytes = 0
      counts.lastLine = nil
      counts.lastReport = now
      return report
    }
    send([.collector(report, at: now)])
  }

  /// What the source says beside its data – the standard error of a command – for the log.
  func say(_ text: SafeText) {
    let now = clock()
    let leftOut: Int? = counts.withLock { counts in
      guard now - counts.lastNote >= 1 else {
        counts.notesLeftOut += 1
        return nil
      }
      counts.lastNote = now
      defer { counts.notesLeftOut = 0 }
      return counts.notesLeftOut
    }
    guard let leftOut else { return }
    var report = CollectorReport(name: collector, kind: kind)
    report.note = leftOut == 0 ? text : text + " (+\(leftOut))"
    send([.collector(report, at: now)])
  }
}

/// Ends a collector's waiting: a flag, and a descriptor for `poll`.
public final class StopSignal: Sendable {
  let descriptor = zb_eventfd()
  private let flag = Atomic(false)

  public init() {}
  deinit { close(descriptor) }

  public var isSet: Bool { flag.load(ordering: .acquiring) }

  public func set() {
    flag.store(true, ordering: .releasing)
    zb_eventfd_signal(descriptor)
  }

  /// Waits at most so long; true when it is set.
  func wait(milliseconds: Int32) -> Bool {
    var polls = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    poll(&polls, 1, milliseconds)
    return isSet
  }

  /// Waits for one of these descriptors to be readable, or for the stop; `nil` milliseconds wait as long as it takes.
  public func wait(for descriptors: [Int32], milliseconds: Int32? = nil) -> Bool {
    var polls = ([descriptor] + descriptors).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    poll(&polls, nfds_t(polls.count), milliseconds ?? -1)
    return isSet
  }
}
