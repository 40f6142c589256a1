public import Core
internal import Foundation
public import Messaging
internal import Synchronization
public import TextSafety

/// Runs collectors, each on a thread of its own: reading files and pipes blocks, and blocked threads must not be those of a small shared
/// pool. One that fails is tried again after a pause that doubles from 1 to 60 seconds; all are stopped together.
public final class Supervisor: Sendable {
  private let collectors: [any Collector]
  private let names: [(name: SafeText, kind: SafeText)]
  private let bus: EventBus<Action>
  private let clock: @Sendable () -> Timestamp
  private let quarantine: Quarantine?
  private let receipts: Receipts?
  private let stopSignal = StopSignal()
  private let running = Mutex(0)

  public init(
    _ collectors: [(name: SafeText, collector: any Collector)], bus: EventBus<Action>, clock: @escaping @Sendable () -> Timestamp,
    quarantine: Quarantine?, receipts: Receipts? = nil
  ) {
    self.collectors = collectors.map(\.collector)
    names = collectors.map { ($0.name, SafeText(sanitizing: type(of: $0.collector).kind)) }
    self.bus = bus
    self.clock = clock
    self.quarantine = quarantine
    self.receipts = receipts
  }

  public func start() {
    running.withLock { $0 = collectors.count }
    for (index, collector) in collectors.enumerated() {
      let sink = Sink(
        collector: names[index].name, kind: names[index].kind, bus: bus, clock: clock, quarantine: quarantine, receipts: receipts,
        stop: stopSignal)
      let thread = Thread { [self] in
        run(collector, sink)
        running.withLock { $0 -= 1 }
        bus.wake()
      }
      thread.name = names[index].name.string
      thread.start()
    }
  }

  /// True when no collector is at work any more.
  public var isFinished: Bool { running.withLock { $0 == 0 } }

  /// Stops all; returns when they have ended, or after a second.
  public func stop() {
    stopSignal.set()
    for _ in 0..<200 where !isFinished { usleep(5000) }
  }

  private func run(_ collector: any Collector, _ sink: Sink) {
    var pause = 1.0
    while !stopSignal.isSet {
      let begun = clock()
      sink.report(.running)
      do {
        try collector.run(into: sink)
        sink.report(.finished)
        return
      } catch {
        if clock() - begun > 60 { pause = 1 }
        let jitter = Double.random(in: 0.9...1.1)
        sink.report(.failed(error.message, retryAt: clock() + pause * jitter))
        if stopSignal.wait(milliseconds: Int32(pause * jitter * 1000)) { return }
        pause = min(60, pause * 2)
      }
    }
  }
}
