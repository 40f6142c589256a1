import Foundation
import Testing
import TextSafety

@testable import Core

/// I12, I21 and I22: the journal is enough to have the table back at every moment, and its numbers have no hole.
struct AlarmJournalTests {
  private static let keys = (0..<4).map { AlarmKey(text: "rule/cloud/\($0)") }

  /// What is decided of the alarms; repeats of a source (`facts`, `count`, `sequence`) reach the disk with the next decision.
  private struct Board: Equatable {
    var alarms: [Alarm]
    var totals: AlarmTotals
    var nextSequence: Int64

    init(_ table: AlarmTable) {
      alarms = table.all.map { alarm in
        var alarm = alarm
        alarm.facts = .sample
        alarm.count = 0
        alarm.sequence = 0
        return alarm
      }
      totals = table.totals
      nextSequence = table.nextSequence
    }
  }

  @Test func i12I21EveryPrefixOfTheJournalIsTheTableThen() throws {
    let encoder = JSONEncoder()
    let decoder = JSONDecoder()
    for seed in 0..<150 {
      var random = Seeded(seed)
      let options = AlarmOptions(latch: AlarmOptions.Latch.allCases[seed % 3])
      var live = AlarmTable()
      var replayed = AlarmTable()
      var latest: [AlarmKey: Alarm] = [:]
      var sequences: [AlarmKey: Int64] = [:]
      var time = Timestamp.start
      for _ in 0..<80 {
        time = time + Double(random.below(900))
        let key = Self.keys[random.below(4)]
        let input = random.input(for: live[key], sequence: &sequences[key, default: 0])
        let expected = live.nextSequence
        let (outcome, entry) = live.apply(input, to: key, facts: .sample, options: options, at: time)
        #expect(input.operatorID == nil || entry != nil, "an operator's command has its entry: \(input)")
        let isTold = input.isDeadline && outcome.isNoted
        #expect((outcome.isChanged || outcome.refusal != nil || isTold) == (entry != nil))
        if let entry {
          #expect(entry.sequence == expected)
          let onDisk = try encoder.encode(entry)
          let read = try decoder.decode(JournalEntry.self, from: onDisk)
          replayed.replay(read)
          if let after = read.after { latest[key] = after }
        }
        guard Board(live) == Board(replayed) else {
          Issue.record("seed \(seed): after \(input) the journal tells otherwise")
          return
        }
      }
      // A restart has only the last entry of each alarm, in whatever order.
      var restarted = AlarmTable()
      restarted.restore(latest.values.shuffled(using: &random))
      restarted.restore(lastSequence: live.lastSequence)
      #expect(Board(restarted) == Board(live), "seed \(seed)")
    }
  }

  @Test func i22TotalsAreTheSumOverTheAlarms() {
    var random = Seeded(7)
    var table = AlarmTable()
    var sequences: [AlarmKey: Int64] = [:]
    for step in 0..<4000 {
      let key = AlarmKey(text: "rule/cloud/\(random.below(150))")
      var facts = AlarmFacts.sample
      facts.isExercise = random.below(9) == 0
      let input = random.input(for: table[key], sequence: &sequences[key, default: 0])
      _ = table.apply(input, to: key, facts: facts, at: .start + Double(step))
      guard step % 10 == 0 else { continue }
      var sum = AlarmTotals()
      for alarm in table.all { sum.count(alarm, 1) }
      #expect(sum == table.totals)
      #expect(table.all.count == table.count)
      let arrivals = table.all.map(\.arrival)
      #expect(arrivals == arrivals.sorted(), "rows stay in the order they came")
    }
  }

  @Test func numbersGoOnWhenAnAlarmComesBack() {
    var table = AlarmTable()
    let key = Self.keys[0]
    _ = table.apply(.raise(.yellow, sequence: 1), to: key, facts: .sample, at: .start)
    _ = table.apply(.acknowledge(revision: 1, by: "wang", until: nil), to: key, at: .start)
    _ = table.apply(.clear(sequence: 2, cause: "over"), to: key, at: .start)
    #expect(table[key] == nil && table.count == 0)
    #expect(table.apply(.acknowledge(revision: 1, by: "li", until: nil), to: key, at: .start).0.refusal == .nothing)
    _ = table.apply(.raise(.yellow, sequence: 3), to: key, facts: .sample, at: .start)
    #expect(table[key]?.revision == 2 && table[key]?.occurrence == 2)
    let stale = table.apply(.acknowledge(revision: 1, by: "li", until: nil), to: key, at: .start)
    #expect(stale.0.refusal == .stale(current: .yellow, revision: 2))
    #expect(stale.1?.kind == .refusal && stale.1?.sequence == 6)
  }

  @Test func aMillionRepeatsAndFlapsLeaveNothingBehind() {
    var table = AlarmTable()
    for number in 0..<40_000 {
      let key = AlarmKey(text: "rule/cloud/\(number % 7)")
      let input: AlarmInput =
        number % 14 < 7 ? .raise(.yellow, sequence: Int64(number)) : .clear(sequence: Int64(number), cause: "over")
      _ = table.apply(input, to: key, facts: .sample, options: AlarmOptions(latch: .none), at: .start + Double(number))
    }
    #expect(table.count < 8 && table.slots.count < 130)
  }

  @Test func onlyTheLatestQuietAlarmsAreKeptForTheirNotes() {
    var table = AlarmTable()
    for number in 0..<(AlarmTable.quietLimit + 20) {
      let key = AlarmKey(text: "rule/cloud/\(number)")
      let (_, raised) = table.apply(
        .raise(.yellow, sequence: 1), to: key, facts: .sample, options: AlarmOptions(latch: .none), at: .start)
      #expect(raised?.after?.arrival == raised?.sequence)
      _ = table.apply(.note(text: "seen", by: "li"), to: key, at: .start)
      _ = table.apply(.clear(sequence: 2, cause: "over"), to: key, at: .start)
    }
    #expect(table.count == AlarmTable.quietLimit && table.rows.isEmpty)
    #expect(table[AlarmKey(text: "rule/cloud/0")] == nil)
  }
}
