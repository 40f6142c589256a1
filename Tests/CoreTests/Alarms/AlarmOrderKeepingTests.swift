import TestSupport
import Testing
import TextSafety

@testable import Core

/// What is kept with every change – orders, places, timers, blocks of memory – is what one gets by looking at everything.
struct AlarmOrderKeepingTests {
  @Test func orderPlacesAndTimersAreThoseOfAFreshLook() {
    var random = Seeded(11)
    var table = AlarmTable()
    var sequences: [AlarmKey: Int64] = [:]
    for step in 0..<3000 {
      let key = AlarmKey(text: "rule/cloud/\(random.below(120))")
      var facts = random.below(2) == 0 ? AlarmFacts.sample : .full(random.below(400))
      facts.place = PlaceCode(digits: 440_800 + Int64(random.below(4)))
      facts.isExercise = random.below(9) == 0
      let input = random.input(for: table[key], sequence: &sequences[key, default: 0])
      let time = Timestamp.start + Double(step * 7)
      _ = table.apply(input, to: key, facts: facts, at: time)
      guard step % 25 == 0 else { continue }
      let alarms = Array(table.all)
      #expect(alarms.allSatisfy { table[$0.key] == $0 }, "every key is found")
      var ordered: [Alarm] = []
      table.visit { alarm in
        ordered.append(alarm)
        return true
      }
      let fresh = alarms.filter { $0.core != .normal }.sorted { ($0.screenOrder, $0.arrival) < ($1.screenOrder, $1.arrival) }
      #expect(ordered.map(\.key) == fresh.map(\.key))
      var places = AlarmPlaces()
      for alarm in alarms { places.count(alarm, 1) }
      #expect(places == table.places)
      #expect(table.timed.count == alarms.count { $0.timer != nil })
    }
  }

  @Test func sortedEntriesAreASortedList() {
    var random = Seeded(5)
    var entries = SortedEntries()
    var list: [SortedEntries.Entry] = []
    for step in 0..<12_000 {
      if random.below(3) == 0, !list.isEmpty {
        entries.remove(list.remove(at: random.below(list.count)))
      } else {
        let entry = SortedEntries.Entry(order: UInt64(random.below(50)), arrival: Int64(step))
        entries.insert(entry)
        list.append(entry)
      }
    }
    entries.remove(SortedEntries.Entry(order: 99, arrival: 1))
    for order in [0, 20, 49, 60] as [UInt64] {
      var seen: [SortedEntries.Entry] = []
      entries.visit(from: order) { entry in
        seen.append(entry)
        return true
      }
      #expect(seen == list.filter { $0.order >= order }.sorted())
    }
    #expect(entries.count == list.count)
    for entry in list { entries.remove(entry) }
    #expect(entries.count == 0)
  }

  @Test func aPackedAlarmIsTheAlarm() {
    var packed = 0
    for latch in AlarmOptions.Latch.allCases {
      for seed in 0..<200 {
        var writer = PackedWriter()
        _ = playAlarm(seed: seed, latch: latch, steps: 40) { step in
          var alarm = step.after
          alarm.facts = seed % 2 == 0 ? .full(seed) : .sample
          if seed % 4 == 0 { (alarm.facts.signal, alarm.facts.response, alarm.facts.references) = (nil, nil, []) }
          let slot = AlarmSlot(alarm, with: &writer)
          if case .packed = slot { packed += 1 }
          return slot.alarm == alarm && slot.isAlarm(alarm.key) && !slot.isAlarm(AlarmKey(text: "rule/cloud/b"))
        }.map { Issue.record("\($0)") }
      }
    }
    #expect(packed > 2000)
  }

  @Test func whatIsBeingConfirmedStaysAmongTheUnacknowledged() {
    var state = State(city: SampleState.city, startingAt: SampleState.start)
    var effects: [Effect] = []
    for number in 0..<4 {
      let event = SampleState.alert("a\(number)" as SafeText, .orange, "积水", at: Double(number))
      state.reduce(.event(event, collector: "t", at: SampleState.start + Double(number)), effects: &effects)
    }
    let key = state.alarmsInOrder(limit: 9)[1].key
    state.reduce(
      .command(.acknowledge(key, revision: 1), by: Operator(id: "a", shift: "s"), at: SampleState.start + 9), effects: &effects)
    #expect(state.alarmsInOrder(limit: 9)[1].key == key && state.confirmingAlarms.map(\.key) == [key])
    #expect(state.longestWaiting?.key == state.alarmsInOrder(limit: 1)[0].key)
    state.reduce(.journalled(through: state.alarms.lastSequence), effects: &effects)
    #expect(state.alarmsInOrder(limit: 9)[3].key == key && state.confirmingAlarms.isEmpty)
    #expect(state.alarmsInOrder(limit: 2).count == 2)
  }
}
