@testable import Collectors
import Core
import Feeds
import Foundation
import Messaging
import TestSupport
import Testing
import TextSafety

/// Real files, a real bus, real threads.
@Suite(.serialized) struct CollectorTests {
  private let scratch = Scratch()
  private var folder: String { scratch.path }

  /// A collector at work and what it has sent.
  final class Bench {
    let bus: EventBus<Action>
    let supervisor: Supervisor
    private(set) var ids: [String] = []
    private(set) var malformed: [(reason: Malformed.Reason, line: Int)] = []
    private(set) var phases: [CollectorTable.Phase] = []
    /// Without those of collectors themselves.
    private(set) var tickets: [String] = []
    private(set) var heartbeats: [Heartbeat.Upstream] = []
    private(set) var notes: [String] = []
    /// Each bad line that was told by itself: `line:column reason: what is wrong`.
    private(set) var faults: [String] = []
    private(set) var faultFiles: [String] = []
    /// Bad lines, whether told one by one or as a number.
    private(set) var badCount = 0
    /// Of each collector, the events.
    private(set) var counts: [SafeText: Int] = [:]
    private(set) var lines = 0
    let receipts = Receipts()
    /// What is said of the receipts that come.
    var keeps = true

    /// Why the collector last failed.
    var failure: String? {
      phases.reversed().lazy.compactMap { if case .failed(let words, _) = $0 { words.string } else { nil } }.first
    }

    convenience init(
      _ kind: String, _ values: [String: CollectorSettings.Value], capacity: Int = 4096, quarantine: Quarantine? = nil
    ) throws {
      let collector = try CollectorRegistry.make(kind: kind, name: "test", settings: CollectorSettings(values))
      self.init([.init(name: "test", collector: collector)], capacity: capacity, quarantine: quarantine)
    }

    init(_ jobs: [Supervisor.Job], capacity: Int = 4096, quarantine: Quarantine? = nil) {
      bus = EventBus(capacity: capacity)
      supervisor = Supervisor(
        bus: bus, clock: { Timestamp(seconds: Date().timeIntervalSince1970) }, quarantine: quarantine,
        receipts: receipts)
      supervisor.apply(jobs)
    }

    /// Takes what comes until the condition holds; false after a minute: other tests may keep the machine busy.
    func wait(_ condition: (Bench) -> Bool) async -> Bool {
      let begun = Date()
      while Date().timeIntervalSince(begun) < 60 {
        var actions: [Action] = []
        bus.drain(into: &actions)
        for action in actions {
          switch action {
          case .event(let event, let collector, _):
            counts[collector, default: 0] += 1
            ids.append(event.id.string)
            if case .ticket = event.payload { tickets.append(event.id.string) }
            if case .heartbeat(let heartbeat) = event.payload { heartbeats.append(heartbeat.upstream) }
          case .receipt(let number): receipts.settle(number, isKept: keeps)
          case .malformed(let fault, let position, _, _):
            malformed.append((fault.reason, position.line))
            badCount += 1
            faults.append("\(position.line):\(fault.column ?? 0) \(fault.reason.name): \(fault.detail)")
            faultFiles.append(position.file.string)
          case .collector(let report, _):
            if let phase = report.phase { phases.append(phase) }
            if let note = report.note { notes.append(note.string) }
            lines += report.lines
            badCount += report.malformed.values.reduce(0, +)
          default: break
          }
        }
        if condition(self) { return true }
        // Not a sleep of the thread: the libraries' own work needs the few threads that tests run on.
        try? await Task.sleep(for: .milliseconds(5))
      }
      return false
    }

    /// Stops everything; false where something does not end.
    func stop() async -> Bool {
      await withCheckedContinuation { continuation in
        Thread.detachNewThread { [supervisor] in
          supervisor.stop()
          continuation.resume()
        }
      }
      return await wait { $0.supervisor.isFinished }
    }
  }

  func line(_ number: Int) -> String {
    EventEncoder().line(SampleState.ticket("T\(number)", "路面积水", at: Double(number))) + "\n"
  }

