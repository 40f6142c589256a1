internal import DequeModule
public import TextSafety

/// All alarms in the order they came, the journal's numbers, and totals that are kept, not counted.
///
/// A row stays where it is until its alarm is over. Normal alarms are kept while an overlay hides them, and the latest
/// `quietLimit` that carry notes; of the others only the numbers remain (`AlarmMemory`).
public struct AlarmTable: Sendable {
  public static let quietLimit = 1000

  /// In the order of arrival; squeezed now and then.
  private(set) var slots: [AlarmSlot] = []
  /// When each came, those that have gone included.
  private var arrivals: [Int64] = []
  private var gone = 0
  private var index = RowIndex()
  private var memory = AlarmMemory()
  /// Normal alarms that are kept for their notes only, oldest first.
  private var quiet: [AlarmKey] = []
  /// Kept for its memory.
  private var writer = PackedWriter()
  /// Those with a timer by the moment it may run out, so that a tick need not look at all.
  private(set) var timed = SortedEntries()
  /// Those that are not normal, in the order of the screen.
  private(set) var shown = SortedEntries()
  /// Operators' decisions that the disk has not confirmed, oldest first.
  private var decisions: Deque<(sequence: Int64, key: AlarmKey)> = []
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
  /// Those that wait for somebody, by place.
  public private(set) var places = AlarmPlaces()
  /// The number of the next journal entry.
  public private(set) var nextSequence: Int64 = 1
  public var lastSequence: Int64 { nextSequence - 1 }

  public init() {}

  public subscript(key: AlarmKey) -> Alarm? { row(of: key).flatMap { slots[$0].alarm } }

  /// The rules that suppress an alarm, without taking it apart; nil where it is not in the table.
  func suppressions(of key: AlarmKey) -> [SafeText]? { row(of: key).map { slots[$0].suppressedBy } }

  private func row(of key: AlarmKey) -> Int? { index.row(of: key.text.digest) { slots[$0].isAlarm(key) } }

  /// Alarms that are not normal, in the order they came.
  public var rows: [Alarm] {
    var rows: [Alarm] = []
    rows.reserveCapacity(shown.count)
    for alarm in all where alarm.core != .normal { rows.append(alarm) }
    return rows
  }
  /// How many alarms are kept, the normal ones among them included.
  public var count: Int { slots.count - gone }
  /// These and the normal ones that are kept: shelved in advance, out of service, with notes.
  public var all: Rows { Rows(slots: slots) }

  /// Gives an input to its alarm and, where the journal must know, numbers the entry for it.
  public mutating func apply(
    _ input: AlarmInput, to key: AlarmKey, facts: AlarmFacts? = nil, options: AlarmOptions = AlarmOptions(), at time: Timestamp
  ) -> (AlarmOutcome, JournalEntry?) {
    let step = step(input, key, facts: facts.map(Boxed.init), options: options, at: time)
    return (step.outcome, step.entry)
  }

  /// The same, with the alarm as it was and is: to look for it again would take it apart again.
  mutating func step(
    _ input: AlarmInput, _ key: AlarmKey, facts: Boxed<AlarmFacts>?, options: AlarmOptions, at time: Timestamp
  ) -> Step {
    let row = row(of: key)
    let old = row.flatMap { slots[$0].alarm }
    var alarm: Alarm
    if let old {
      alarm = old
    } else if let new = absent(key, input, facts: facts, at: time) {
      alarm = new
    } else {
      let outcome: AlarmOutcome = input.operatorID == nil ? .nothing : .refused(.unknownAlarm)
      return Step(outcome: outcome, entry: outcome.refusal.map { _ in entry(input, key, outcome, after: nil, at: time) })
    }
    let wasOpen = alarm.core != .normal
    let outcome = alarm.apply(input, boxed: facts, options: options, at: time)
    guard outcome.isChanged || input.isDeadline && outcome.isNoted else {
      keep(alarm, in: row, instead: old)
      let refusal = outcome.refusal.map { _ in entry(input, key, outcome, after: nil, at: time) }
      let isOver = alarm.isOver
      return Step(outcome: outcome, entry: refusal, before: old.map(Boxed.init), after: isOver ? nil : Boxed(wrappedValue: alarm))
    }
    if input.isDecision {
      alarm.journalSequence = nextSequence
      decisions.append((nextSequence, key))
    }
    if !wasOpen, alarm.core != .normal || old == nil { alarm.arrival = nextSequence }
    if case .shelfExpired = input { releases = releases.filter { $0 > time - AlarmTable.releaseSeconds } + [time] }
    keep(alarm, in: row, instead: old)
    let after = Boxed(wrappedValue: alarm)
    return Step(
      outcome: outcome, entry: entry(input, key, outcome, after: after, at: time), before: old.map(Boxed.init), after: after)
  }

