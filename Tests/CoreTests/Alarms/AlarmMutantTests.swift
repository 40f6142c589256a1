import Testing
import TextSafety

@testable import Core

/// One test for each of the eighteen faults that comparable systems have, numbered as in the design. Every one of them was put into the
/// machine once to see its test fail.
struct AlarmMutantTests {
  private func acknowledge(_ alarm: inout Alarm, _ revision: Int? = nil, by: SafeText = "wang") -> AlarmOutcome {
    alarm.apply(.acknowledge(revision: revision ?? alarm.revision, by: by, until: nil), at: .start + 100)
  }

  @Test func m01AcknowledgementGoesByTheRevision() {
    var alarm = Alarm.sample(in: .unacknowledged)
    let seen = alarm.revision
    _ = alarm.apply(.raise(.red, sequence: 11), at: .start + 1)
    #expect(acknowledge(&alarm, seen).refusal == .stale(current: .red, revision: seen + 1))
  }

  @Test func m02TheUnseenWorstIsRemembered() {
    var alarm = Alarm.sample(in: .returned)
    _ = alarm.apply(.raise(.blue, sequence: 30), at: .start + 1)
    #expect(alarm.announced == .yellow && alarm.current == .blue)
  }

  @Test(arguments: [Alarm.Core.unacknowledged, .acknowledged, .returned])
  func m03LateButWorseIsNotDropped(core: Alarm.Core) {
    var alarm = Alarm.sample(in: core)
    #expect(alarm.apply(.raise(.red, sequence: 5), at: .start + 1).announce)
    #expect(alarm.needsAcknowledgement && alarm.announced == .red)
  }

  @Test func m04LateOnANormalAlarmIsNotDropped() {
    var alarm = Alarm.sample(in: .normal)
    #expect(alarm.apply(.raise(.blue, sequence: 5), at: .start + 1).announce)
    #expect(alarm.core == .returned)
  }

  @Test func m05LateDoesNotChangeWhatIsTrueNow() {
    var alarm = Alarm.sample(in: .unacknowledged)
    _ = alarm.apply(.clear(sequence: 5, cause: "late"), at: .start + 1)
    _ = alarm.apply(.raise(.red, sequence: 6), at: .start + 1)
    #expect(alarm.core == .unacknowledged && alarm.current == .yellow)
  }

  @Test func m06BackToWhatWasAcknowledgedIsSilent() {
    var alarm = Alarm.sample(in: .acknowledged)
    _ = alarm.apply(.raise(.blue, sequence: 11), at: .start + 1)
    #expect(!alarm.apply(.raise(.yellow, sequence: 12), at: .start + 2).announce)
    #expect(alarm.core == .acknowledged)
  }

  @Test func m07WorseThanAcknowledgedIsUnacknowledged() {
    var alarm = Alarm.sample(in: .acknowledged)
    _ = alarm.apply(.raise(.orange, sequence: 11), at: .start + 1)
    #expect(alarm.core == .unacknowledged)
  }

  @Test func m08WorseHasARevisionOfItsOwn() {
    var alarm = Alarm.sample(in: .unacknowledged)
    let revision = alarm.revision
    _ = alarm.apply(.raise(.orange, sequence: 11), at: .start + 1)
    #expect(alarm.revision == revision + 1)
  }

  @Test func m09TheSecondAcknowledgementIsRefused() {
    var alarm = Alarm.sample(in: .acknowledged)
    #expect(acknowledge(&alarm, by: "li").refusal == .already(by: "wang", at: .start))
  }

  @Test func m10SuppressionResetsNothing() {
    var alarm = Alarm.sample(in: .unacknowledged)
    let before = alarm.coreView
    _ = alarm.apply(.suppress(rule: "storm"), at: .start + 1)
    #expect(alarm.coreView == before)
    #expect(alarm.apply(.unsuppress(rule: "storm"), at: .start + 2).announce)
  }

  @Test func m11ALostSourceClearsNothing() {
    var alarm = Alarm.sample(in: .unacknowledged)
    _ = alarm.apply(.sourceLost, at: .start + 1)
    #expect(alarm.isActive && alarm.isStale)
  }

  @Test func m12TheEndOfAShelfEndsTheAcknowledgement() {
    var alarm = Alarm.sample(in: .acknowledged)
    _ = alarm.apply(.shelve(until: .start + 600, by: "li", reason: "works", isOneShot: false), at: .start + 1)
    #expect(alarm.apply(.shelfExpired(number: 1), at: .start + 600).announce)
    #expect(alarm.core == .unacknowledged)
  }

  @Test func m13NoChainOfShelvesLastsForEver() {
    var alarm = Alarm.sample(in: .acknowledged)
    var refusals: [AlarmRefusal?] = []
    for hours in [0, 7, 14, 17] {
      let at = Timestamp.start + Double(hours * 3600)
      refusals.append(alarm.apply(.shelve(until: at + 8 * 3600, by: "li", reason: "works", isOneShot: false), at: at).refusal)
    }
    #expect(refusals == [nil, nil, nil, .tooLong])
  }

  @Test func m14WorseEndsTheShelf() {
    var alarm = Alarm.sample(in: .unacknowledged)
    _ = alarm.apply(.shelve(until: .start + 600, by: "li", reason: "works", isOneShot: false), at: .start + 1)
    #expect(alarm.apply(.raise(.orange, sequence: 11), at: .start + 2).announce)
    #expect(!alarm.isHidden)
  }

  @Test func m15ClearDoesNotLoseWhatNobodySaw() {
    var alarm = Alarm.sample(in: .unacknowledged)
    _ = alarm.apply(.clear(sequence: 11, cause: "over"), at: .start + 1)
    #expect(alarm.core == .returned)
  }

  @Test func m16TheTimerOfAnEarlierAcknowledgementDoesNothing() {
    var alarm = Alarm.sample(in: .acknowledged)
    _ = alarm.apply(.unacknowledge(by: "li"), at: .start + 1)
    _ = alarm.apply(.acknowledge(revision: alarm.revision, by: "li", until: .start + 9000), at: .start + 2)
    _ = alarm.apply(.acknowledgementExpired(of: .start), at: .start + 3600)
    #expect(alarm.core == .acknowledged)
  }

  @Test func m17AClearedResetAlarmWaitsForItsReset() {
    var alarm = Alarm.sample(in: .acknowledged, latch: .reset)
    // What the clear itself says of the latch does not count, nor does an operator's command know it.
    _ = alarm.apply(.clear(sequence: 11, cause: "over"), at: .start + 1)
    #expect(alarm.core == .latched)
    var returned = Alarm.sample(in: .returned, latch: .reset)
    _ = acknowledge(&returned)
    #expect(returned.core == .latched)
  }

  @Test func m18TakingAnAcknowledgementBackIsHeard() {
    var alarm = Alarm.sample(in: .acknowledged)
    #expect(alarm.apply(.unacknowledge(by: "li"), at: .start + 1).announce)
  }
}
