import Testing
import TextSafety

@testable import Core

/// I13–I15: the order in which things arrive does not decide what is true, and of two hands one wins.
struct AlarmOrderTests {
  @Test func i13AnyOrderWithRepeatsTellsTheSameTruth() {
    for seed in 0..<1500 {
      var random = Seeded(seed)
      let events: [AlarmInput] = (1...5).map { number in
        random.below(3) == 0
          ? .clear(sequence: number, cause: "over") : .raise(Severity.allCases[random.below(4)], sequence: number)
      }
      let inOrder = outcome(of: events)
      for _ in 0..<12 {
        let mixed = (events + [events[random.below(5)], events[random.below(5)]]).shuffled(using: &random)
        guard outcome(of: mixed) != inOrder else { continue }
        Issue.record("\(mixed) tells otherwise than \(events)")
        return
      }
    }
  }

  private struct Truth: Equatable {
    var isActive: Bool
    var current, announced: Severity?
  }

  private func outcome(of events: [AlarmInput]) -> Truth {
    var alarm = Alarm(key: AlarmKey(text: "feed/a/1"), facts: .sample, at: .start)
    for event in events { _ = alarm.apply(event, at: .start) }
    return Truth(isActive: alarm.isActive, current: alarm.current, announced: alarm.announced)
  }

  @Test func i14OfTwoAcknowledgementsTheSecondIsToldWhoWasFaster() {
    var alarm = Alarm.sample(in: .unacknowledged)
    let revision = alarm.revision
    #expect(alarm.apply(.acknowledge(revision: revision, by: "wang", until: nil), at: .start + 1).refusal == nil)
    let second = alarm.apply(.acknowledge(revision: revision, by: "li", until: nil), at: .start + 2)
    #expect(second.refusal == .already(by: "wang", at: .start + 1))
    #expect(alarm.acknowledgement?.by == "wang")
  }

  @Test func i15AcknowledgingTheMildNeverCoversTheSevere() {
    for isAcknowledgedFirst in [true, false] {
      var alarm = Alarm.sample(in: .unacknowledged)
      let acknowledge = AlarmInput.acknowledge(revision: alarm.revision, by: "wang", until: nil)
      let inputs: [AlarmInput] = [acknowledge, .raise(.red, sequence: 11)]
      for input in isAcknowledgedFirst ? inputs : inputs.reversed() { _ = alarm.apply(input, at: .start + 1) }
      #expect(alarm.core == .unacknowledged)
      #expect(alarm.current == .red && alarm.announced == .red)
    }
  }

  @Test func aWorseRaiseWithTheSameNumberIsNotLost() {
    var alarm = Alarm.sample(in: .acknowledged)
    #expect(alarm.apply(.raise(.red, sequence: alarm.sequence), at: .start + 1).announce)
    #expect(alarm.core == .unacknowledged)
  }

  @Test func aLateRepeatOfWhatWasAcknowledgedStaysQuiet() {
    var alarm = Alarm.sample(in: .acknowledged)
    _ = alarm.apply(.clear(sequence: 20, cause: "over"), at: .start + 1)
    let outcome = alarm.apply(.raise(.yellow, sequence: 10), at: .start + 2)
    #expect(outcome.isNoted && alarm.core == .normal)
  }
}
