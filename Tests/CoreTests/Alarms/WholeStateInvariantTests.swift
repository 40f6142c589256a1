import TestSupport
import Testing
import TextSafety

@testable import Core

/// I12, I21, I22 and I24 over the whole reducer: feeds, operators, ticks, and a disk that confirms when it likes.
struct WholeStateInvariantTests {
  enum Move: CustomStringConvertible {
    case event(Int, Severity?, edition: Int)
    case command(OperatorCommand, who: Int)
    case tick(Double)
    /// So many of the entries that wait.
    case disk(Int)
    case diskFails

    var description: String {
      switch self {
      case .event(let number, let severity, let edition): "alert a\(number) \(severity?.name ?? "over") (\(edition))"
      case .command(let command, let who): "\(who): \(command)"
      case .tick(let seconds): "+\(seconds) s"
      case .disk(let count): "disk takes \(count)"
      case .diskFails: "disk fails"
      }
    }
  }

  /// A desk with its disk.
  struct Desk {
    var state = State(city: SampleState.city, startingAt: SampleState.start)
    var onDisk: [JournalEntry] = []
    var waiting: [JournalEntry] = []
    var effects: [Effect] = []

    mutating func play(_ move: Move) {
      effects = []
      switch move {
      case .event(let number, let severity, let edition):
        state.reduce(.event(Desk.event(number, severity, edition), collector: "t", at: state.now), effects: &effects)
      case .command(let command, let who):
        state.reduce(
          .command(command, by: Operator(id: "duty-0\(who)" as SafeText, shift: "day"), at: state.now), effects: &effects)
      case .tick(let seconds): state.reduce(.tick(state.now + seconds), effects: &effects)
      case .disk(let count):
        guard !waiting.isEmpty else { break }
        onDisk += waiting.prefix(count)
        waiting.removeFirst(min(count, waiting.count))
        if let last = onDisk.last { state.reduce(.journalled(through: last.sequence), effects: &effects) }
      case .diskFails: state.reduce(.journalFailed("EIO", at: state.now), effects: &effects)
      }
      waiting += entries
    }

    var entries: [JournalEntry] { effects.compactMap { if case .journal(let entry) = $0 { entry } else { nil } } }

    private static func event(_ number: Int, _ severity: Severity?, _ edition: Int) -> Event {
      var event = SampleState.alert("a\(number)" as SafeText, severity ?? .blue, "积水", at: Double(edition))
      if severity == nil, case .alert(var report) = event.payload {
        report.status = .resolved
        event.payload = .alert(report)
      }
      event.id = "a\(number)-\(edition)" as SafeText
      return event
    }
  }

  private func moves(_ random: inout Seeded, count: Int) -> [Move] {
    var edition = 0
    return (0..<count).map { _ in
      let number = random.below(4)
      let key = AlarmKey.feed(source: "/test/feed", alert: "a\(number)" as SafeText)
      switch random.below(20) {
      case 0..<7:
        if random.below(5) > 0 { edition += 1 }
        let severity = random.below(4) == 0 ? nil : Severity.allCases[random.below(4)]
        return .event(number, severity, edition: max(1, edition - (random.below(6) == 0 ? random.below(4) : 0)))
      case 7..<10: return .command(.acknowledge(key, revision: 1 + random.below(4)), who: 1 + random.below(3))
      case 10:
        return .command(
          .acknowledgeAll(
            (0..<4).map { .init(key: .feed(source: "/test/feed", alert: "a\($0)" as SafeText), revision: 1 + random.below(3)) }),
          who: 2)
      case 11: return .command(.unacknowledge(key), who: 1)
      case 12:
        return .command(.shelve(key, seconds: Double(60 + random.below(9000)), reason: random.below(4) == 0 ? "" : "检修"), who: 1)
      case 13: return .command(.unshelve(key, revision: 1 + random.below(4)), who: 3)
      case 14: return .command(.note(key, "已通知"), who: 2)
      case 15, 16: return .tick(Double(1 + random.below(2000)))
      case 17: return random.below(4) == 0 ? .diskFails : .disk(1)
      default: return .disk(1 + random.below(6))
      }
    }
  }

