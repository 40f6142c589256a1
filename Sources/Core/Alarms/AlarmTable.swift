public import TextSafety

/// All alarms in the order they came, the journal's numbers, and totals that are kept, not counted.
///
/// A row stays where it is until its alarm is over. Normal alarms are kept while an overlay hides them, and the latest
/// `quietLimit` that carry notes; of the others only the numbers remain (`AlarmMemory`).
public struct AlarmTable: Sendable {
  public static let quietLimit = 1000

  /// Nil where an alarm has gone; squeezed out now and then.
  private(set) var slots: [Alarm?] = []
  private var index: [AlarmKey: Int] = [:]
  private var memory = AlarmMemory()
  /// Normal alarms that are kept for their notes only, oldest first.
  private var quiet: [AlarmKey] = []
  /// Those with a timer, so that a tick need not look at all.
  private(set) var timed: Set<AlarmKey> = []
  /// When shelves ran out lately: they are released a few at a time.
  private(set) var releases: [Timestamp] = []
  private(set) var changes = AlarmChanges()
  /// What the city wants done by when.
  var duty = DutyRules()
  var deadlines = DeadlineQueue()
  /// Those with reports that are owed.
  var reporting: Set<AlarmKey> = []

  /// Changes with every alarm that changes.
  public private(set) var version = 0
  public private(set) var totals = AlarmTotals()
  /// The number of the next journal entry.
  public private(set) var nextSequence: Int64 = 1
  public var lastSequence: Int64 { nextSequence - 1 }

  public init() {}

  public subscript(key: AlarmKey) -> Alarm? { index[key].flatMap { slots[$0] } }

  /// Alarms that are not normal, in the order they came.
  public var rows: [Alarm] {
    var rows: [Alarm] = []
    rows.reserveCapacity(index.count)
    for case let alarm? in slots where alarm.core != .normal { rows.append(alarm) }
    return rows
  }
  /// How many alarms are kept, the normal ones among them included.
  public var count: Int { index.count }
  /// These and the normal ones that are kept: shelved in advance, out of service, with notes. Nothing is copied to look at them.
  public var all: Rows { Rows(slots: slots) }

  /// Gives an input to its alarm and, where the journal must know, numbers the entry for it.
  public mutating func apply(
    _ input: AlarmInput, to key: AlarmKey, facts: AlarmFacts? = nil, options: AlarmOptions = AlarmOptions(), at time: Timestamp
  ) -> (AlarmOutcome, JournalEntry?) {
    guard var alarm = self[key] ?? absent(key, input, facts: facts, at: time) else {
      let outcome: AlarmOutcome = input.operatorID == nil ? .nothing : .refused(.unknownAlarm)
      return (outcome, outcome.refusal.map { _ in entry(input, key, outcome, after: nil, at: time) })
    }
    let wasOpen = alarm.core != .normal
    let outcome = alarm.apply(input, facts: facts, options: options, at: time)
    guard outcome.isChanged || input.isDeadline && outcome.isNoted else {
      keep(alarm)
      return (outcome, outcome.refusal.map { _ in entry(input, key, outcome, after: nil, at: time) })
    }
    if input.isDecision { alarm.journalSequence = nextSequence }
    if !wasOpen, alarm.core != .normal || index[key] == nil { alarm.arrival = nextSequence }
    if case .shelfExpired = input { releases = releases.filter { $0 > time - AlarmTable.releaseSeconds } + [time] }
    keep(alarm)
    return (outcome, entry(input, key, outcome, after: alarm, at: time))
  }

  /// An entry about the desk rather than an alarm.
  public mutating func record(
    _ name: SafeText, kind: JournalEntry.Kind = .log, by: SafeText? = nil, text: SafeText? = nil, refusal: AlarmRefusal? = nil,
    at time: Timestamp
  ) -> JournalEntry {
    defer { nextSequence += 1 }
    return JournalEntry(
      sequence: nextSequence, at: time, kind: refusal == nil ? kind : .refusal, key: nil, input: name, by: by, refusal: refusal,
      text: text, after: nil)
  }

  /// Puts an alarm back as an entry of the journal left it.
  public mutating func restore(_ alarm: Alarm) { keep(alarm) }

  /// The same for many, in any order.
  public mutating func restore(_ alarms: [Alarm]) {
    for alarm in alarms.sorted(by: { $0.arrival < $1.arrival }) { keep(alarm) }
  }

