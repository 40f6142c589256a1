import TestSupport
import Testing
import TextSafety

@testable import Core

/// T6: operators, a feed that gets worse and clears, and a disk that confirms, in every order there is.
struct InterleavingTests {
  /// One thing each actor can do next.
  enum Step: Hashable { case look(Int), acknowledge(Int), feed, disk }

  struct World {
    var state = State(city: SampleState.city, startingAt: SampleState.start)
    var seen: [Int?]
    var hasAnswered: [Bool]
    var feed = 0
    var confirmations: Int
    var entries: [JournalEntry] = []
    /// Who was accepted, at which revision.
    var winners: [(who: Int, revision: Int)] = []
    var refusals = 0
    var faults: [String] = []

    static let key = AlarmKey.feed(source: "/test/feed", alert: "a")

    init(operators: Int, haveLooked: Bool, confirmations: Int) {
      seen = Array(repeating: haveLooked ? 1 : nil, count: operators)
      hasAnswered = Array(repeating: false, count: operators)
      self.confirmations = confirmations
      take(.event(SampleState.alert("a", .yellow, "积水", at: 1), collector: "t", at: SampleState.start + 1))
    }

    /// Operators are alike until they act, so one begins only after the one before it.
    var steps: [Step] {
      var steps: [Step] = []
      for number in seen.indices {
        if seen[number] == nil {
          steps.append(.look(number))
          break
        }
        if !hasAnswered[number] { steps.append(.acknowledge(number)) }
      }
      // Those that have looked at the same revision are alike, too.
      var known: Set<Int> = []
      steps.removeAll {
        guard case .acknowledge(let number) = $0, let seen = seen[number] else { return false }
        return !known.insert(seen).inserted
      }
      if feed < 2 { steps.append(.feed) }
      if confirmations > 0, !entries.isEmpty { steps.append(.disk) }
      return steps
    }

    mutating func play(_ step: Step) {
      switch step {
      case .look(let number): seen[number] = state.alarms[World.key]?.revision ?? 0
      case .acknowledge(let number): acknowledge(number)
      case .feed:
        feed += 1
        var event = SampleState.alert("a", .red, "积水", at: Double(1 + feed))
        if feed == 2, case .alert(var report) = event.payload {
          report.status = .resolved
          event.payload = .alert(report)
        }
        take(.event(event, collector: "t", at: SampleState.start + Double(1 + feed)))
      case .disk:
        confirmations -= 1
        let last = entries.removeFirst()
        take(.journalled(through: last.sequence))
      }
      check()
    }

    private mutating func acknowledge(_ number: Int) {
      let revision = seen[number] ?? 0
      let before = state.alarms[World.key]
      hasAnswered[number] = true
      let effects = take(
        .command(
          .acknowledge(World.key, revision: revision), by: Operator(id: "duty-\(number)" as SafeText, shift: "day"), at: state.now
        ))
      for case .tell(let answer) in effects {
        switch answer {
        case .accepted:
          winners.append((number, revision))
          if before?.revision != revision { faults.append("accepted at an old revision") }
        case .refused(_, .already(let by, _)):
          refusals += 1
          if !winners.contains(where: { by == "duty-\($0.who)" as SafeText }) { faults.append("told of a winner who is none") }
        case .refused(_, .stale(_, let now)):
          refusals += 1
          if now <= revision { faults.append("refused at the current revision") }
        case .refused(_, .nothing):
          refusals += 1
          if state.alarms[World.key] != nil { faults.append("nothing, but there is") }
        default: faults.append("\(answer)")
        }
      }
    }

    @discardableResult private mutating func take(_ action: Action) -> [Effect] {
      var effects: [Effect] = []
      state.reduce(action, effects: &effects)
      for case .journal(let entry) in effects { entries.append(entry) }
      return effects
    }

    private mutating func check() {
      let revisions = winners.map(\.revision)
      if Set(revisions).count != revisions.count { faults.append("two winners at one revision") }
      if winners.count + refusals != hasAnswered.count(where: \.self) { faults.append("somebody was not told") }
      guard let alarm = state.alarms[World.key] else { return }
      if feed == 1, alarm.core == .acknowledged, !revisions.contains(2) {
        faults.append("the red is acknowledged, nobody saw it")
      }
      if alarm.journalSequence > state.journal.durableThrough, !state.needsAcknowledgement(alarm) {
        faults.append("done before the disk has it")
      }
    }
  }

  /// Every order from here on; returns how many there are.
  private func explore(_ world: World, _ path: [Step] = []) -> Int {
    guard world.faults.isEmpty else {
      Issue.record("\(world.faults) after \(path)")
      return 1
    }
    let steps = world.steps
    guard !steps.isEmpty else {
      // Whoever acknowledged first at a revision is the only one; everybody has an answer.
      #expect(world.winners.count + world.refusals == world.seen.count)
      return 1
    }
    return steps.reduce(0) { sum, step in
      var next = world
      next.play(step)
      return sum + explore(next, path + [step])
    }
  }

  @Test(arguments: [2, 3]) func t06EveryOrderOfOperatorsWhoLookAndAcknowledge(operators: Int) {
    let count = explore(World(operators: operators, haveLooked: false, confirmations: 2))
    #expect(count > (operators == 2 ? 100 : 1000), "\(count)")
  }

  @Test(arguments: 4...8) func t06EveryOrderOfOperatorsWithOneScreen(operators: Int) {
    let count = explore(World(operators: operators, haveLooked: true, confirmations: 2))
    #expect(count > 100, "\(count)")
  }
}
