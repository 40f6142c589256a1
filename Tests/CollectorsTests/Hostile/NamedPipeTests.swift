@testable import Collectors
import Core
import Feeds
import Foundation
import Glibc
import Testing
import TextSafety

/// Pipes with a name (FIFO): writers come and go.
@Suite(.serialized) struct NamedPipeTests {
  let folder = Scratch()

  private func pipe() -> String {
    let path = folder.file("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    return path
  }

  /// As a writer does; the collector holds the other end open, so that this never waits for it.
  private func writer(_ path: String) async throws -> Int32 {
    for _ in 0..<6000 {
      let descriptor = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
      if descriptor >= 0 { return descriptor }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("nobody reads the pipe")
    return -1
  }

  private func write(_ text: some StringProtocol, _ descriptor: Int32) {
    let bytes = Array(text.utf8)
    #expect(bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count)
  }

  @Test func withoutAWriterItWaitsAndStopsAtOnce() async throws {
    let path = pipe()
    let bench = try CollectorTests.Bench("file", ["path": .text(path)])
    #expect(await bench.wait { $0.phases.contains(.waiting(SafeText(sanitizing: "\(path): nobody writes into it"))) })
    #expect(await bench.stop())
    #expect(openDescriptors(leadingTo: folder.path) == 0)
  }

  @Test func writersMayGoAndComeBackAndHalfALineOfOneIsNotGluedToTheNext() async throws {
    let path = pipe()
    let bench = try CollectorTests.Bench("file", ["path": .text(path)])
    let first = try await writer(path)
    write(feedLine(1) + "{\"specversion\":", first)
    #expect(await bench.wait { $0.ids == ["T1-1"] })
    close(first)
    #expect(await bench.wait { $0.malformed.count == 1 })
    #expect(bench.malformed[0].reason == .truncated && bench.malformed[0].line == 2)
    let gone = CollectorTable.Phase.waiting(SafeText(sanitizing: "\(path): nobody writes into it"))
    #expect(await bench.wait { $0.phases.last == gone })
    let second = try await writer(path)
    write(feedLine(2), second)
    #expect(await bench.wait { $0.ids == ["T1-1", "T2-1"] && $0.phases.last == .running })
    close(second)
    #expect(await bench.stop())
  }

  @Test func withoutFollowItIsReadUntilItsWriterHasGone() async throws {
    let path = pipe()
    let bench = try CollectorTests.Bench("file", ["path": .text(path), "follow": .bool(false)])
    let descriptor = try await writer(path)
    write(feedLine(1), descriptor)
    #expect(await bench.wait { $0.ids == ["T1-1"] })
    write(feedLine(2), descriptor)
    close(descriptor)
    #expect(await bench.wait { $0.phases.last == .finished })
    #expect(bench.ids == ["T1-1", "T2-1"])
    #expect(await bench.stop())
  }

  @Test func aDocumentThroughAPipeIsWholeWhenItsWriterHasGone() async throws {
    let path = pipe()
    let bench = try CollectorTests.Bench("file", ["path": .text(path), "format": .text("cloudevents")])
    for id in 1...2 {
      let descriptor = try await writer(path)
      let text = feedLine(id)
      write(text.prefix(60), descriptor)
      write(text.dropFirst(60), descriptor)
      close(descriptor)
      #expect(await bench.wait { $0.ids.count == id })
    }
    #expect(bench.ids == feedIDs(1...2) && bench.faults.isEmpty)
    #expect(await bench.stop())
  }
}
