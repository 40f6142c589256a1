internal import DequeModule
internal import TextSafety

/// What is kept of alarms that have gone, so that numbers go on where they were when one comes back. Bounded: the oldest are forgotten.
struct AlarmMemory: Sendable {
  /// The few figures of an alarm that outlive it.
  struct Trace: Sendable, Equatable {
    var occurrence: Int
    var revision: Int
    var count: Int
    var sequence: Int64
    var beginnings: [Timestamp]
    var clearedAt: Timestamp?
    var previousAcknowledgement: Alarm.Acknowledgement?
    var shelves: Int
    var journalSequence: Int64
  }

  static let limit = 65_536
  private var traces: [AlarmKey: (trace: Trace, turn: Int)] = [:]
  private var order: Deque<(key: AlarmKey, turn: Int)> = []
  private var turn = 0
  /// No alarm of which nothing is known begins below it, so that no revision is ever given twice.
  private var revisionFloor = 0

  func knows(_ key: AlarmKey) -> Bool { traces[key] != nil }

  mutating func remember(_ alarm: Alarm) {
    turn += 1
    let trace = Trace(
      occurrence: alarm.occurrence, revision: alarm.revision, count: alarm.count, sequence: alarm.sequence,
      beginnings: alarm.beginnings,
      clearedAt: alarm.clearedAt, previousAcknowledgement: alarm.previousAcknowledgement, shelves: alarm.shelves,
      journalSequence: alarm.journalSequence)
    traces[alarm.key] = (trace, turn)
    order.append((alarm.key, turn))
    while traces.count > AlarmMemory.limit || order.count > 2 * AlarmMemory.limit { forgetOldest() }
  }

  mutating func forget(_ key: AlarmKey) { traces[key] = nil }

  /// A normal alarm with the numbers it had, or a new one.
  func recall(_ key: AlarmKey, facts: Boxed<AlarmFacts>, at time: Timestamp) -> Alarm {
    var alarm = Alarm(key: key, boxed: facts, at: time)
    guard let trace = traces[key]?.trace else {
      alarm.revision = revisionFloor
      return alarm
    }
    alarm.occurrence = trace.occurrence
    alarm.revision = trace.revision
    alarm.count = trace.count
    alarm.sequence = trace.sequence
    alarm.beginnings = trace.beginnings
    alarm.clearedAt = trace.clearedAt
    alarm.previousAcknowledgement = trace.previousAcknowledgement
    alarm.shelves = trace.shelves
    alarm.journalSequence = trace.journalSequence
    return alarm
  }

  private mutating func forgetOldest() {
    guard let (key, turn) = order.popFirst(), let known = traces[key], known.turn == turn else { return }
    revisionFloor = max(revisionFloor, known.trace.revision)
    traces[key] = nil
  }
}