  /// An entry about the desk rather than an alarm.
  public mutating func record(
    _ name: SafeText, kind: JournalEntry.Kind = .log, by: SafeText? = nil, text: SafeText? = nil, refusal: AlarmRefusal? = nil,
    at time: Timestamp
  ) -> JournalEntry {
    defer { nextSequence += 1 }
    return JournalEntry(
      sequence: nextSequence, at: time, kind: refusal == nil ? kind : .refusal, key: nil, input: name, by: by, refusal: refusal,
      text: text, kept: nil)
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

  /// The disk has the journal up to this number.
  mutating func confirm(through sequence: Int64) {
    while let first = decisions.first, first.sequence <= sequence { decisions.removeFirst() }
  }

  /// Alarms with a decision that is not on disk, oldest first.
  var undecided: [Alarm] {
    var seen: Set<AlarmKey> = []
    return decisions.compactMap { seen.insert($0.key).inserted ? self[$0.key] : nil }
  }

  private mutating func entry(
    _ input: AlarmInput, _ key: AlarmKey, _ outcome: AlarmOutcome, after: Boxed<Alarm>?, at time: Timestamp
  ) -> JournalEntry {
    defer { nextSequence += 1 }
    return JournalEntry(
      sequence: nextSequence, at: time, kind: outcome.refusal == nil ? input.kind : .refusal, key: key, input: input.word,
      by: input.operatorID,
      refusal: outcome.refusal, text: input.text, kept: after)
  }

  /// An alarm that is not in the table, where the input may concern it.
  private func absent(_ key: AlarmKey, _ input: AlarmInput, facts: Boxed<AlarmFacts>?, at time: Timestamp) -> Alarm? {
    switch input {
    case .raise, .clear: break
    default: guard input.operatorID != nil, facts != nil || memory.knows(key) else { return nil }
    }
    if let facts { return memory.recall(key, facts: facts, at: time) }
    let named = LocalName(zh: key.text, en: key.text)
    return memory.recall(key, facts: Boxed(wrappedValue: AlarmFacts(category: .other, headline: named)), at: time)
  }
}

// MARK: - Keeping rows

extension AlarmTable {
  private mutating func keep(_ alarm: Alarm) {
    let row = row(of: alarm.key)
    keep(alarm, in: row, instead: row.flatMap { slots[$0].alarm })
  }

  /// Stores an alarm, or only its numbers when it is over.
  private mutating func keep(_ alarm: Alarm, in row: Int?, instead old: Alarm?) {
    version += 1
    if let old { count(old, -1) }
    if let old, old.isQuiet { quiet.removeAll { $0 == alarm.key } }
    if alarm.isOver {
      if !reporting.isEmpty { reporting.remove(alarm.key) }
      if let row { vacate(row, alarm.key) }
      memory.remember(alarm)
    } else {
      if let row, old?.arrival == alarm.arrival {
        slots[row] = AlarmSlot(alarm, with: &writer)
      } else {
        insert(alarm, replacing: row)
      }
      memory.forget(alarm.key)
      count(alarm, 1)
      schedule(alarm, before: old)
      if alarm.isQuiet { hush(alarm.key) }
    }
    if old?.isCause != alarm.isCause || old == nil || old?.suppressedBy != alarm.suppressedBy { changes.append(alarm.key) }
  }

