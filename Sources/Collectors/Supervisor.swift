public import Core
internal import Foundation
public import Messaging
internal import Synchronization
public import TextSafety

/// Runs collectors, each on a thread of its own: reading files and pipes blocks, and blocked threads must not be those of a small shared
/// pool. One that fails is tried again after a pause that doubles from 1 to 60 seconds. The set can be changed while it runs.
public final class Supervisor: Sendable {
  /// A collector as it is wanted.
  public struct Job: Sendable {
    public var name: SafeText
    public var collector: any Collector
    /// What it was made from: one that has not changed is left at work.
    public var identity: String

    public init(name: SafeText, collector: any Collector, identity: String = "") {
      self.name = name
      self.collector = collector
      self.identity = identity
    }
  }

  /// One at work.
  private final class Worker: Sendable {
    let identity: String
    let stop = StopSignal()
    let isDone = Atomic(false)

    init(identity: String) { self.identity = identity }
  }

  private let bus: EventBus<Action>
  private let clock: @Sendable () -> Timestamp
  private let quarantine: Quarantine?
  private let receipts: Receipts?
  private let originals: Originals?
  private let workers = Mutex<[SafeText: Worker]>([:])

  public init(
    bus: EventBus<Action>, clock: @escaping @Sendable () -> Timestamp, quarantine: Quarantine?, receipts: Receipts? = nil,
    originals: Originals? = nil
  ) {
    self.bus = bus
    self.clock = clock
    self.quarantine = quarantine
    self.receipts = receipts
    self.originals = originals
  }

  /// Makes these the collectors at work: starts new ones, stops those that are not wanted any more, begins changed ones anew.
  ///
  /// Waits for those it stops, at most a second, because a new one may want the same port.
  public func apply(_ jobs: [Job]) {
    let leaving = workers.withLock { workers in
      let kept = Dictionary(jobs.map { ($0.name, $0.identity) }) { first, _ in first }
      let leaving = workers.filter { kept[$0.key] != $0.value.identity }
      for name in leaving.keys { workers[name] = nil }
      return leaving
    }
    for worker in leaving.values { worker.stop.set() }
    Supervisor.wait(for: Array(leaving.values))
    for job in jobs {
      let worker: Worker? = workers.withLock { workers in
        guard workers[job.name] == nil else { return nil }
        let worker = Worker(identity: job.identity)
        workers[job.name] = worker
        return worker
      }
      if let worker { start(job, worker) }
    }
  }

  /// True when no collector is at work any more.
  public var isFinished: Bool {
    workers.withLock { $0.values.allSatisfy { $0.isDone.load(ordering: .acquiring) } }
  }

  /// Stops all; returns when they have ended, or after a second.
  public func stop() {
    let all = workers.withLock { Array($0.values) }
    for worker in all { worker.stop.set() }
    Supervisor.wait(for: all)
  }

  private static func wait(for workers: [Worker]) {
    for _ in 0..<200 where !workers.allSatisfy({ $0.isDone.load(ordering: .acquiring) }) { usleep(5000) }
  }

  private func start(_ job: Job, _ worker: Worker) {
    let kind = SafeText(sanitizing: type(of: job.collector).kind)
    let sink = Sink(
      collector: job.name, kind: kind, bus: bus, clock: clock, quarantine: quarantine, receipts: receipts, originals: originals,
      stop: worker.stop)
    let thread = Thread { [self] in
      run(job.collector, sink)
      worker.isDone.store(true, ordering: .releasing)
      bus.wake()
    }
    thread.name = job.name.string
    thread.start()
  }

  private func run(_ collector: any Collector, _ sink: Sink) {
    var pause = 1.0
    while !sink.isStopped {
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
        if sink.stop.wait(milliseconds: Int32(pause * jitter * 1000)) { return }
        pause = min(60, pause * 2)
      }
    }
  }
}
