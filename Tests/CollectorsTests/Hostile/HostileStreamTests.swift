@testable import Collectors
import Core
import Feeds
import Foundation
import Glibc
import Testing
import TextSafety

/// Commands and standard input that do not behave.
@Suite(.serialized) struct HostileStreamTests {
  let folder = Scratch()

  private func bench(_ command: String, _ values: [String: CollectorSettings.Value] = [:]) throws -> CollectorTests.Bench {
    try CollectorTests.Bench("exec", ["command": .text(command)].merging(values) { $1 })
  }

  @Test func aGigabyteWithoutANewlineIsOneLineThatIsTooLong() async throws {
    let path = folder.append("\n" + feedLine(1), to: "a")
    let bench = try bench("head -c 1073741824 /dev/zero; cat \(path)", ["interval": .number(1000), "timeout": .number(600)])
    #expect(await bench.wait { $0.ids == ["T1-1"] })
    #expect(bench.malformed.count == 1 && bench.malformed[0].line == 1)
    #expect(await bench.stop())
  }

  @Test func outputWithoutEndIsReadUntilItIsStopped() async throws {
    let bench = try bench("yes '{bad'")
    #expect(await bench.wait { $0.badCount > 2000 })
    #expect(bench.faults.count < bench.badCount)
    #expect(await bench.stop())
  }

  @Test func outputWithoutEndIsCutOffWhenItsTimeIsOver() async throws {
    let bench = try bench("yes ''", ["interval": .number(60), "timeout": .number(0.3)])
    #expect(await bench.wait { $0.failure?.hasPrefix("the command took longer than") == true })
    #expect(await bench.stop())
  }

  @Test func oneThatClosesItsOutputsAndStaysIsEndedToo() async throws {
    let bench = try bench("exec >&- 2>&-; sleep 1000", ["interval": .number(60), "timeout": .number(0.3)])
    #expect(await bench.wait { $0.failure?.hasPrefix("the command took longer than") == true })
    #expect(await bench.stop())
  }

  @Test func aLastLineWithoutNewlineCountsAndHalfOneIsToldAsSuch() async throws {
    let path = folder.append(feedLine(1) + feedLine(2).dropLast(), to: "a")
    let bench = try bench("cat \(path)", ["interval": .number(1000)])
    #expect(await bench.wait { $0.ids == ["T1-1", "T2-1"] })
    #expect(await bench.stop())
    let half = try self.bench("head -c 20 \(path)", ["interval": .number(1000)])
    #expect(await half.wait { $0.malformed.count == 1 })
    #expect(half.malformed[0].reason == .truncated)
    #expect(await half.stop())
  }

  @Test func oneThatCannotBeStartedSaysWhy() async throws {
    let bench = try bench("/no/such/program", ["interval": .number(60)])
    #expect(await bench.wait { $0.failure?.hasPrefix("the command ended with status 127: ") == true })
    #expect(await bench.stop())
  }

  @Test func manyRunsLeaveNoDescriptor() async throws {
    let marker = folder.append(feedLine(1), to: "a")
    let bench = try bench("cat \(marker) - < /dev/null", ["interval": .number(0.2)])
    #expect(await bench.wait { $0.ids.count >= 2 })
    let few = openDescriptors(leadingTo: "pipe:")
    #expect(await bench.wait { $0.ids.count >= 12 })
    // Other suites open and close pipes too: a leak would be two for each run, and stay.
    #expect(await bench.wait { _ in openDescriptors(leadingTo: "pipe:") <= few + 8 })
    #expect(await bench.stop())
  }

  private func stdin(_ descriptor: Int32) throws -> CollectorTests.Bench {
    var collector = try StdinCollector(name: "test", settings: CollectorSettings())
    collector.descriptor = descriptor
    return CollectorTests.Bench([.init(name: "test", collector: collector)])
  }

  @Test func standardInputMayDripAndEndInTheMiddleOfALine() async throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let bench = try stdin(ends[0])
    for byte in Array((feedLine(1) + "{\"a\":").utf8) {
      var byte = byte
      #expect(Glibc.write(ends[1], &byte, 1) == 1)
      if byte == 0x2C { try await Task.sleep(for: .milliseconds(1)) }
    }
    #expect(await bench.wait { $0.ids == ["T1-1"] })
    close(ends[1])
    #expect(await bench.wait { $0.phases.last == .finished && $0.malformed.count == 1 })
    #expect(bench.malformed[0].reason == .truncated && bench.malformed[0].line == 2)
    #expect(await bench.stop())
    close(ends[0])
  }

  @Test func standardInputThatIsClosedOrAFolderIsSaid() async throws {
    let closed = try stdin(1 << 20)
    #expect(await closed.wait { $0.failure == "cannot read standard input: Bad file descriptor" })
    #expect(await closed.stop())
    let descriptor = open(folder.path, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    let directory = try stdin(descriptor)
    #expect(await directory.wait { $0.failure == "cannot read standard input: Is a directory" })
    #expect(await directory.stop())
  }
}
