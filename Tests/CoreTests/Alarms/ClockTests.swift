import TestSupport
import Testing
import TextSafety

@testable import Core

/// T8: a clock that is set back an hour or forward a day ends what is to end and lengthens nothing.
struct ClockTests {
  private let key = AlarmKey.feed(source: "/test/feed", alert: "a")
  private let who = Operator(id: "duty-02", shift: "day")

  /// An alarm shelved for two hours from the start on.
  private func shelved() -> (state: State, entries: [JournalEntry]) {
    var state = State(city: SampleState.city, startingAt: SampleState.start)
    var effects: [Effect] = []
    state.reduce(.event(SampleState.alert("a", .yellow, "积水", at: 0), collector: "t", at: SampleState.start), effects: &effects)
    state.reduce(.command(.shelve(key, seconds: 7200, reason: "检修"), by: who, at: SampleState.start), effects: &effects)
    return (state, effects.compactMap { if case .journal(let entry) = $0 { entry } else { nil } })
  }

  @Test func t08BackAnHourWhileAwayLengthensNoShelfAndNoAcknowledgement() throws {
    var (state, entries) = shelved()
    var effects: [Effect] = []
    _ = state.alarms.apply(.raise(.red, sequence: 1), to: AlarmKey(text: "b"), facts: .sample, at: state.now)
    let acknowledged = state.alarms.apply(
      .acknowledge(revision: 1, by: "wang", until: state.now + 1800), to: AlarmKey(text: "b"), at: state.now)
    entries.append(try #require(acknowledged.1))
    let back = SampleState.start - 3600
    var again = State(city: SampleState.city, startingAt: back)
    again.restore(alarms: entries.compactMap(\.after), lastSequence: 9)
    #expect(again.alarms[key]?.shelf?.until == back + 7200)
    #expect(again.alarms[AlarmKey(text: "b")]?.acknowledgement?.until == back + 1800)
    again.reduce(.tick(back + 7199), effects: &effects)
    #expect(again.alarms[key]?.shelf != nil && again.alarms[AlarmKey(text: "b")]?.core == .unacknowledged)
    again.reduce(.tick(back + 7201), effects: &effects)
    #expect(again.alarms[key]?.shelf == nil)
    #expect(
      effects.contains {
        if case .journal(let entry) = $0 { entry.input == "shelf_expired" && entry.kind == .timer } else { false }
      })
  }

  @Test func t08AfterARestartInTimeNothingIsOtherwise() {
    let (state, entries) = shelved()
    var again = State(city: SampleState.city, startingAt: SampleState.start + 600)
    again.restore(alarms: entries.compactMap(\.after), lastSequence: 2)
    #expect(again.alarms[key] == state.alarms[key])
  }

  @Test func t08ForwardADayEndsShelvesAtOnce() {
    var (state, _) = shelved()
    var effects: [Effect] = []
    state.reduce(.tick(SampleState.start + 86_400), effects: &effects)
    #expect(state.alarms[key]?.shelf == nil && state.alarms[key]?.core == .unacknowledged)
    // And back again: time stands still, what has ended stays ended.
    state.reduce(.tick(SampleState.start + 60), effects: &effects)
    #expect(state.now == SampleState.start + 86_400 && state.alarms[key]?.shelf == nil)
  }

  @Test func t08ALeapIsOnRecord() {
    var (state, _) = shelved()
    var effects: [Effect] = []
    state.reduce(.clockLeapt(seconds: -3600, at: state.now), effects: &effects)
    guard case .journal(let entry)? = effects.first else {
      Issue.record("no entry")
      return
    }
    #expect(entry.input == "clock_leapt" && entry.text == "-3600 s" && entry.sequence == 3 && entry.kind == .log)
  }
}
