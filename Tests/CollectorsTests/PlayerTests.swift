@testable import Collectors
import Core
import Feeds
import Foundation
import TestSupport
import Testing
import TextSafety

@Suite struct PlayerTests {
  private let scratch = Scratch()

  func recording() throws -> Recording {
    let path = scratch.path + "/recording.jsonl"
    var lines = (0..<200).map { EventEncoder().line(SampleState.ticket("T\($0)", "积水", at: Double($0) * 0.7)) }
    lines.insert("{broken", at: 50)
    try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    return try Recording(path: path)
  }

  /// What an action is, in short.
  func word(_ action: Action) -> String {
    switch action {
    case .tick(let time): "tick \(time.milliseconds)"
    case .event(let event, _, let at): "\(event.id) \(at.milliseconds)"
    case .malformed(_, let position, _, _): "bad \(position.line)"
    default: "?"
    }
  }

  @Test func howLargeTheStepsAreDoesNotMatter() throws {
    let recording = try recording()
    var whole = Player(recording: recording)
    let expected = whole.advance(to: recording.end, budget: .max).actions.map(word)
    #expect(expected.count == 201 + 140)
    var state: UInt64 = 3
    for _ in 0..<20 {
      var player = Player(recording: recording)
      var seen: [String] = []
      var target = recording.start
      while true {
        state = state &* 6_364_136_223_846_793_005 &+ 1
        let (actions, isDone) = player.advance(to: target, budget: Int(state >> 60) + 1)
        seen += actions.map(word)
        if isDone {
          if target >= recording.end { break }
          target = min(recording.end, target + Double(state >> 50 & 0xFFF) / 1000)
        }
      }
      #expect(seen == expected)
    }
  }

  @Test func whatIsNoRecordingIsRefusedInWords() throws {
    let path = scratch.path + "/none.jsonl"
    #expect(throws: CollectorError.self) { try Recording(path: path) }
    try "".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: CollectorError.self) { try Recording(path: path) }
    try "no event\n".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: CollectorError.self) { try Recording(path: path) }
  }
}
