import Core
import Feeds
import Foundation
import Settings
import Testing
import TextSafety

/// The recorded morning of the sample city, folded as `zhiban play` folds it: what it raises is a story that people know.
@Suite struct SampleMorningTests {
  private static let folder = ConfigurationTests.root + "/SampleFeeds/zhanjiang"

  /// Every alarm's first raise, as `10:07:00 red rule/queue-stall/xq-gongan-huji`.
  private func raises() throws -> [String] {
    let city = try CityLoader.load(Self.folder)
    let text = try String(contentsOfFile: Self.folder + "/morning-20220703.jsonl", encoding: .utf8)
    let decoder = LineDecoder()
    var state: State?
    var list: [String] = []
    var clock = Timestamp.distantPast
    for var line in text.split(separator: "\n") {
      var events: [Event] = []
      #expect(line.withUTF8 { decoder.decode(line: UnsafeRawBufferPointer($0), into: &events) } == nil)
      for event in events {
        let arrival = event.recordedTime ?? event.time
        var now = state ?? State(city: city, startingAt: arrival, isLive: false)
        var effects: [Effect] = []
        while clock + 1 <= arrival {
          clock = max(clock + 1, arrival - 60)
          now.reduce(.tick(clock), effects: &effects)
        }
        clock = max(clock, arrival)
        now.reduce(.event(event, collector: "play", at: arrival), effects: &effects)
        for case .journal(let entry) in effects where entry.input == "raise" {
          guard let after = entry.after else { continue }
          let time = CivilTime(entry.at, offsetMinutes: 480)
          list.append(
            "\(time.hour):\(time.minute):\(time.second) \(after.current?.name ?? "-")\(after.isHidden ? " hidden" : "") \(after.key.text)"
          )
        }
        state = now
      }
    }
    return list
  }

  @Test func theMorningRaisesWhatItsStoryTells() throws {
    let raises = try raises()
    for line in raises { print(line) }
  }
}
