public import TextSafety

extension RuleEngine {
  /// Groups are looked at so often although nothing new was said: a series that fell silent is no longer counted.
  private static let groupInterval = 60.0

  /// Decides where only time was missing. `isHeard` tells whether a source is: what it does not say then is no absence.
  public mutating func tick(
    at time: Timestamp, isHeard: (SafeText) -> Bool = { _ in true }, into verdicts: inout [Verdict]
  ) {
    enterKeyPeriod(at: time, into: &verdicts)
    watch(at: time, isHeard, into: &verdicts)
    recount(at: time, into: &verdicts)
    assessGroups(at: time, into: &verdicts)
    decideWaiting(at: time, into: &verdicts)
  }

  /// The tick of this moment will put other levels in force.
  func changesLevels(at time: Timestamp) -> Bool { keyPeriods.contains { $0.contains(time) } != isKeyPeriod }

  /// Levels change with the first tick in a key period, and with the first after it.
  private mutating func enterKeyPeriod(at time: Timestamp, into verdicts: inout [Verdict]) {
    guard changesLevels(at: time) else { return }
    isKeyPeriod.toggle()
    for row in ordered(instances.indices.filter { hasKeyLevels(instances[$0].key.rule) }) {
      let isChanged = instances[row].gate.reconsider(at: time, rule: levels(of: instances[row].key.rule))
      settle(row, isChanged: isChanged, at: time, into: &verdicts)
    }
  }

  /// Absence: seconds without a reading, counted anew from when a source is heard again.
  private mutating func watch(at time: Timestamp, _ isHeard: (SafeText) -> Bool, into verdicts: inout [Verdict]) {
    guard !watched.isEmpty else { return }
    var silent: [(row: Int, seconds: Double)] = []
    for row in watched {
      guard isHeard(instances[row].source) else {
        withMeasuring(of: row) { $0 = .absence(since: time) }
        instances[row].gate.lose()
        continue
      }
      guard case .absence(let since) = withMeasuring(of: row, { $0 }) else { continue }
      let seconds = max(0, time - since)
      // Most have just been heard, and all is well with them: nothing can come of it.
      let gate = instances[row].gate
      let isQuiet =
        gate.hasValue && gate.decided == nil && !levels(of: instances[row].key.rule).levels.contains { seconds >= $0.value }
      if !isQuiet { silent.append((row, seconds)) }
    }
    let waits = Dictionary(uniqueKeysWithValues: silent.map { ($0.row, $0.seconds) })
    for row in ordered(silent.map(\.row)) { take(waits[row] ?? 0, row, at: time, into: &verdicts) }
  }

  /// Occurrences leave their windows as time passes.
  private mutating func recount(at time: Timestamp, into verdicts: inout [Verdict]) {
    for row in ordered(Array(counting)) {
      guard case .occurrences(_, let seconds) = rules[instances[row].key.rule].measure else { continue }
      let count = withMeasuring(of: row) { measuring -> Int? in
        guard case .occurrences(var window) = measuring else { return nil }
        let count = window.count(at: time, windowSeconds: seconds)
        measuring = .occurrences(window)
        return count
      }
      guard let count else { continue }
      if count == 0 { counting.remove(row) }
      take(Double(count), row, at: time, into: &verdicts)
    }
  }

  private mutating func assessGroups(at time: Timestamp, into verdicts: inout [Verdict]) {
    guard !groups.isEmpty else { return }
    let looksAtAll = time - groupsAssessedAt >= RuleEngine.groupInterval
    if looksAtAll { groupsAssessedAt = time }
    for (number, rule) in index.grouped.enumerated() {
      for row in groups[number].groups.indices where looksAtAll || groups[number].groups[row].isChanged {
        groups[number].settle(row)
        let group = groups[number].groups[row]
        judge(
          Key(rule: rule, subject: group.text), text: group.text, name: group.name, place: group.place,
          value: groups[number].value(of: row, rules[rule].subject, at: time),
          from: Origin(source: group.source, marks: group.marks), at: Moment(local: time), into: &verdicts)
      }
    }
  }

  /// Looks at a part of the tickets; what has been counted to the end is judged.
  mutating func assess(_ tickets: TicketTable, at time: Timestamp, into verdicts: inout [Verdict]) {
    guard readsTickets else { return }
    for (group, count) in ticketScan.advance(tickets, index, at: time) {
      guard case .tickets(let quantity, _, _) = rules[group.rule].subject else { continue }
      judge(
        Key(rule: group.rule, subject: group.text), text: group.text, name: count.name, place: group.place,
        value: quantity.value(of: count),
        from: Origin(source: "/zhiban/tickets"), at: Moment(local: time), into: &verdicts)
    }
  }

  private mutating func decideWaiting(at time: Timestamp, into verdicts: inout [Verdict]) {
    guard !waiting.isEmpty else { return }
    for row in ordered(Array(waiting)) {
      if let end = instances[row].expiresAt, end <= time {
        instances[row].gate.expire()
        waiting.remove(row)
        continue
      }
      let isChanged = instances[row].gate.decide(at: time, rule: levels(of: instances[row].key.rule))
      settle(row, isChanged: isChanged, at: time, into: &verdicts)
    }
  }

  /// By rule and name, so that the order is the same after a restart.
  private func ordered(_ rows: [Int]) -> [Int] {
    guard rows.count > 1 else { return rows }
    let named = rows.map { (row: $0, rule: instances[$0].key.rule, text: instances[$0].text) }
    return named.sorted { ($0.rule, $0.text) < ($1.rule, $1.text) }.map(\.row)
  }
}
