import Core
import Panels
import TestSupport
import Testing
import TextSafety
import TextUI

@testable import Dashboard

/// I22 to I24 as the desk sees and hears them, on random histories with a seed.
@Suite struct ScreenInvariantTests {
  /// The same numbers on every machine.
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
  }

  /// While the horn is silenced nothing is heard; the next announcement ends a silence of the current sound.
  @Test func i23NothingSoundsWhileSilencedAndTheNextAnnouncementReArms() {
    for seed in 0..<2000 as Range<UInt64> {
      var random = Seeded(state: seed)
      var horn = Horn()
      var now = SampleState.start
      var (isHushed, quietUntil) = (false, Timestamp.distantPast)
      for step in 0..<60 {
        now = now + Double(random.below(700))
        switch random.below(5) {
        case 0:
          horn.hush()
          isHushed = true
        case 1:
          horn.toggleQuiet(at: now)
          quietUntil = now < quietUntil ? .distantPast : now + horn.settings.silenceSeconds
        case 2:
          let isHeard = horn.remind(waiting: .red, at: now)
          if isHeard { #expect(!isHushed && now >= quietUntil, "seed \(seed), step \(step)") }
        default:
          let before = horn
          let isHeard = horn.announce(.red, at: now, isFlood: random.below(2) == 0)
          isHushed = false
          #expect(!isHeard || now >= quietUntil, "seed \(seed), step \(step)")
          // After it a reminder may come again, which before it could not.
          if now >= quietUntil, isHeard {
            var (silenced, armed) = (before, horn)
            silenced.hush()
            #expect(!silenced.remind(waiting: .red, at: now + 5000) && armed.remind(waiting: .red, at: now + 5000))
          }
        }
      }
    }
  }

  /// Frame by frame: the counters are those of the alarms, and nothing shows an acknowledgement that the disk does not have.
  @Test func i22I24EveryFrameShowsWhatIsAndNothingBeforeTheDiskHasIt() {
    for seed in 0..<6 as Range<UInt64> {
      var random = Seeded(state: seed)
      var session = Session(
        state: State(city: SampleState.city, startingAt: SampleState.start), view: ViewState(), size: Size(width: 200, height: 56)
      )
      session.view.language = .zh
      var waiting: [Int64] = []
      for step in 0..<60 {
        var effects: [Effect] = []
        let at = SampleState.start + Double(step)
        let number = random.below(5)
        let key = AlarmKey.feed(source: "/test/feed", alert: "a\(number)")
        switch random.below(4) {
        case 0:
          let severity = Severity.allCases[random.below(4)]
          session.take(
            .event(SampleState.alert("a\(number)", severity, "积水", at: Double(step)), collector: "t", at: at), effects: &effects)
        case 1, 2:
          let revision = session.state.alarms[key]?.revision ?? 1
          session.take(
            .command(.acknowledge(key, revision: revision), by: Operator(id: "duty-02", shift: "day"), at: at), effects: &effects)
        default: if !waiting.isEmpty { session.take(.journalled(through: waiting.removeFirst()), effects: &effects) }
        }
        for case .journal(let entry) in effects { waiting.append(entry.sequence) }
        let alarms = Array(session.state.alarms.all)
        let confirmed = alarms.count { $0.acknowledgement != nil && !session.state.isConfirming($0) }
        let confirming = alarms.count { $0.acknowledgement != nil && session.state.isConfirming($0) }
        let open = alarms.count { session.state.needsAcknowledgement($0) }
        let frame = session.draw().plainText
        let comment = "seed \(seed), step \(step)" as Comment
        #expect(frame.split(separator: "✓ duty-02").count - 1 == confirmed, comment)
        #expect(frame.contains("未确认 \(open)"), comment)
        #expect(frame.contains("已确认 \(confirmed) ·"), comment)
        if confirming > 0 { #expect(frame.contains("确认中"), comment) }
      }
    }
  }
}
