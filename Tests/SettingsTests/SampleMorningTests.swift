import Core
import Feeds
import Foundation
import Settings
import Testing
import TextSafety

/// The recorded morning of the sample city, folded as `zhiban play` folds it: what it raises is a story that people know.
@Suite struct SampleMorningTests {
  private static let folder = ConfigurationTests.root + "/SampleFeeds/zhanjiang"

  private struct Raise {
    var at: Timestamp
    var severity: Severity?
    var isHidden: Bool
    var key: AlarmKey

    /// `queue-stall` of `rule/queue-stall/xq-gongan-huji`; nil for what feeds and weak signals report.
    var rule: String? {
      let parts = key.text.string.split(separator: "/")
      return parts.first == "rule" ? String(parts[1]) : nil
    }
  }

  private func raises() throws -> [Raise] {
    let city = try CityLoader.load(Self.folder)
    let text = try String(contentsOfFile: Self.folder + "/morning-20220703.jsonl", encoding: .utf8)
    let decoder = LineDecoder()
    var state = State(city: city, startingAt: Timestamp(rfc3339: "2022-07-03T07:30:00+08:00") ?? .distantPast, isLive: false)
    var list: [Raise] = []
    for var line in text.split(separator: "\n") {
      var events: [Event] = []
      #expect(line.withUTF8 { decoder.decode(line: UnsafeRawBufferPointer($0), into: &events) } == nil)
      for event in events {
        let arrival = event.recordedTime ?? event.time
        var effects: [Effect] = []
        while state.now + 1 <= arrival { state.reduce(.tick(state.now + 1), effects: &effects) }
        state.reduce(.event(event, collector: "play", at: arrival), effects: &effects)
        for case .journal(let entry) in effects where entry.input == "raise" {
          guard let after = entry.after else { continue }
          list.append(Raise(at: entry.at, severity: after.current, isHidden: after.isHidden, key: after.key))
        }
      }
    }
    return list
  }

  @Test func theMorningRaisesWhatItsStoryTellsAndNoMore() throws {
    let raises = try raises()
    #expect(
      Set(raises.compactMap(\.rule)).sorted() == [
        "cloud-alloc", "cloud-arch-alloc", "core-silent", "crypto-cert", "crypto-device", "crypto-error", "fleet-area",
        "hotline-answer-1h", "license-error", "net-link", "queue-behind", "queue-stall", "rain-hour", "road-water",
        "seal-verify", "share-instant", "source-down", "source-silent", "task-behind", "yst-mau",
      ])
    // 10:07: the police node is the one red of the exchange; all that follows from it is hidden, and sounds for nobody.
    let seven = try #require(Timestamp(rfc3339: "2022-07-03T10:07:00+08:00"))
    let exchange = raises.filter { raise in
      raise.at <= seven && ["queue-stall", "queue-behind"].contains(raise.rule) || raise.key.text.string.contains("/ua-api-")
    }
    #expect(exchange.filter { $0.severity == .red }.map(\.key.text) == ["rule/queue-stall/xq-gongan-huji"])
    #expect(
      exchange.filter(\.isHidden).map(\.key.text).sorted()
        == [
          "feed/440800/unified-acceptance/ua-api-hunyin", "feed/440800/unified-acceptance/ua-api-huji",
          "rule/queue-behind/xq-jiaoyu-zhaosheng", "rule/queue-behind/xq-renshe-shebao", "rule/queue-behind/xq-zrzy-budongchan",
        ].sorted())
  }
}
