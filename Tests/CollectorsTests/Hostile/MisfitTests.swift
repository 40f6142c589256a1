@testable import Collectors
import Core
import Feeds
import Foundation
import Testing
import TextSafety

/// Bytes that are no JSON lines: said once for the whole file, with what they look like and what to set.
@Suite(.serialized) struct MisfitTests {
  let folder = Scratch()

  /// What is told of a file of these bytes, and what could be read of it all the same.
  private func read(_ bytes: some Sequence<UInt8>) async throws -> (faults: [String], ids: [String]) {
    let name = "f\(UInt64.random(in: 0...UInt64.max))"
    let path = folder.append(bytes, to: name)
    let bench = try CollectorTests.Bench("file", ["path": .text(path), "follow": .bool(false)])
    #expect(await bench.wait { $0.phases.last == .finished })
    #expect(await bench.stop())
    return (bench.faults, bench.ids)
  }

  private func utf16(_ text: String, isBigEndian: Bool = false) -> [UInt8] {
    text.utf16.flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isBigEndian ? [high, low] : [low, high]
    }
  }

  @Test func whatIsNoTextIsNamed() async throws {
    let packed = try folder.gzip(Array(feedLines(1...500).utf8))
    #expect(
      try await read(packed).faults == ["1:1 encoding: looks like gzip; a feed is plain UTF-8 text: unpack or export it first"])
    let sheet: [UInt8] = [0x50, 0x4B, 3, 4] + (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    #expect(
      try await read(sheet).faults == [
        "1:1 encoding: looks like a ZIP archive or an Office file; a feed is plain UTF-8 text: unpack or export it first"
      ])
  }

  @Test func utf16IsNamed() async throws {
    let marked = "1:1 bom: is UTF-16 with a byte order mark; a feed is UTF-8"
    #expect(try await read([0xFF, 0xFE] + utf16(feedLines(1...3))).faults == [marked])
    #expect(try await read([0xFE, 0xFF] + utf16(feedLines(1...3), isBigEndian: true)).faults == [marked])
    #expect(try await read(utf16(feedLines(1...3))).faults == ["1:1 encoding: is UTF-16; a feed is UTF-8"])
    #expect(try await read(utf16(feedLines(1...3), isBigEndian: true)).faults == ["1:1 encoding: is UTF-16; a feed is UTF-8"])
  }

  @Test func aWholeDocumentIsNamedWithTheFormatToSet() async throws {
    let json =
      "1:0 shape: looks like one JSON document, not JSON lines; set format to that of its system (cloudevents, …) or a map"
    #expect(
      try await read("[\n\(feedLine(1).dropLast()),\n\(feedLine(2).dropLast()),\n\(feedLine(3).dropLast()) ]\n".utf8).faults == [
        json
      ])
    #expect(try await read("{\n  \"alerts\": [\n    {\n      \"status\": 1\n    }\n  ]\n}\n".utf8).faults == [json])
    let xml = "1:1 shape: looks like XML, not JSON lines; set format (cap, gdacs, open311) or a map"
    #expect(try await read("<?xml version=\"1.0\"?>\n<alert>\n<info/>\n</alert>\n".utf8).faults == [xml])
    #expect(try await read("\u{FEFF}<alert>\n<info/>\n</alert>".utf8).faults == [xml])
    #expect(try await read("<!DOCTYPE html>\n<p>\n".utf8).faults == ["1:1 shape: looks like an HTML page"])
    #expect(
      try await read("# HELP up x\n# TYPE up gauge\nup 1\n".utf8).faults == [
        "1:1 shape: looks like metrics of Prometheus; set format: prometheus"
      ])
  }

  @Test func aDocumentFormatIsGivenNoBinary() async throws {
    let path = folder.append(try folder.gzip(Array("{}".utf8)), to: "doc")
    let bench = try CollectorTests.Bench("file", ["path": .text(path), "format": .text("cloudevents"), "follow": .bool(false)])
    #expect(await bench.wait { $0.phases.last == .finished })
    #expect(bench.faults == ["1:1 encoding: looks like gzip; a feed is plain UTF-8 text: unpack or export it first"])
    #expect(await bench.stop())
  }

  @Test func aWriterThatBeginsWronglyMayGoOnRightly() async throws {
    let (faults, ids) = try await read("<?xml version=\"1.0\"?>\n\(feedLines(1...2)){broken\n\(feedLine(3))".utf8)
    #expect(ids == feedIDs(1...3))
    #expect(faults.count == 2 && faults[1].hasPrefix("4:"))
  }

  @Test func bytesOfZeroAreCountedAndWhatFollowsThemIsRead() async throws {
    let (faults, ids) = try await read(
      Array(feedLine(1).utf8) + [UInt8](repeating: 0, count: 100) + Array((feedLine(2) + "{\"a\":\0}\n" + feedLine(3)).utf8))
    #expect(ids == feedIDs(1...3))
    #expect(faults == ["2:1 encoding: 100 NUL bytes instead of text", "3:6 encoding: holds NUL bytes"])
  }

  @Test func linesThatEndWithReturnsAreNamed() async throws {
    let text = "\n" + feedLines(1...3).replacingOccurrences(of: "\n", with: "\r") + "\n" + feedLine(4)
    let (faults, ids) = try await read(text.utf8)
    #expect(ids == ["T4-1"])
    #expect(faults.count == 1 && faults[0].hasSuffix("; its lines end with CR alone, those of a feed with LF"))
  }
}
