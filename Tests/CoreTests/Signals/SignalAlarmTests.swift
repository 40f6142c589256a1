import TestSupport
import Testing
import TextSafety

@testable import Core

/// Signals on their way through the state: into an alarm, past a restart, out again.
struct SignalAlarmTests {
  private static let key = AlarmKey(text: "signal/440803/flood-road")

  private static func ticket(_ number: Int, at seconds: Double, place: Int64 = 440_803, service: SafeText = "flood-road") -> Event
  {
    let id: SafeText = "ZJ\(number)"
    let update = TicketUpdate(
      ticket: id, domain: .hotline, title: "积水", state: .received, priority: .urgent, receivedAt: SampleState.start + seconds,
      revision: 1, service: service)
    return SampleState.event(.ticket(update), id: "e-\(number)", subject: id, at: seconds, place: place)
  }

  /// Three quiet hours with a ticket in five minutes elsewhere, then a burst of one in thirty seconds.
  private static var events: [Event] {
    let quiet = (0..<40).map { ticket(1000 + $0, at: Double($0) * 300, place: 440_802, service: "noise") }
    let burst = (0..<14).map { ticket($0, at: 3 * 3600 + Double($0) * 30) }
    return (quiet + burst).sorted { $0.time < $1.time }
  }

  private static func run(_ state: inout State, until end: Double, effects: inout [Effect]) {
    var rest = events[...]
    for second in stride(from: 0.0, through: end, by: 60) {
      while let event = rest.first, event.time <= SampleState.start + second {
        state.reduce(.event(event, collector: "c", at: SampleState.start + second), effects: &effects)
        rest.removeFirst()
      }
      state.reduce(.tick(SampleState.start + second), effects: &effects)
    }
  }

  @Test func aBurstBecomesAnAlarmWithItsEvidence() throws {
    var state = State(city: SampleState.city, startingAt: SampleState.start)
    var effects: [Effect] = []
    Self.run(&state, until: 3 * 3600 + 900, effects: &effects)
    let alarm = try #require(state.alarms[Self.key])
    #expect(alarm.isActive)
    #expect(alarm.current == .orange)
    #expect(alarm.facts.category == .hotline)
    #expect(alarm.facts.place == PlaceCode(digits: 440_803))
    #expect(alarm.facts.headline.zh.string.hasPrefix("霞山 flood-road 15分钟 14件,平时同刻 "))
    #expect(alarm.facts.references == (6..<14).map { "ZJ\($0)" as SafeText })
    #expect(alarm.facts.detail == "ZJ6 ZJ7 ZJ8 ZJ9 ZJ10 ZJ11 ZJ12 ZJ13")
  }

  @Test func aSignalEndsByItself() throws {
    var state = State(city: SampleState.city, startingAt: SampleState.start)
    var effects: [Effect] = []
    Self.run(&state, until: 8 * 3600, effects: &effects)
    #expect(try #require(state.alarms[Self.key]).isActive == false)
  }

  @Test func switchedOffNothingIsRaised() {
    var city = SampleState.city
    city.signals.isEnabled = false
    var state = State(city: city, startingAt: SampleState.start)
    var effects: [Effect] = []
    Self.run(&state, until: 4 * 3600, effects: &effects)
    #expect(state.alarms[Self.key] == nil)
  }

  @Test func afterARestartTheKeptEventsGiveTheSameSignal() throws {
    var state = State(city: SampleState.city, startingAt: SampleState.start)
    var effects: [Effect] = []
    Self.run(&state, until: 3 * 3600 + 900, effects: &effects)
    let now = SampleState.start + 3 * 3600 + 960
    var again = State(city: SampleState.city, startingAt: now)
    again.restore(alarms: state.alarms.all.filter { $0.key == Self.key }, lastSequence: 9)
    effects = []
    for event in Self.events { again.reduce(.restored(event, at: now), effects: &effects) }
    #expect(effects.isEmpty)
    again.reduce(.tick(now), effects: &effects)
    #expect(try #require(again.alarms[Self.key]).isActive)
    #expect(again.alarms[Self.key]?.occurrence == state.alarms[Self.key]?.occurrence)
  }

  @Test func anAlarmWhoseSignalIsNotFoundAgainIsCleared() throws {
    var state = State(city: SampleState.city, startingAt: SampleState.start)
    var effects: [Effect] = []
    Self.run(&state, until: 3 * 3600 + 900, effects: &effects)
    let later = SampleState.start + 40 * 3600
    var again = State(city: SampleState.city, startingAt: later)
    again.restore(alarms: state.alarms.all.filter { $0.key == Self.key }, lastSequence: 9)
    again.reduce(.tick(later), effects: &effects)
    #expect(try #require(again.alarms[Self.key]).isActive == false)
  }
}
