import Core
import TestSupport
import Testing
import TextSafety

/// What a feed says is in force until a moment is over at that moment.
@Suite struct AlarmExpiryTests {
  let key = AlarmKey.feed(source: "/test/feed", alert: "cap-1")

  private func alert(at seconds: Double, until end: Double?) -> Event {
    var event = SampleState.alert("cap-1", .orange, "暴雨橙色预警", at: seconds)
    if case .alert(var report) = event.payload {
      report.expiresAt = end.map { SampleState.start + $0 }
      event.payload = .alert(report)
    }
    return event
  }

  private func state(_ steps: [(Double, Event?)]) -> State {
    var state = State(city: City(), startingAt: SampleState.start)
    var effects: [Effect] = []
    for (seconds, event) in steps {
      let at = SampleState.start + seconds
      if let event { state.reduce(.event(event, collector: "t", at: at), effects: &effects) }
      state.reduce(.tick(at), effects: &effects)
    }
    return state
  }

  @Test func itIsOverAtItsMomentAndStaysToBeSeen() {
    let event = alert(at: 0, until: 100)
    #expect(state([(1, event), (99, nil)]).alarms[key]?.core == .unacknowledged)
    #expect(state([(1, event), (100, nil)]).alarms[key]?.core == .returned)
  }

  @Test func anUpdatePutsItOff() {
    let update = alert(at: 50, until: 200)
    var renamed = update
    renamed.id = "cap-1-2"
    let steps: [(Double, Event?)] = [(1, alert(at: 0, until: 100)), (51, renamed)]
    #expect(state(steps + [(150, nil)]).alarms[key]?.core == .unacknowledged)
    #expect(state(steps + [(200, nil)]).alarms[key]?.core == .returned)
  }

  @Test func anOldBulletinIsNoAlert() {
    let state = state([(500, alert(at: 0, until: 100))])
    #expect(state.alarms[key] == nil)
    #expect(state.counts.outdated == 1)
  }
}