  /// Plays random moves; a failing list is shown in its shortest form with its seed.
  private func always(_ name: String, seeds: Int, _ holds: @escaping (inout Desk, Move) -> Bool) {
    func fails(_ moves: [Move]) -> Bool {
      var desk = Desk()
      return moves.contains { !holds(&desk, $0) }
    }
    for seed in 0..<seeds {
      var random = Seeded(seed)
      let moves = moves(&random, count: 60)
      guard fails(moves) else { continue }
      Issue.record("\(name) fails, seed \(seed): \(shrunk(moves, fails: fails))")
      return
    }
  }

  @Test func i21EveryCommandAndEveryChangeHasOneRecordWithoutAHole() {
    always("I21", seeds: 400) { desk, move in
      let before = (desk.state.alarms, desk.state.journal.failure)
      desk.play(move)
      let entries = desk.entries
      let numbers = entries.map(\.sequence)
      guard numbers == Array(before.0.nextSequence..<desk.state.alarms.nextSequence) else { return false }
      if case .command(let command, _) = move {
        // One for each alarm that was meant, accepted or refused; none where there is no disk to write to.
        let meant = if case .acknowledgeAll(let seen, _) = command { seen.count } else { 1 }
        guard entries.count == (before.1 == nil ? meant : 0) else { return false }
      }
      // What is decided of an alarm changes only with a record of that alarm.
      let recorded = Set(entries.compactMap(\.key))
      return (0..<4).allSatisfy { number in
        let key = AlarmKey.feed(source: "/test/feed", alert: "a\(number)" as SafeText)
        return recorded.contains(key) || before.0[key]?.coreView == desk.state.alarms[key]?.coreView
      }
    }
  }

  @Test func i22TotalsAreTheSumOverTheAlarmsAfterEveryAction() {
    always("I22", seeds: 300) { desk, move in
      desk.play(move)
      var (totals, places) = (AlarmTotals(), AlarmPlaces())
      for alarm in desk.state.alarms.all {
        totals.count(alarm, 1)
        places.count(alarm, 1)
      }
      return totals == desk.state.alarms.totals && places == desk.state.alarms.places
    }
  }

  @Test func i12WhatTheDiskHasIsWhatARestartKnows() {
    always("I12", seeds: 300) { desk, move in
      desk.play(move)
      var again = AlarmTable()
      for entry in desk.onDisk { again.replay(entry) }
      // The last words of the disk on every alarm, and every acknowledgement that was confirmed.
      return desk.state.alarms.all.allSatisfy { alarm in
        guard let confirmed = alarm.acknowledgement, !desk.state.isConfirming(alarm) else { return true }
        let kept = again[alarm.key]
        // A raise that is not on disk yet may have come after it; the acknowledgement is there.
        return kept?.acknowledgement?.by == confirmed.by || kept?.previousAcknowledgement?.by == confirmed.by
      }
    }
  }

  @Test func i24NothingCountsAsAcknowledgedBeforeTheDiskHasIt() {
    always("I24", seeds: 300) { desk, move in
      desk.play(move)
      let last = desk.onDisk.last?.sequence ?? 0
      let decided = desk.onDisk.filter { $0.kind == .action }.compactMap { $0.after?.acknowledgement }
      return desk.state.alarms.all.allSatisfy { alarm in
        guard let acknowledgement = alarm.acknowledgement, alarm.journalSequence > 0 else { return true }
        return desk.state.isConfirming(alarm) == (alarm.journalSequence > last)
          && (desk.state.needsAcknowledgement(alarm) || decided.contains { $0.by == acknowledgement.by })
      }
    }
  }
}
