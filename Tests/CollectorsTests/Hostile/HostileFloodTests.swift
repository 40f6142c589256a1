@testable import Collectors
import Core
import Feeds
import Foundation
import Glibc
import Messaging
import TestSupport
import Testing
import TextSafety

/// Too much of what is bad, and no room for it.
@Suite(.serialized) struct HostileFloodTests {
  let folder = Scratch()

  private func job(_ name: SafeText, _ path: String, follows: Bool = false) throws -> Supervisor.Job {
    let settings = CollectorSettings(["path": .text(path), "follow": .bool(follows)])
    return .init(name: name, collector: try CollectorRegistry.make(kind: "file", name: name, settings: settings))
  }

  @Test func aFloodOfBadLinesIsToldInFewWordsAndCountedExactly() async throws {
    let path = folder.append(String(repeating: "{bad\n", count: 10_000) + feedLine(1), to: "bad")
    let bench = CollectorTests.Bench([try job("test", path)], quarantine: Quarantine(folder: folder.file("q")))
    #expect(await bench.wait { $0.phases.last == .finished })
    #expect(bench.badCount == 10_000)
    #expect(bench.faults.count < 10_000)
    #expect(bench.ids == ["T1-1"])
    #expect(await bench.stop())
    let kept = try Data(contentsOf: URL(fileURLWithPath: folder.file("q/test.jsonl")))
    #expect(kept.count { $0 == 0x0A } == 10_000)
  }

  @Test func aFullDiskIsSaidOnceAndTheLinesAreStillCounted() async throws {
    let quarantine = Quarantine(folder: folder.file("q"))
    #expect(symlink("/dev/full", folder.file("q/test.jsonl")) == 0)
    let path = folder.append(String(repeating: "{bad\n", count: 1000) + feedLine(1), to: "bad")
    let bench = CollectorTests.Bench([try job("test", path)], quarantine: quarantine)
    #expect(await bench.wait { $0.phases.last == .finished })
    #expect(bench.notes == ["the quarantine cannot be written: No space left on device; bad lines are only counted"])
    #expect(bench.badCount == 1000 && quarantine.failures == 1000)
    #expect(bench.ids == ["T1-1"])
    #expect(await bench.stop())
  }

  @Test func aQuarantineThatIsNoFolderIsSaidOnceAndWhenItIsWellAgain() async throws {
    folder.append("", to: "q")
    let quarantine = Quarantine(folder: folder.file("q"), calm: .zero)
    let path = folder.append("{bad\n{bad\n{bad\n", to: "bad")
    let bench = CollectorTests.Bench([try job("test", path, follows: true)], quarantine: quarantine)
    #expect(await bench.wait { $0.malformed.count == 3 && $0.notes.count == 1 })
    #expect(bench.notes == ["the quarantine cannot be written: Not a directory; bad lines are only counted"])
    unlink(folder.file("q"))
    folder.append("{bad\n", to: "bad")
    #expect(await bench.wait { $0.malformed.count == 4 && $0.notes.count == 2 })
    #expect(bench.notes[1] == "the quarantine can be written again; it lacks 3 lines")
    #expect(await bench.stop())
  }

  @Test func oneThatFloodsIsLimitedAlone() async throws {
    // Room for little, a consumer that is slow, and two that send without end.
    let pipe = "yes '{bad'"
    let flood = try CollectorRegistry.make(kind: "exec", name: "flood", settings: CollectorSettings(["command": .text(pipe)]))
    let quiet = folder.append(feedLines(1...200), to: "quiet")
    let bench = CollectorTests.Bench(
      [.init(name: "flood", collector: flood), try job("quiet", quiet, follows: true)], capacity: 64)
    #expect(await bench.wait { $0.counts["quiet"] == 200 })
    folder.append(feedLine(201), to: "quiet")
    #expect(await bench.wait { $0.counts["quiet"] == 201 })
    #expect(bench.ids == feedIDs(1...201))
    #expect(await bench.stop())
  }

  @Test func whoHasFilledItsShareLeavesRoomToTheOthers() {
    let bus = EventBus<Action>(capacity: 64)
    func sink(_ name: SafeText) -> Sink {
      Sink(collector: name, kind: "x", bus: bus, clock: { SampleState.start }, quarantine: nil, stop: StopSignal())
    }
    let (flood, quiet) = (sink("flood"), sink("quiet"))
    flood.stop.set()
    for _ in 0..<100 { flood.send([.tick(SampleState.start)]) }
    #expect(bus.count == 48)
    quiet.send([.tick(SampleState.start)])
    #expect(bus.count == 49)
    var taken: [Action] = []
    bus.drain(into: &taken)
    flood.send([.tick(SampleState.start)])
    #expect(bus.count == 1)
  }

  @Test func aSourceThatExplodesLeavesRoomForTheMetricsOfOthers() {
    var state = SampleState.make()
    var effects: [Effect] = []
    let before = state.metrics.metrics.count
    func report(_ source: SafeText, _ number: Int) {
      let samples = (0..<100).map { MetricSample(name: "m.\(Int64(number)).\(Int64($0))", value: 1, unit: "1") }
      let event = SampleState.event(.metric(MetricReport(samples: samples)), id: "e\(Int64(number))", source: source)
      state.reduce(.event(event, collector: "c", at: event.time), effects: &effects)
      SampleState.settle(&state, &effects)
    }
    for number in 0..<150 { report("/explodes", number) }
    #expect(state.metrics.metrics.count == MetricTable.limit / 2)
    for number in 1000..<1010 { report("/others", number) }
    #expect(state.metrics.metrics.count == MetricTable.limit / 2 + 1000)
    #expect(state.metrics.refused == before + 15_000 - MetricTable.limit / 2)
  }
}
