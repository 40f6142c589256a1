@testable import Collectors
import Core
import Feeds
import Foundation
import TestSupport
import Testing
import TextSafety

@Suite(.serialized) struct ExecCollectorTests {
  let folder = Scratch()

  private func line(_ id: Int) -> String { EventEncoder().line(SampleState.ticket("T\(id)", "积水", at: Double(id))) }

  @Test func aCommandThatStaysIsReadLineByLineAndEndedWithAllItStarted() async throws {
    try folder.write("a", line(1) + "\n" + line(2) + "\n")
    let bench = try CollectorTests.Bench(
      "exec", ["command": .text("cat \(folder.path)/a; echo oops >&2; sleep 1000 & echo $! > \(folder.path)/pid; wait")])
    #expect(await bench.wait { $0.tickets == ["T1-1", "T2-1"] && $0.notes == ["oops"] })
    #expect(await bench.wait { _ in FileManager.default.fileExists(atPath: folder.path + "/pid") })
    #expect(await bench.stop())
    let child = try #require(Int32(String(contentsOfFile: folder.path + "/pid", encoding: .utf8).split(separator: "\n")[0]))
    // Gone, or at most waiting to be buried by whoever has inherited it.
    var isGone = false
    for _ in 0..<100 where !isGone {
      let status = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
      isGone = status?.contains(") Z ") ?? true
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(isGone)
  }

  @Test func aCommandIsRunAgainAndAgain() async throws {
    let command = "date +%s%N >> \(folder.path)/runs; cat \(folder.path)/a"
    try folder.write("a", line(1))
    let bench = try CollectorTests.Bench("exec", ["command": .text(command), "interval": .number(0.2)])
    #expect(await bench.wait { $0.tickets.count >= 3 })
    #expect(await bench.stop())
    let runs = try String(contentsOfFile: folder.path + "/runs", encoding: .utf8).split(separator: "\n")
    #expect(runs.count >= 3)
  }

  @Test func aFailureNamesItsStatusAndLastComplaint() async throws {
    let bench = try CollectorTests.Bench(
      "exec", ["command": .text("echo first >&2; echo 没有权限 >&2; exit 3"), "interval": .number(60)])
    #expect(await bench.wait { $0.failure == "the command ended with status 3: 没有权限" })
    #expect(await bench.stop())
  }

  @Test func oneThatTakesTooLongIsEnded() async throws {
    let bench = try CollectorTests.Bench(
      "exec", ["command": .text("sleep 1000"), "interval": .number(60), "timeout": .number(0.3)])
    #expect(await bench.wait { $0.failure?.hasPrefix("the command took longer than") == true })
    #expect(await bench.stop())
  }

  @Test func oneThatWasToStayAndEndsIsAFailure() async throws {
    let bench = try CollectorTests.Bench("exec", ["command": .text("true")])
    #expect(await bench.wait { $0.failure == "the command has ended" })
    #expect(await bench.stop())
  }

  @Test func aFloodOfComplaintsFillsNoLog() async throws {
    let bench = try CollectorTests.Bench("exec", ["command": .text("yes no >&2")], capacity: 64)
    #expect(await bench.wait { $0.notes.count == 2 })
    #expect(bench.notes[0] == "no")
    #expect(bench.notes[1].hasPrefix("no (+"))
    #expect(await bench.stop())
  }
}
