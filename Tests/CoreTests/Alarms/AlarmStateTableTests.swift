import Testing
import TextSafety

@testable import Core

/// The complete table of the design, word for word, held against the machine: every row in every state under every latch option.
struct AlarmStateTableTests {
  static let table = """
    RAISE worse (s > covered) | UNACK R+ O+ ♪ | = cur2→3 R+ ♪ | UNACK R+ ♪ | UNACK R+ O+ ♪ | UNACK R+ O+ ♪
    RAISE same s | UNACK R+ O+ ♪ | = dup | = dup | UNACK R+ O+ ♪ | UNACK R+ O+ ♪
    RAISE lower s | UNACK R+ O+ ♪ | = cur2→1 | = cur2→1 | UNACK R+ O+ ♪ | UNACK R+ O+ ♪
    RAISE duplicate (same seq) | = dup | = dup | = dup | = dup | = dup
    RAISE late (old seq), worse | RTNUN R+ O+ ♪ · none: = noted late · reset: RTNUN R+ O+ ♪ | = ann2→3 R+ ♪ · none: = noted late · reset: = ann2→3 R+ ♪ | UNACK R+ ♪ · none: = noted late · reset: UNACK R+ ♪ | = ann2→3 R+ ♪ | RTNUN R+ ♪
    RAISE late, not worse | RTNUN R+ O+ ♪ · none: = noted late · reset: RTNUN R+ O+ ♪ | = noted late | = noted late | = noted late | = noted late
    CLEAR | = dup | RTNUN · none: NORM 静 · reset: RTNUN | NORM · reset: LATCHD | = dup | = dup
    CLEAR late / duplicate | = noted late | = noted late | = noted late | = noted late | = noted late
    ACK rev current | ✗NOTHING | ACKED 静 | ✗ALREADY | NORM 静 · reset: LATCHD 静 | ✗ALREADY
    ACK rev old | ✗NOTHING | ✗STALE | ✗ALREADY | ✗STALE | ✗ALREADY
    UNACK | ✗NOTHING | ✗NOTACKED | UNACK R+ ♪ | ✗NOTACKED | RTNUN R+ ♪
    RESET | ✗NOTHING | ✗ACTIVE | ✗ACTIVE | ✗UNACKED | NORM
    ACK_EXPIRE (own timer) | = (no effect) | = (no effect) | UNACK R+ ♪ | = (no effect) | RTNUN R+ ♪
    ACK_EXPIRE (older ack) | = (no effect) | = (no effect) | = (no effect) | = (no effect) | = (no effect)
    ESCALATE timer | = (no effect) | = noted | = (no effect) | = noted | = (no effect)
    TTL, policy stale | = (no effect) | = +stale | = +stale | = (no effect) | = (no effect)
    TTL, policy clear | = (no effect) | RTNUN · none: NORM 静 · reset: RTNUN | NORM · reset: LATCHD | = (no effect) | = (no effect)
    SRC_LOST | = +stale | = +stale | = +stale | = +stale | = +stale
    SRC_BACK | = noted | = noted | = noted | = noted | = noted
    SHELVE(until) | = +E 静 | = +E 静 | = +E 静 | = +E 静 | = +E 静
    SUPPRESS(rule) | = +F 静 | = +F 静 | = +F 静 | = +F 静 | = +F 静
    OOS | = +G 静 | = +G 静 | = +G 静 | = +G 静 | = +G 静
    UNSHELVE, rev seen | = -E | ACKED -E 静 | = -E | NORM -E 静 · reset: LATCHD -E 静 | = -E
    UNSHELVE, rev old | = -E | = -E ♪ | = -E | = -E ♪ | = -E
    SHELF_EXPIRE | = -E | = -E ♪ | UNACK -E R+ ♪ | = -E ♪ | = -E
    UNSUPPRESS (last rule) | = -F | = -F ♪ | = -F | = -F ♪ | = -F
    RTS | = -G | = -G ♪ | UNACK -G R+ ♪ | = -G ♪ | = -G
    RULE_EDIT | = noted | = noted | = noted | = noted | = noted
    RULE_DELETE | = noted | RTNUN · none: NORM 静 · reset: RTNUN | NORM · reset: LATCHD | = noted | = noted
    """