  /// In totals and orders, or out of them.
  private mutating func count(_ alarm: Alarm, _ step: Int) {
    totals.count(alarm, step)
    places.count(alarm, step)
    if alarm.core != .normal { AlarmTable.put(alarm.screenOrder, alarm, step, &shown) }
    if let timer = alarm.timer { AlarmTable.put(UInt64(bitPattern: max(0, timer.milliseconds)), alarm, step, &timed) }
  }

  private static func put(_ order: UInt64, _ alarm: Alarm, _ step: Int, _ entries: inout SortedEntries) {
    let entry = SortedEntries.Entry(order: order, arrival: alarm.arrival)
    if step > 0 { entries.insert(entry) } else { entries.remove(entry) }
  }

  /// The alarms that came at this number; more than one only in a log that was damaged.
  func alarms(arrivedAt arrival: Int64) -> [Alarm] {
    var (low, high) = (0, arrivals.count)
    while low < high {
      let middle = (low + high) / 2
      if arrivals[middle] < arrival { low = middle + 1 } else { high = middle }
    }
    var found: [Alarm] = []
    while low < arrivals.count, arrivals[low] == arrival {
      if let alarm = slots[low].alarm { found.append(alarm) }
      low += 1
    }
    return found
  }

  private mutating func insert(_ alarm: Alarm, replacing row: Int?) {
    if let row { vacate(row, alarm.key) }
    if let last = arrivals.last, last > alarm.arrival {
      squeeze()
      let place = arrivals.firstIndex { $0 > alarm.arrival } ?? arrivals.endIndex
      index.renumber { Int32($0 < place ? $0 : $0 + 1) }
      slots.insert(AlarmSlot(alarm, with: &writer), at: place)
      arrivals.insert(alarm.arrival, at: place)
      index.insert(place, digest: alarm.key.text.digest)
    } else {
      index.insert(slots.count, digest: alarm.key.text.digest)
      slots.append(AlarmSlot(alarm, with: &writer))
      arrivals.append(alarm.arrival)
    }
  }

  private mutating func vacate(_ row: Int, _ key: AlarmKey) {
    index.remove(row, digest: key.text.digest)
    slots[row] = .gone
    gone += 1
    while slots.last?.isGone == true {
      slots.removeLast()
      arrivals.removeLast()
      gone -= 1
    }
    if slots.count > 64, count < slots.count / 2 { squeeze() }
  }

  /// Takes out what has gone.
  private mutating func squeeze() {
    guard gone > 0 else { return }
    var numbers: [Int32] = []
    numbers.reserveCapacity(slots.count)
    var kept = 0
    for row in slots.indices {
      numbers.append(Int32(kept))
      guard !slots[row].isGone else { continue }
      if kept != row {
        slots.swapAt(kept, row)
        arrivals[kept] = arrivals[row]
      }
      kept += 1
    }
    slots.removeLast(slots.count - kept)
    arrivals.removeLast(arrivals.count - kept)
    gone = 0
    index.renumber { numbers[$0] }
  }

  private mutating func hush(_ key: AlarmKey) {
    quiet.append(key)
    guard quiet.count > AlarmTable.quietLimit, let row = row(of: quiet.removeFirst()), let alarm = slots[row].alarm else {
      return
    }
    count(alarm, -1)
    vacate(row, alarm.key)
    memory.remember(alarm)
  }
}

extension Alarm {
  /// Of these only the numbers are kept.
  fileprivate var isOver: Bool { core == .normal && !isHidden && notes.isEmpty && work?.hasOpenReport != true }
  /// Normal and in sight: only its notes keep it.
  fileprivate var isQuiet: Bool { core == .normal && !isHidden && work?.hasOpenReport != true }
}
