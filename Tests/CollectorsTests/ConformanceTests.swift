@testable import Collectors
import Core
import Feeds
import Foundation
import Messaging
import TestSupport
import Testing
import TextSafety

/// What every registered kind must do; a new collector is tested by being in the registry.
@Suite(.serialized) struct ConformanceTests {
  private let scratch = Scratch()

  /// Settings with which each kind can run here: a small recording serves all that read a path.
  private func settings(_ kind: String) throws -> [String: CollectorSettings.Value] {
    let folder = scratch.path
    let lines = (1...50).map { EventEncoder().line(SampleState.ticket("T\($0)", "积水", at: Double($0) / 10)) }
    let text = (["{broken"] + lines).joined(separator: "\n") + "\n"
    try text.write(toFile: folder + "/a.jsonl", atomically: true, encoding: .utf8)
    switch kind {
    case "file", "playback": return ["path": .text(folder + "/a.jsonl")]
    case "directory": return ["path": .text(folder)]
    case "socket": return ["path": .text(folder + "/in.sock")]
    case "exec": return ["command": .text("cat \(folder)/a.jsonl; exec sleep 1000")]
    case "http": return ["url": .text("http://127.0.0.1:1/")]
    case "listen": return ["port": .number(0)]
    default: return [:]
    }
  }

  static let kinds = CollectorRegistry.kinds.map { $0.kind }

  @Test(arguments: kinds) func unknownKeysAreRefusedByName(kind: String) throws {
    var settings = try self.settings(kind)
    settings["no_such_key"] = .bool(true)
    #expect {
      _ = try CollectorRegistry.make(kind: kind, name: "x", settings: CollectorSettings(settings))
    } throws: { ($0 as? CollectorError)?.message.string.hasPrefix("'no_such_key' is no key of kind \(kind)") == true }
  }

  @Test(arguments: kinds) func itTellsThatItRunsSendsAllAndStopsAtOnce(kind: String) async throws {
    // A tiny bus: back-pressure must cost nothing but time.
    let bench = try CollectorTests.Bench(kind, settings(kind), capacity: 4)
    #expect(await bench.wait { $0.phases.contains(.running) })
    if ["file", "directory", "playback", "exec"].contains(kind) {
      #expect(await bench.wait { $0.ids.count == 50 })
      #expect(bench.ids == (1...50).map { "T\($0)-1" })
      #expect(bench.malformed.map(\.line) == [1])
    }
    #expect(await bench.stop())
  }
}
