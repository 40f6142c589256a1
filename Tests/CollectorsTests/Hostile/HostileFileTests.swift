@testable import Collectors
import Core
import Feeds
import Foundation
import Glibc
import Testing
import TextSafety

/// What happens to a file while it is read.
@Suite(.serialized) struct HostileFileTests {
  let folder = Scratch()

  private func bench(_ name: String, follows: Bool = true) throws -> CollectorTests.Bench {
    try CollectorTests.Bench("file", ["path": .text(folder.file(name)), "follow": .bool(follows)])
  }

  @Test func aHugeLineIsSkippedToldOnceAndTheNextIsRead() async throws {
    let path = folder.append(feedLine(1), to: "big")
    // A hole: 256 MiB of NUL bytes that take no room.
    #expect(truncate(path, 1 << 28) == 0)
    folder.append("\n" + feedLine(2), to: "big")
    let bench = try bench("big")
    #expect(await bench.wait { $0.ids.count == 2 && $0.lines == 3 })
    #expect(bench.ids == feedIDs(1...2))
    #expect(bench.faults == ["2:0 too_long: the line is longer than 64 KiB and was skipped"])
    #expect(await bench.stop())
  }

  @Test func whatWaitsForItsNewlineIsBounded() {
    var splitter = LineSplitter()
    var tooLong = 0
    let chunk = [UInt8](repeating: 0x78, count: 60_000)
    for _ in 0..<1000 {
      chunk.withUnsafeBytes { splitter.take($0) { if case .tooLong = $0 { tooLong += 1 } } }
      #expect(splitter.pending.count <= splitter.maximumBytes + 1)
    }
    #expect(tooLong == 1)
  }

  @Test func aLineWrittenInPiecesIsOneLine() async throws {
    folder.append("", to: "slow")
    let bench = try bench("slow")
    let bytes = Array((feedLine(1) + feedLine(2)).utf8)
    for start in stride(from: 0, to: bytes.count, by: 37) {
      folder.append(bytes[start..<min(bytes.count, start + 37)], to: "slow")
      try await Task.sleep(for: .milliseconds(5))
    }
    #expect(await bench.wait { $0.ids.count == 2 })
    #expect(bench.ids == feedIDs(1...2) && bench.faults.isEmpty)
    #expect(await bench.stop())
  }

  @Test func aLastLineThatLacksOnlyItsNewlineIsReadAndHalfALineWaits() async throws {
    folder.append(feedLine(1) + feedLine(2).dropLast(), to: "rest")
    let bench = try bench("rest")
    #expect(await bench.wait { $0.ids.count == 2 })
    // The newline belongs to the line that was read: numbers stay right.
    let third = feedLine(3)
    folder.append("\n" + third.prefix(40), to: "rest")
    try await Task.sleep(for: .milliseconds(1500))
    #expect(bench.ids.count == 2 && bench.faults.isEmpty)
    folder.append(third.dropFirst(40) + "{broken\n", to: "rest")
    #expect(await bench.wait { $0.ids.count == 3 && $0.malformed.count == 1 })
    #expect(bench.ids == feedIDs(1...3))
    #expect(bench.malformed.map(\.line) == [4])
    #expect(await bench.stop())
  }

  @Test func copytruncateIsNoticedThoughTheFileHasGrownAgain() async throws {
    let path = folder.append(feedLines(1...3), to: "log")
    let bench = try bench("log")
    #expect(await bench.wait { $0.ids.count == 3 })
    // In one look the file is cut and longer than before.
    let new = Array(feedLines(4...12).utf8)
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    #expect(ftruncate(descriptor, 0) == 0)
    #expect(new.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } == new.count)
    close(descriptor)
    #expect(await bench.wait { $0.ids.count == 12 })
    #expect(bench.ids == feedIDs(1...12) && bench.faults.isEmpty)
    #expect(await bench.stop())
  }

  @Test func aWriterThatDoesNotAppendLeavesAHoleWhichIsNoLine() async throws {
    let path = file("log")
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(descriptor) }
    func write(_ text: String) { _ = Array(text.utf8).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } }
    write(feedLines(1...60))
    let bench = try bench("log")
    #expect(await bench.wait { $0.ids.count == 60 })
    #expect(truncate(path, 0) == 0)
    write(feedLines(61...62))
    #expect(await bench.wait { $0.ids.count == 62 })
    #expect(bench.ids == feedIDs(1...62))
    // What is left of the hole at the beginning of a block is told as what it is.
    #expect(bench.faults.count <= 1 && bench.faults.allSatisfy { $0.hasSuffix(" NUL bytes instead of text") })
    #expect(await bench.stop())
  }

  private func file(_ name: String) -> String { folder.file(name) }

  @Test func halfALineThatIsCutAwayIsCounted() async throws {
    let path = folder.append(feedLine(1) + "{\"specversion\":\"1.0\",", to: "log")
    let bench = try bench("log")
    #expect(await bench.wait { $0.ids.count == 1 })
    #expect(truncate(path, 0) == 0)
    folder.append(feedLine(2), to: "log")
    #expect(await bench.wait { $0.ids.count == 2 && $0.malformed.count == 1 })
    #expect(bench.malformed[0].reason == .truncated && bench.malformed[0].line == 2)
    #expect(await bench.stop())
  }

  @Test func whatIsWrittenAfterTheMoveIsReadAndNothingTwice() async throws {
    let path = folder.append(feedLines(1...2), to: "log")
    let bench = try bench("log")
    #expect(await bench.wait { $0.ids.count == 2 })
    #expect(rename(path, path + ".1") == 0)
    #expect(await bench.wait { $0.phases.contains(.waiting(SafeText(sanitizing: path))) })
    // The logger has not heard yet that it is to open a new one.
    folder.append(feedLine(3), to: "log.1")
    #expect(await bench.wait { $0.ids.count == 3 })
    folder.append(feedLine(4), to: "log.1")
    folder.append(feedLine(5), to: "log")
    #expect(await bench.wait { $0.ids.count == 5 })
    #expect(bench.ids == feedIDs(1...5))
    #expect(await bench.stop())
  }

  @Test func aThousandReplacementsLoseNothingAndKeepNoDescriptor() async throws {
    let path = folder.append(feedLine(1), to: "log")
    let bench = try bench("log")
    for id in 2...1000 {
      folder.append(feedLine(id), to: "new")
      #expect(rename(file("new"), path) == 0)
      // Slow enough that each is seen now and then; the files between two looks are gone unseen, as they would be for anyone.
      if id.isMultiple(of: 50) { try #require(await bench.wait { $0.ids.last == "T\(id)-1" }) }
    }
    #expect(Set(bench.ids).count == bench.ids.count)
    #expect(openDescriptors(leadingTo: folder.path) <= 1)
    #expect(await bench.stop())
    #expect(openDescriptors(leadingTo: folder.path) == 0)
  }
}
