import Testing
import TextSafety

@testable import Core

/// S4, S5 and the release of shelves: what time does to alarms.
struct AlarmTimerTests {
  @Test func s4AShortRecoveryKeepsTheAcknowledgement() {
    var options = AlarmOptions()
    options.acknowledgementHold = 120
    for (seconds, severity, held) in [(60.0, Severity.yellow, true), (60, .orange, false), (300, .yellow, false)] {
      var alarm = Alarm.sample(in: .acknowledged)
      _ = alarm.apply(.clear(sequence: 20, cause: "over"), at: .start + 10)
      let outcome = alarm.apply(.raise(severity, sequence: 21), options: options, at: .start + 10 + seconds)
      #expect(alarm.isHeld == held && outcome.announce == !held)
      #expect(alarm.core == (held ? .acknowledged : .unacknowledged))
      #expect(!held || alarm.acknowledgement?.by == "wang")
    }
  }

  @Test func s4AChatteringAlarmKeepsItsAcknowledgementWithoutBeingTold() {
    var alarm = Alarm.sample(in: .normal)
    var sounds = 0
    for round in 0..<6 {
      let at = Timestamp.start + Double(round * 20)
      if alarm.apply(.raise(.yellow, sequence: Int64(30 + 2 * round)), at: at).announce { sounds += 1 }
      _ = alarm.apply(.acknowledge(revision: alarm.revision, by: "wang", until: nil), at: at + 1)
      _ = alarm.apply(.clear(sequence: Int64(31 + 2 * round), cause: "over"), at: at + 10)
    }
    #expect(alarm.isChattering && sounds == 3, "the fourth and later returns are held: \(sounds)")
  }

  @Test func s5AfterTenMinutesMilderASecondRiseIsNews() {
    var table = AlarmTable()
    let key = AlarmKey(text: "rule/cloud/a")
    _ = table.apply(.raise(.orange, sequence: 1), to: key, facts: .sample, at: .start)
    _ = table.apply(.acknowledge(revision: 1, by: "wang", until: nil), to: key, at: .start)
    _ = table.apply(.raise(.yellow, sequence: 2), to: key, facts: .sample, at: .start + 60)
    #expect(table.dueTimers(at: .start + 600).isEmpty)
    let due = table.dueTimers(at: .start + 660)
    #expect(due.map(\.input) == [.acknowledgementDecayed])
    #expect(table.apply(due[0].input, to: key, at: .start + 660).1?.kind == .timer)
    #expect(table.apply(.raise(.orange, sequence: 3), to: key, facts: .sample, at: .start + 700).0.announce)
  }

  @Test func c2ShelvesEndFiveInTenSecondsTheWorstFirst() {
    var table = AlarmTable()
    for number in 0..<12 {
      let key = AlarmKey(text: "rule/cloud/\(number)")
      let severity: Severity = number % 4 == 0 ? .orange : .yellow
      _ = table.apply(.raise(severity, sequence: 1), to: key, facts: .sample, at: .start)
      _ = table.apply(.shelve(until: .start + 600, by: "li", reason: "works", isOneShot: false), to: key, at: .start)
    }
    #expect(table.totals.shelved == 12 && table.dueTimers(at: .start + 599).isEmpty)
    var released: [Int] = []
    var first: [AlarmKey] = []
    for second in 600..<640 {
      let due = table.dueTimers(at: .start + Double(second))
      for (key, input) in due {
        #expect(table.apply(input, to: key, at: .start + Double(second)).0.announce)
        first.append(key)
      }
      if !due.isEmpty { released.append(due.count) }
    }
    #expect(released == [5, 5, 2])
    #expect(first.prefix(3).map(\.text) == ["rule/cloud/0", "rule/cloud/4", "rule/cloud/8"])
  }

  @Test func anAcknowledgementWithAnEndEndsOnce() {
    var table = AlarmTable()
    let key = AlarmKey(text: "rule/cloud/a")
    _ = table.apply(.raise(.orange, sequence: 1), to: key, facts: .sample, at: .start)
    _ = table.apply(.acknowledge(revision: 1, by: "wang", until: .start + 300), to: key, at: .start)
    let due = table.dueTimers(at: .start + 300)
    #expect(due.map(\.input) == [.acknowledgementExpired(of: .start)])
    #expect(table.apply(due[0].input, to: key, at: .start + 300).0.announce)
    #expect(table[key]?.core == .unacknowledged && table.dueTimers(at: .start + 900).isEmpty)
    #expect(!table.apply(due[0].input, to: key, at: .start + 301).0.isChanged)
  }
}
