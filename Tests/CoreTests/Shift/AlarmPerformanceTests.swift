import Core
import TestSupport
import Testing
import TextSafety

@Suite struct AlarmPerformanceTests {
  let start = SampleState.start
  let who = Operator(id: "duty-02", shift: "day")

  /// Alerts raised at these seconds, each acknowledged so many seconds later.
  private func state(_ alerts: [(id: SafeText, severity: Severity, at: Double, after: Double?)]) -> (State, [JournalEntry]) {
    var state = State(city: City(), startingAt: start)
    var steps: [(Double, Action)] = []
    for alert in alerts {
      let event = SampleState.alert(alert.id, alert.severity, alert.id, at: alert.at)
      steps.append((alert.at, .event(event, collector: "t", at: start + alert.at)))
      if let after = alert.after {
        let key = AlarmKey.feed(source: "/test/feed", alert: alert.id)
        steps.append((alert.at + after, .command(.acknowledge(key, revision: 1), by: who, at: start + alert.at + after)))
      }
    }
    var effects: [Effect] = []
    for (_, action) in steps.sorted(by: { $0.0 < $1.0 }) { state.reduce(action, effects: &effects) }
    return (state, effects.compactMap { if case .journal(let entry) = $0 { entry } else { nil } })
  }

  @Test func figuresOfAnHour() {
    var alerts: [(id: SafeText, severity: Severity, at: Double, after: Double?)] = [
      ("a", .red, 10, 20), ("b", .orange, 700, 100), ("c", .blue, 800, nil),
    ]
    for index in 0..<11 { alerts.append(("f\(Int64(index))", .yellow, 1201 + Double(index), nil)) }
    let (state, entries) = state(alerts)
    let figures = state.performance.figures(from: start, to: start + 3600)
    #expect(figures.announced == 14)
    #expect(figures.bySeverity == [.red: 1, .orange: 1, .blue: 1, .yellow: 11])
    #expect(figures.peak == 11)
    #expect(figures.floodMinutes == 10)
    #expect(figures.average == 14.0 / 6)
    #expect(figures.acknowledged == 2)
    #expect(figures.meanResponse == 60)
    #expect(figures.medianResponse == 100)
    #expect(figures.slowestResponse == 100)
    #expect(figures.responseBySeverity == [.red: 20, .orange: 100])
    #expect(figures.frequent.count == 10)
    // The log gives the same figures as the run did.
    var again = State(city: City(), startingAt: start)
    again.restore(journal: entries)
    #expect(again.performance == state.performance)
  }

  @Test func nothingIsCountedOutsideThePeriod() {
    let (state, _) = state([("a", .red, 10, 20), ("b", .red, 4000, nil)])
    #expect(state.performance.figures(from: start + 11, to: start + 4000).announced == 0)
    #expect(state.performance.figures(from: start + 10, to: start + 4001).announced == 2)
  }

  @Test func drillsDoNotCount() {
    var event = SampleState.alert("x", .red, "演练", at: 1)
    event.marks = .exercise
    var state = State(city: City(), startingAt: start)
    var effects: [Effect] = []
    state.reduce(.event(event, collector: "t", at: start + 1), effects: &effects)
    #expect(state.performance.figures(from: start, to: start + 60).announced == 0)
    #expect(state.handover(from: start).drills.count == 1)
  }

  @Test(arguments: [
    ("2022-07-03T10:00:00+08:00", "2022-07-03T08:00:00+08:00"), ("2022-07-03T08:00:00+08:00", "2022-07-03T08:00:00+08:00"),
    ("2022-07-03T07:59:59+08:00", "2022-07-02T20:00:00+08:00"), ("2022-07-03T23:59:59+08:00", "2022-07-03T20:00:00+08:00"),
  ])
  func shiftsBegin(at moment: String, began: String) throws {
    let time = try #require(Timestamp(rfc3339: moment))
    #expect(ShiftTimes.standard.start(at: time, offsetMinutes: 480) == Timestamp(rfc3339: began))
  }
}
