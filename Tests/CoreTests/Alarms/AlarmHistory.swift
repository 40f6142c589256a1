import TextSafety

@testable import Core

/// SplitMix64: the same histories on every machine.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  /// Neighbouring seeds must not give one stream shifted, so the seed is not a multiple of the step.
  init(_ seed: Int) {
    state = UInt64(seed)
    state = next() ^ (next() << 1)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
}

extension Seeded {
  /// Anything that can happen to an alarm next: mostly sensible, sometimes late, repeated or out of date.
  mutating func input(for alarm: Alarm?, sequence: inout Int64) -> AlarmInput {
    let revision = (alarm?.revision ?? 0) - (below(4) == 0 ? 1 : 0)
    switch below(36) {
    case 0..<9: return .raise(severity(), sequence: number(&sequence))
    case 9..<13: return .clear(sequence: number(&sequence), cause: "over")
    case 13..<18: return .acknowledge(revision: revision, by: "wang", until: below(2) == 0 ? .start + 7200 : nil)
    case 18: return .unacknowledge(by: "li")
    case 19, 20: return .reset(by: "li")
    case 21: return .acknowledgementExpired(of: below(4) == 0 ? .start - 1 : alarm?.acknowledgement?.at ?? .start)
    case 22: return .acknowledgementDecayed
    case 23, 24: return shelve(from: alarm?.changedAt ?? .start)
    case 25: return .unshelve(revision: revision, by: "li")
    case 26: return .shelfExpired(number: (alarm?.shelf?.number ?? 0) - (below(4) == 0 ? 1 : 0))
    case 27: return .suppress(rule: below(2) == 0 ? "storm" : "power")
    case 28: return .unsuppress(rule: below(2) == 0 ? "storm" : "power")
    case 29: return .takeOutOfService(by: "li", permit: "P-1")
    case 30: return .returnToService(by: "li")
    case 31: return .sourceLost
    case 32: return .sourceBack
    case 33: return below(2) == 0 ? .timeToLive(clears: below(2) == 0) : deadline(for: alarm)
    case 34: return below(2) == 0 ? .note(text: "seen", by: "li") : .duty(work(), by: "li")
    default: return below(2) == 0 ? .ruleEdited : .ruleDeleted
    }
  }

  /// Mostly what is due, sometimes what belongs to an earlier revision or occurrence.
  private mutating func deadline(for alarm: Alarm?) -> AlarmInput {
    let off = below(3) == 0 ? 1 : 0
    return .deadlinePassed(
      below(2) == 0 ? .acknowledge(revision: (alarm?.revision ?? 0) - off) : .act(occurrence: (alarm?.occurrence ?? 0) - off))
  }

  private mutating func work() -> DutyAction {
    switch below(6) {
    case 0: .assign(to: "duty")
    case 1: .urge("hurry")
    case 2: .supervise("")
    case 3: .escalate(to: .province, "")
    case 4: .startReports(plan: "cyber")
    default: .reportSent(isFinal: below(2) == 0, "")
    }
  }

  private mutating func severity() -> Severity { Severity.allCases[below(4)] }

  private mutating func number(_ sequence: inout Int64) -> Int64 {
    switch below(6) {
    case 0: return sequence - Int64(below(5))
    default:
      sequence += 1
      return sequence
    }
  }

  private mutating func shelve(from now: Timestamp) -> AlarmInput {
    .shelve(until: now + Double(600 + below(36_000)), by: "li", reason: below(10) == 0 ? "" : "works", isOneShot: below(3) == 0)
  }
}

/// One step of a history with what it did.
struct AlarmStep {
  var options: AlarmOptions
  var before: Alarm
  var input: AlarmInput
  var outcome: AlarmOutcome
  var after: Alarm
  var at: Timestamp
}

/// Something that happens to an alarm at a moment.
struct AlarmMove: CustomStringConvertible {
  var input: AlarmInput
  var at: Timestamp
  var description: String { "+\(Int(at - .start)) \(input)" }
}

/// Plays moves and gives every step to `check`; true where one of them fails.
func failsAlarm(_ moves: [AlarmMove], latch: AlarmOptions.Latch, check: (AlarmStep) -> Bool) -> Bool {
  var alarm = Alarm(key: AlarmKey(text: "rule/cloud/a"), facts: .sample, at: .start)
  let options = AlarmOptions(latch: latch)
  for move in moves {
    let before = alarm
    let outcome = alarm.apply(move.input, options: options, at: move.at)
    guard
      check(AlarmStep(options: options, before: before, input: move.input, outcome: outcome, after: alarm, at: move.at))
    else { return true }
  }
  return false
}

/// Plays a random history and gives every step to `check`; false ends it. Returns the shortest history found that shows the fault.
func playAlarm(seed: Int, latch: AlarmOptions.Latch, steps: Int, check: (AlarmStep) -> Bool) -> [AlarmMove]? {
  var random = Seeded(seed)
  var alarm = Alarm(key: AlarmKey(text: "rule/cloud/a"), facts: .sample, at: .start)
  var sequence: Int64 = 0
  var time = Timestamp.start
  var played: [AlarmMove] = []
  let options = AlarmOptions(latch: latch)
  for _ in 0..<steps {
    time = time + Double(random.below(1800))
    let before = alarm
    let input = random.input(for: alarm, sequence: &sequence)
    let outcome = alarm.apply(input, options: options, at: time)
    played.append(AlarmMove(input: input, at: time))
    let step = AlarmStep(options: options, before: before, input: input, outcome: outcome, after: alarm, at: time)
    if !check(step) { return shrunk(played) { failsAlarm($0, latch: latch, check: check) } }
  }
  return nil
}

/// The shortest list that still fails: runs of it are left out, long ones first, for as long as that helps.
func shrunk<Move>(_ list: [Move], fails: ([Move]) -> Bool) -> [Move] {
  var list = list
  var run = max(1, list.count / 2)
  while true {
    var start = 0
    var isShorter = false
    while start < list.count {
      var shorter = list
      shorter.removeSubrange(start..<min(start + run, list.count))
      if fails(shorter) {
        list = shorter
        isShorter = true
      } else {
        start += run
      }
    }
    if run == 1, !isShorter { return list }
    run = max(1, run / 2)
  }
}

extension Alarm {
  /// What the core and its numbers are, apart from overlays, quality and notes.
  struct CoreView: Equatable {
    var core: Core
    var current, announced: Severity?
    var acknowledgement: Acknowledgement?
    var occurrence, revision: Int
  }

  var coreView: CoreView {
    CoreView(
      core: core, current: current, announced: announced, acknowledgement: acknowledgement, occurrence: occurrence,
      revision: revision)
  }
}
