import TestSupport
import Testing
import TextSafety

@testable import Core

/// A restart folds the kept events in again: the same tables, the same memory of repeats, nobody counts as heard.
struct RestoredSourceTests {
  /// Plays live, and again from what was kept.
  private func restart(_ arrivals: [(Event, at: Double)], after seconds: Double) -> (live: State, restored: State) {
    var live = State(city: LateDataTests.city, startingAt: SampleState.start)
    var effects: [Effect] = []
    for (event, arrival) in arrivals {
      live.reduce(.event(event, collector: "c", at: SampleState.start + arrival), effects: &effects)
    }
    let kept = effects.compactMap { if case .keep(let event) = $0 { event } else { nil } }
    let now = SampleState.start + seconds
    var restored = State(city: LateDataTests.city, startingAt: now)
    effects = []
    for event in kept { restored.reduce(.restored(event, at: now), effects: &effects) }
    #expect(effects == [])
    return (live, restored)
  }

  private func gauge(_ value: Double, at seconds: Double, id: SafeText, sequence: Int64? = nil, expiry: Double? = nil) -> Event {
    var event = SampleState.event(Feed.gauge(value), id: id, at: seconds)
    event.sequence = sequence
    event.expiryTime = expiry.map { SampleState.start + $0 }
    return event
  }

  @Test func tablesComeBackWithLateData() {
    let (live, restored) = restart(
      [
        (gauge(0.1, at: 0, id: "a", sequence: 1), 0), (gauge(0.3, at: 120, id: "c", sequence: 3), 120),
        (gauge(0.2, at: 60, id: "b", sequence: 2), 121), (gauge(0.2, at: 60, id: "b", sequence: 2), 122),
      ], after: 600)
    for state in [live, restored] {
      #expect(state.metrics.first("load")?.value == 0.3)
      #expect(
        state.metrics.first("load")?.series.minutes(3, endingAt: SampleState.start + 120)
          == [0.1, 0.2, 0.3].map { Double(Float($0)) })
      #expect(state.sources["/test/feed"]?.gaps == 0)
      #expect(state.sources["/test/feed"]?.sequence.filled == 1)
      #expect(state.sources["/test/feed"]?.lastEventAt == SampleState.start + 120)
    }
    #expect(restored.sources["/test/feed"]?.lastArrivalAt == nil)
    #expect(restored.sources["/test/feed"]?.health == .expected)
  }

  @Test func aRepeatAfterTheRestartIsOne() {
    var (_, state) = restart([(gauge(0.1, at: 0, id: "a"), 0)], after: 600)
    var effects: [Effect] = []
    state.reduce(.event(gauge(0.99, at: 0, id: "a"), collector: "c", at: SampleState.start + 601), effects: &effects)
    #expect(effects == [])
    #expect(state.counts.duplicates == 1)
    #expect(state.metrics.first("load")?.value == 0.1)
  }

  /// What was not believed, or no longer true, when it came does not become so by a restart.
  @Test func whatDidNotCountDoesNotCountNow() {
    let (live, restored) = restart(
      [
        (gauge(0.2, at: 0, id: "true", expiry: 90), 0), (gauge(0.99, at: 400, id: "future"), 1),
        (gauge(0.3, at: 2, id: "next"), 2),
        (gauge(0.98, at: 100, id: "expired", expiry: 150), 200),
      ], after: 600)
    #expect(live.metrics.first("load")?.value == 0.3)
    #expect(restored.metrics.first("load")?.value == 0.3)
    #expect(restored.metrics.first("load")?.at == SampleState.start + 2)
  }

  @Test func aCounterGoesOnOverTheRestart() {
    let readings: [(Double, Double)] = [(0, 100), (60, 160), (120, 20)]
    let (live, restored) = restart(
      readings.map { (SampleState.event(Feed.counter($0.1), id: "\(Int($0.0))", at: $0.0), at: $0.0) }, after: 130)
    #expect(live.metrics.first("load")?.counter == restored.metrics.first("load")?.counter)
    #expect(restored.metrics.first("load")?.counter?.total == 180)
  }
}
