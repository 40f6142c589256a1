@testable import Core
import TestSupport
import Testing
import TextSafety

/// What operators did at a desk is done again when its recording is played.
@Suite struct ReplayTests {
  private func state(_ entries: [JournalEntry], isLive: Bool = false) -> State {
    var state = State(city: SampleState.city, startingAt: SampleState.start, isLive: isLive)
    var effects: [Effect] = []
    let alert = SampleState.alert("a", .orange, "绿道积水", at: 0)
    state.reduce(.event(alert, collector: "test", at: alert.time), effects: &effects)
    for entry in entries {
      guard let event = RecordedAction.event(entry, shift: "day", place: SampleState.city.code) else { continue }
      state.reduce(.event(event, collector: "desk", at: entry.at), effects: &effects)
    }
    #expect(!effects.contains { if case .tell = $0 { true } else { false } })
    SampleState.settle(&state, &effects)
    return state
  }

  private func entry(_ number: Int64, _ input: SafeText, _ text: SafeText? = nil, refusal: AlarmRefusal? = nil) -> JournalEntry {
    JournalEntry(
      sequence: number, at: SampleState.start + Double(number), kind: .action, key: .feed(source: "/test/feed", alert: "a"),
      input: input, by: "duty-07", refusal: refusal, text: text)
  }

  @Test func anAcknowledgementAndANoteAreDoneAgain() throws {
    let alarm = try #require(state([entry(1, "ack"), entry(2, "note", "已电话通知")]).alarms.rows.first)
    #expect(alarm.acknowledgement?.by == "duty-07")
    #expect(alarm.acknowledgement?.at == SampleState.start + 1)
    #expect(alarm.notes.map(\.text) == ["已电话通知"])
  }

  @Test func workOnAnAlarmIsDoneAgainWhateverItsRole() throws {
    let alarm = try #require(
      state([
        entry(1, "assign", "lead"), entry(2, "urge", "尽快到场"), entry(3, "supervise", "限时办结"), entry(4, "escalate", "leader: 已越限"),
      ]).alarms.rows.first)
    #expect(alarm.work?.assignment?.by == "duty-07")
    #expect(alarm.work?.urges.map(\.text) == ["尽快到场"])
    #expect(alarm.work?.supervisions.map(\.text) == ["限时办结"])
    #expect(alarm.work?.escalations.map(\.to) == [.leader])
  }

  @Test(arguments: [
    DutyAction.assign(to: "sw"), .urge("快"), .supervise(""), .escalate(to: .province, "请支援"), .escalate(to: .lead, ""),
    .startReports(plan: "flood"), .reportSent(isFinal: true, "终"), .reportSent(isFinal: true, ""),
    .reportSent(isFinal: false, "续"),
  ]) func whatIsOnRecordNamesTheActionAgain(_ action: DutyAction) {
    #expect(DutyAction(word: action.word.string, text: action.text) == action)
  }

  @Test func whatWasRefusedThenIsRefusedNow() throws {
    let alarm = try #require(state([entry(1, "ack", refusal: .role)]).alarms.rows.first)
    #expect(alarm.acknowledgement == nil)
  }

  @Test func aLiveWallTakesNoCommandsFromAFeed() throws {
    let alarm = try #require(state([entry(1, "ack")], isLive: true).alarms.rows.first)
    #expect(alarm.acknowledgement == nil)
  }
}