  func append(_ text: String, to path: String) throws {
    if !FileManager.default.fileExists(atPath: path) { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  @Test func aFileIsReadFollowedCutAndReplaced() async throws {
    let path = folder + "/feed.jsonl"
    let bench = try Bench("file", ["path": .text(path)])
    #expect(await bench.wait { $0.phases.contains { if case .waiting = $0 { true } else { false } } })
    try append(line(1) + line(2), to: path)
    #expect(await bench.wait { $0.ids == ["T1-1", "T2-1"] })
    let half = line(3)
    try append(String(half.prefix(40)), to: path)
    usleep(50_000)
    try append(String(half.dropFirst(40)), to: path)
    #expect(await bench.wait { $0.ids.last == "T3-1" })
    // Rotation: the old file gets one more line, then a new one takes its name.
    try append(line(4), to: path)
    try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
    try append(line(5), to: path)
    #expect(await bench.wait { $0.ids.count == 5 })
    // Truncation: from its beginning again.
    try Data(line(6).prefix(0).utf8).write(to: URL(fileURLWithPath: path))
    usleep(100_000)
    try append(line(6), to: path)
    #expect(await bench.wait { $0.ids.count == 6 })
    #expect(bench.ids == (1...6).map { "T\($0)-1" })
    #expect(await bench.stop())
  }

  @Test func aBadLineIsSetAsideWithItsPlaceAndTheRestGoesOn() async throws {
    let path = folder + "/feed.jsonl"
    try append(line(1) + "{\"broken\": \n" + String(repeating: "x", count: 200_000) + "\n" + line(2), to: path)
    let bench = try Bench("file", ["path": .text(path)], quarantine: Quarantine(folder: folder + "/q"))
    #expect(await bench.wait { $0.ids == ["T1-1", "T2-1"] && $0.malformed.count == 2 })
    #expect(bench.malformed.map(\.line) == [2, 3])
    #expect(bench.malformed.map(\.reason) == [.truncated, .tooLong])
    #expect(await bench.stop())
    let kept = try String(contentsOfFile: folder + "/q/test.jsonl", encoding: .utf8)
    #expect(kept.split(separator: "\n").count == 2)
    #expect(kept.contains("\"line\":2"))
  }

  @Test func aSlowConsumerLosesNothing() async throws {
    let path = folder + "/feed.jsonl"
    try append((1...3000).map(line).joined(), to: path)
    let bench = try Bench("file", ["path": .text(path), "follow": .bool(false)], capacity: 16)
    #expect(await bench.wait { $0.ids.count == 3000 && $0.phases.last == .finished })
    #expect(bench.ids == (1...3000).map { "T\($0)-1" })
    #expect(await bench.stop())
  }

  @Test func aFolderIsWatchedForNewFiles() async throws {
    try append(line(1), to: folder + "/a.jsonl")
    try append("not this", to: folder + "/a.txt")
    let bench = try Bench("directory", ["path": .text(folder), "pattern": .text("*.jsonl")])
    #expect(await bench.wait { $0.ids == ["T1-1"] })
    try append(line(2), to: folder + "/b.jsonl")
    #expect(await bench.wait { $0.ids == ["T1-1", "T2-1"] })
    #expect(bench.malformed.isEmpty)
    #expect(await bench.stop())
  }

  @Test func thisHostSpeaksAtOnce() async throws {
    let bench = try Bench("host", ["interval": .number(1)])
    #expect(await bench.wait { $0.ids.count >= 4 })
    #expect(await bench.stop())
  }

  @Test func unknownKeysAndKindsAreRefusedByName() {
    #expect(throws: CollectorError("'pth' is no key of kind file; its keys are path format map follow from")) {
      try CollectorRegistry.make(kind: "file", name: "x", settings: CollectorSettings(["pth": .text("a")]))
    }
    #expect(throws: CollectorError.self) { try CollectorRegistry.make(kind: "ftp", name: "x", settings: CollectorSettings()) }
    #expect(throws: CollectorError("path is missing")) {
      try CollectorRegistry.make(kind: "file", name: "x", settings: CollectorSettings())
    }
  }
}
