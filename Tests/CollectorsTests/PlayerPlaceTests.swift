@testable import Collectors
import Core
import Feeds
import Foundation
import Recordings
import TestSupport
import Testing
import TextSafety

@Suite struct PlayerPlaceTests {
  private let scratch = Scratch()

  @Test func whatIsDamagedIsToldWhereItWas() throws {
    let path = scratch.path + "/a.zbr"
    var options = RecordingWriter.Options()
    options.blockBytes = 2000
    let writer = try RecordingWriter(path: path, options: options)
    for number in 0..<60 {
      let event = SampleState.ticket("T\(number)", "积水", at: Double(number))
      try writer.append(EventEncoder().encode(event, arrivedAt: event.time, collector: "tickets"), at: event.time)
    }
    try writer.finish()
    let blocks = try #require(try RecordingFile.open(path).blocks)
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    // The last byte of the second block's lines.
    let heads = bytes.indices.dropLast(4).filter { bytes[$0..<$0 + 4].elementsEqual([0x5B, 0x2A, 0x4D, 0x18]) }
    bytes[heads[2] - 1] ^= 1
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let recording = try Recording(path: path)
    var player = Player(recording: recording)
    var (events, faults, collectors): (Int, [String], Set<String>) = (0, [], [])
    for action in player.advance(to: recording.end, budget: .max).actions {
      switch action {
      case .event(_, let collector, _):
        events += 1
        collectors.insert(collector.string)
      case .malformed(let fault, let position, _, let at):
        faults.append(fault.detail.string)
        #expect(position.line == blocks[2].linesBefore + 1)
        #expect(at == blocks[0].last)
      default: break
      }
    }
    #expect(events == 60 - blocks[1].lines)
    #expect(faults == ["byte \(heads[1]): a block is damaged; its \(blocks[1].lines) lines are lost"])
    #expect(collectors == ["tickets"])
  }

  @Test func aPlaceMayBeKeptAndGoneOnFrom() throws {
    let path = scratch.path + "/a.jsonl"
    let lines = (0..<100).map { EventEncoder().line(SampleState.ticket("T\($0)", "积水", at: Double($0) * 0.3)) }
    try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    let recording = try Recording(path: path)
    var player = Player(recording: recording)
    _ = player.advance(to: recording.start + 10, budget: .max)
    let place = player.place
    let rest = player.advance(to: recording.end, budget: .max).actions.count
    #expect(rest == 66 + 19)
    var other = Player(recording: recording)
    other.place = place
    #expect(other.advance(to: recording.end, budget: .max).actions.count == rest)
  }
}
