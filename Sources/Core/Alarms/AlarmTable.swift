internal import TextSafety

/// All alarms that are not over, in the order they came, with their totals; and what must be remembered of those that are.
public struct AlarmTable: Sendable {
  /// What outlives an alarm that is over: its numbers never fall.
  struct Memory: Sendable, Equatable {
    var occurrence: Int
    var revision: Int
    var count: Int
    var sequence: Int64
    var shelves: Int
  }

  /// Alarms that are over and remembered, at most.
  static let memoryLimit = 100_000

  private var alarms: [AlarmKey: Alarm] = [:]
  private var order: [AlarmKey] = []
  private var memory: [AlarmKey: Memory] = [:]
  private var memoryOrder: [AlarmKey] = []
  public private(set) var totals = AlarmTotals()
  public private(set) var lastSequence: Int64 = 0
  /// Changes with every alarm that changes.
  public private(set) var version = 0

  public init() {}

  public subscript(key: AlarmKey) -> Alarm? { alarms[key] }

  /// In the order they came; nothing here moves when something changes.
  public var rows: [Alarm] { order.compactMap { alarms[$0] } }
  public var count: Int { alarms.count }

  /// Applies an input; the journal entry is numbered when there is something to write down.
  mutating func apply(_ input: AlarmInput, to key: AlarmKey, facts: AlarmFacts?, options: AlarmOptions, at: Timestamp) -> (
    AlarmOutcome, JournalEntry?
  ) {
    guard var alarm = alarms[key] ?? new(key, for: input, facts: facts, at: at) else {
      return refuseUnknown(input, key, at: at)
    }
    let outcome = alarm.apply(input, facts: facts, options: options, at: at)
    let who = input.operatorID
    if let refusal = outcome.refusal { return (outcome, entry(.refusal, input, key, at: at, by: who, refusal: refusal, after: nil)) }
    switch outcome.change {
    case .none: return (outcome, nil)
    case .duplicate:
      store(alarm)
      return (outcome, nil)
    case .noted where who == nil:
      store(alarm)
      return (outcome, nil)
    case .noted, .changed: break
    }
    if who != nil { alarm.journalSequence = lastSequence + 1 }
    store(alarm)
    let kind: JournalEntry.Kind = who != nil ? .action : input.isTimer ? .timer : .transition
    return (outcome, entry(kind, input, key, at: at, by: who, refusal: nil, after: alarm))
  }

  private mutating func entry(
    _ kind: JournalEntry.Kind, _ input: AlarmInput, _ key: AlarmKey, at: Timestamp, by: SafeText?, refusal: AlarmRefusal?, after: Alarm?
  ) -> JournalEntry {
    lastSequence += 1
    var text: SafeText?
    if case .note(let note, _) = input { text = note }
    if case .shelve(_, _, let reason, _) = input { text = reason }
    return JournalEntry(sequence: lastSequence, at: at, kind: kind, key: key, input: input.word, by: by, refusal: refusal, text: text, after: after)
  }

  private mutating func refuseUnknown(_ input: AlarmInput, _ key: AlarmKey, at: Timestamp) -> (AlarmOutcome, JournalEntry?) {
    guard let who = input.operatorID else { return (.nothing, nil) }
    let outcome = AlarmOutcome.refused(memory[key] == nil ? .unknownAlarm : .nothing)
    return (outcome, entry(.refusal, input, key, at: at, by: who, refusal: outcome.refusal, after: nil))
  }

  /// An alarm begins with a raise, with the numbers it had when it was last here.
  private func new(_ key: AlarmKey, for input: AlarmInput, facts: AlarmFacts?, at: Timestamp) -> Alarm? {
    guard case .raise = input, let facts else { return nil }
    var alarm = Alarm(key: key, facts: facts, at: at)
    if let memory = memory[key] {
      alarm.occurrence = memory.occurrence
      alarm.revision = memory.revision
      alarm.count = memory.count
      alarm.sequence = memory.sequence
      alarm.shelves = memory.shelves
    }
    return alarm
  }

  /// Keeps an alarm, or what must be remembered of it when it is over.
  private mutating func store(_ alarm: Alarm) {
    version += 1
    if let before = alarms[alarm.key] { totals.count(before, -1) }
    guard alarm.core == .normal, !alarm.isHidden else {
      if alarms[alarm.key] == nil { order.append(alarm.key) }
      alarms[alarm.key] = alarm
      totals.count(alarm, 1)
      return
    }
    if alarms.removeValue(forKey: alarm.key) != nil { order.removeAll { $0 == alarm.key } }
    if memory[alarm.key] == nil { memoryOrder.append(alarm.key) }
    memory[alarm.key] = Memory(
      occurrence: alarm.occurrence, revision: alarm.revision, count: alarm.count, sequence: alarm.sequence, shelves: alarm.shelves)
    if memoryOrder.count > AlarmTable.memoryLimit { memory[memoryOrder.removeFirst()] = nil }
  }

  /// Puts back an alarm as its last journal entry left it.
  public mutating func restore(_ alarm: Alarm) { store(alarm) }

  /// The journal goes on after this number.
  public mutating func restore(lastSequence: Int64) { self.lastSequence = max(self.lastSequence, lastSequence) }

  /// Timers that are due; shelves end at most five at a time, the worst first, so that the end of a storm's shelves is no flood.
  func dueTimers(at now: Timestamp) -> [(key: AlarmKey, input: AlarmInput)] {
    guard totals.withTimers > 0 else { return [] }
    var due: [(key: AlarmKey, input: AlarmInput)] = []
    var shelves: [(alarm: Alarm, input: AlarmInput)] = []
    for alarm in rows {
      for input in alarm.dueTimers(at: now) {
        if case .shelfExpired = input { shelves.append((alarm, input)) } else { due.append((alarm.key, input)) }
      }
    }
    shelves.sort { $0.alarm.shownSeverity > $1.alarm.shownSeverity }
    return due + shelves.prefix(5).map { ($0.alarm.key, $0.input) }
  }
}

extension AlarmInput {
  var isTimer: Bool {
    switch self {
    case .acknowledgementExpired, .shelfExpired, .timeToLive, .escalate: true
    default: false
    }
  }
}