  static let rows: [[String]] = table.split(separator: "\n").map { line in
    line.split(separator: "|").map { cell in String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
  }

  static let states: [(core: Alarm.Core, word: String)] = [
    (.normal, "NORM"), (.unacknowledged, "UNACK"), (.acknowledged, "ACKED"), (.returned, "RTNUN"), (.latched, "LATCHD"),
  ]

  @Test("every row × state × latch does what the table says", arguments: rows)
  func cell(row: [String]) throws {
    #expect(row.count == 6)
    for (column, state) in Self.states.enumerated() {
      for latch in AlarmOptions.Latch.allCases where Self.isReachable(state.core, latch) {
        let before = prepared(row[0], Alarm.sample(in: state.core, latch: latch))
        var after = before
        let outcome = after.apply(input(row[0], before), options: AlarmOptions(latch: latch), at: .start + 60)
        check(
          outcome, before, after, expected: Self.expectation(row[column + 1], latch), "\(row[0]) × \(state.word), latch \(latch)")
      }
    }
  }

  /// `latch=none` never gets to returned, only `reset` to latched.
  static func isReachable(_ core: Alarm.Core, _ latch: AlarmOptions.Latch) -> Bool {
    core == .returned ? latch != .none : core != .latched || latch == .reset
  }

  /// The words of a cell for one latch option.
  static func expectation(_ cell: String, _ latch: AlarmOptions.Latch) -> [Substring] {
    let parts = cell.split(separator: "·").map { $0.split(separator: " ") }
    return parts.first { $0.first == "\(latch):" }.map { Array($0.dropFirst()) } ?? parts[0]
  }

  /// Rows that take an overlay away need one first.
  private func prepared(_ row: String, _ alarm: Alarm) -> Alarm {
    var alarm = alarm
    switch row.prefix(while: { $0.isLetter || $0 == "_" }) {
    case "UNSHELVE", "SHELF_EXPIRE":
      _ = alarm.apply(.shelve(until: .start + 3600, by: "li", reason: "works", isOneShot: false), at: .start + 1)
    case "UNSUPPRESS": _ = alarm.apply(.suppress(rule: "storm"), at: .start + 1)
    case "RTS": _ = alarm.apply(.takeOutOfService(by: "li", permit: "P-1"), at: .start + 1)
    default: break
    }
    return alarm
  }

  private func input(_ row: String, _ alarm: Alarm) -> AlarmInput {
    switch row {
    case "RAISE worse (s > covered)": .raise(.orange, sequence: 30)
    case "RAISE same s": .raise(.yellow, sequence: 30)
    case "RAISE lower s": .raise(.blue, sequence: 30)
    case "RAISE duplicate (same seq)": .raise(.yellow, sequence: alarm.sequence)
    case "RAISE late (old seq), worse": .raise(.orange, sequence: 5)
    case "RAISE late, not worse": .raise(.blue, sequence: 5)
    case "CLEAR": .clear(sequence: 30, cause: "test")
    case "CLEAR late / duplicate": .clear(sequence: 5, cause: "test")
    case "ACK rev current": .acknowledge(revision: alarm.revision, by: "zhao", until: nil)
    case "ACK rev old": .acknowledge(revision: alarm.revision - 1, by: "zhao", until: nil)
    case "UNACK": .unacknowledge(by: "zhao")
    case "RESET": .reset(by: "zhao")
    case "ACK_EXPIRE (own timer)": .acknowledgementExpired(of: .start)
    case "ACK_EXPIRE (older ack)": .acknowledgementExpired(of: .start - 60)
    case "ESCALATE timer": .deadlinePassed(.acknowledge(revision: alarm.revision))
    case "TTL, policy stale": .timeToLive(clears: false)
    case "TTL, policy clear": .timeToLive(clears: true)
    case "SRC_LOST": .sourceLost
    case "SRC_BACK": .sourceBack
    case "SHELVE(until)": .shelve(until: .start + 3600, by: "zhao", reason: "works", isOneShot: false)
    case "SUPPRESS(rule)": .suppress(rule: "storm")
    case "OOS": .takeOutOfService(by: "zhao", permit: "P-1")
    case "UNSHELVE, rev seen": .unshelve(revision: alarm.revision, by: "zhao")
    case "UNSHELVE, rev old": .unshelve(revision: alarm.revision - 1, by: "zhao")
    case "SHELF_EXPIRE": .shelfExpired(number: alarm.shelves)
    case "UNSUPPRESS (last rule)": .unsuppress(rule: "storm")
    case "RTS": .returnToService(by: "zhao")
    case "RULE_EDIT": .ruleEdited
    case "RULE_DELETE": .ruleDeleted
    default: preconditionFailure("a row without an input: \(row)")
    }
  }

  private func check(_ outcome: AlarmOutcome, _ before: Alarm, _ after: Alarm, expected words: [Substring], _ comment: String) {
    let comment = Comment(rawValue: "\(comment): \(words.joined(separator: " ")) – got \(after.core), \(outcome)")
    let target = Self.states.first { words.contains(Substring($0.word)) }?.core ?? before.core
    #expect(after.core == target, comment)
    #expect(after.revision == before.revision + (words.contains("R+") ? 1 : 0), comment)
    #expect(after.occurrence == before.occurrence + (words.contains("O+") ? 1 : 0), comment)
    #expect(outcome.announce == words.contains("♪"), comment)
    #expect(outcome.silence == words.contains("静"), comment)
    #expect(outcome.isDuplicate == words.contains("dup"), comment)
    #expect(outcome.isNoted == words.contains("noted"), comment)
    #expect(after.isStale == words.contains("+stale"), comment)
    for word in words {
      switch word {
      case "cur2→1": #expect(after.current == .blue, comment)
      case "cur2→3": #expect(after.current == .orange && after.announced == .orange, comment)
      case "ann2→3": #expect(after.announced == .orange && after.current == before.current, comment)
      case "+E": #expect(after.projection == .shelved, comment)
      case "+F": #expect(after.projection == .suppressed, comment)
      case "+G": #expect(after.projection == .outOfService, comment)
      case "-E", "-F", "-G": #expect(!after.isHidden, comment)
      case "effect)": #expect(after == before && outcome == AlarmOutcome(), comment)
      default: break
      }
    }
    if let refused = words.first, refused.hasPrefix("✗") {
      #expect(outcome.refusal?.code.string == String(refused.dropFirst()), comment)
      #expect(after == before, comment)
    } else {
      #expect(outcome.refusal == nil, comment)
    }
  }
}