  /// The journal goes on with this number.
  public mutating func restore(nextSequence: Int64) { self.nextSequence = max(self.nextSequence, nextSequence) }
  /// The journal goes on after this number.
  public mutating func restore(lastSequence: Int64) { restore(nextSequence: lastSequence + 1) }

  /// Takes an entry of the journal, in its order: the table is then as it was after it.
  public mutating func replay(_ entry: JournalEntry) {
    if let after = entry.after { keep(after) }
    nextSequence = entry.sequence + 1
  }

  private mutating func entry(
    _ input: AlarmInput, _ key: AlarmKey, _ outcome: AlarmOutcome, after: Alarm?, at time: Timestamp
  ) -> JournalEntry {
    defer { nextSequence += 1 }
    return JournalEntry(
      sequence: nextSequence, at: time, kind: outcome.refusal == nil ? input.kind : .refusal, key: key, input: input.word,
      by: input.operatorID,
      refusal: outcome.refusal, text: input.text, after: after)
  }

  /// An alarm that is not in the table, where the input may concern it.
  private func absent(_ key: AlarmKey, _ input: AlarmInput, facts: AlarmFacts?, at time: Timestamp) -> Alarm? {
    switch input {
    case .raise, .clear: break
    default: guard input.operatorID != nil, facts != nil || memory.knows(key) else { return nil }
    }
    let named = LocalName(zh: key.text, en: key.text)
    return memory.recall(key, facts: facts ?? AlarmFacts(category: .other, headline: named), at: time)
  }
}

// MARK: - Keeping rows

extension AlarmTable {
  /// Stores an alarm, or only its numbers when it is over.
  private mutating func keep(_ alarm: Alarm) {
    let row = index[alarm.key]
    let old = row.flatMap { slots[$0] }
    version += 1
    if let old { totals.count(old, -1) }
    timed.remove(alarm.key)
    if let old, old.isQuiet { quiet.removeAll { $0 == alarm.key } }
    if alarm.core == .normal, !alarm.isHidden, alarm.notes.isEmpty, alarm.work?.hasOpenReport != true {
      if !reporting.isEmpty { reporting.remove(alarm.key) }
      if let row { vacate(row, alarm.key) }
      memory.remember(alarm)
    } else {
      if let row, old?.arrival == alarm.arrival { slots[row] = alarm } else { insert(alarm, replacing: row) }
      memory.forget(alarm.key)
      totals.count(alarm, 1)
      if alarm.hasTimer { timed.insert(alarm.key) }
      schedule(alarm, before: old)
      if alarm.isQuiet { hush(alarm.key) }
    }
    if old?.isCause != alarm.isCause || old == nil || old?.suppressedBy != alarm.suppressedBy { changes.append(alarm.key) }
  }

  private mutating func insert(_ alarm: Alarm, replacing row: Int?) {
    if let row { vacate(row, alarm.key) }
    if let last = slots.last, let last, last.arrival > alarm.arrival {
      slots.removeAll { $0 == nil }
      let place = slots.firstIndex { ($0?.arrival ?? 0) > alarm.arrival } ?? slots.endIndex
      slots.insert(alarm, at: place)
      reindex()
    } else {
      index[alarm.key] = slots.count
      slots.append(alarm)
    }
  }

  private mutating func vacate(_ row: Int, _ key: AlarmKey) {
    slots[row] = nil
    index[key] = nil
    while let last = slots.last, last == nil { slots.removeLast() }
    guard slots.count > 64, index.count < slots.count / 2 else { return }
    slots.removeAll { $0 == nil }
    reindex()
  }

  private mutating func reindex() {
    index.removeAll(keepingCapacity: true)
    for (row, alarm) in slots.enumerated() { if let alarm { index[alarm.key] = row } }
  }

  private mutating func hush(_ key: AlarmKey) {
    quiet.append(key)
    guard quiet.count > AlarmTable.quietLimit, let row = index[quiet.removeFirst()], let alarm = slots[row] else { return }
    vacate(row, alarm.key)
    memory.remember(alarm)
  }
}

extension Alarm {
  /// Normal and in sight: only its notes keep it.
  fileprivate var isQuiet: Bool { core == .normal && !isHidden && work?.hasOpenReport != true }
}
