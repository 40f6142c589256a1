internal import TextSafety

extension State {
  /// Folds one action in and says what is to be done about it. The only function that changes a `State`.
  public mutating func reduce(_ action: consuming Action, effects: inout [Effect]) {
    let first = effects.count
    fold(action, effects: &effects)
    for index in first..<effects.count {
      guard case .journal(let entry) = effects[index] else { continue }
      performance.take(entry)
      drillPerformance.take(entry)
      signIns.take(entry)
    }
  }

  private mutating func fold(_ action: consuming Action, effects: inout [Effect]) {
    // Taken apart, not copied: an event comes with each.
    switch consume action {
    case .tick(let time):
      advance(to: time)
      tick(effects: &effects)
    case .event(let event, let collector, let time):
      advance(to: time)
      guard !isOfEndedDrill(event, from: collector) else { return }
      take(event, collector: collector, effects: &effects)
    case .malformed(let malformed, let position, let raw, let time):
      advance(to: time)
      take(malformed, position, raw: raw, effects: &effects)
    case .collector(let report, let time):
      advance(to: time)
      take(report)
      if report.phase == .finished { endDrill(broughtBy: report.name, effects: &effects) }
    case .command(let command, let who, let time):
      advance(to: time)
      execute(command, by: who, effects: &effects)
    case .journalled(let sequence):
      journal.durableThrough = max(journal.durableThrough, sequence)
      alarms.confirm(through: sequence)
      if journal.failure != nil {
        journal.failure = nil
        log.append(.journalBack, at: now)
      }
    case .journalFailed(let reason, let time):
      advance(to: time)
      if journal.failure == nil { log.append(.journalFailed(reason), at: now) }
      journal.failure = reason
    case .journalDamaged(let words, let time):
      advance(to: time)
      raiseDamage(words, effects: &effects)
    case .reconfigured(let city, let time):
      advance(to: time)
      reconfigure(city, effects: &effects)
    case .resumed(let time):
      advance(to: time)
      resume(effects: &effects)
    case .notReconfigured(let reason, let time):
      advance(to: time)
      log.append(.notReconfigured(reason), at: now)
    case .clockLeapt(let seconds, let time):
      advance(to: time)
      effects.append(.journal(alarms.record("clock_leapt", text: "\(Int64(seconds.rounded())) s", at: now)))
    case .receipt(let number): effects.append(.receipt(number))
    case .restored(let event, let time):
      advance(to: time)
      restore(event)
    }
  }

  /// Time never runs backwards here; a clock that was set back stands still until it has caught up.
  private mutating func advance(to time: Timestamp) { now = max(now, time) }

  private mutating func take(_ malformed: Malformed, _ position: LinePosition, raw: SafeText, effects: inout [Effect]) {
    counts.malformed += 1
    let fault = CollectorTable.Fault(at: now, position: position, malformed: malformed)
    collectors.update(position.collector) { collector in
      collector.malformed[malformed.reason, default: 0] += 1
      collector.lastErrors.append(fault)
      if collector.lastErrors.count > CollectorTable.faultsKept { collector.lastErrors.removeFirst() }
      collector.remember(line: raw)
    }
    sources.note(fault, raw: raw)
    guard rules.readsMalformed else { return }
    var verdicts: [Verdict] = []
    rules.observe(.malformed(collector: position.collector), at: now, into: &verdicts)
    for verdict in verdicts { take(verdict, effects: &effects) }
  }

  private mutating func take(_ report: CollectorReport) {
    let before = collectors[report.name]?.phase
    counts.malformed += report.malformed.values.reduce(0, +)
    collectors.update(report.name) { collector in
      collector.kind = report.kind
      collector.lines += report.lines
      collector.bytes += report.bytes
      collector.malformed.merge(report.malformed, uniquingKeysWith: +)
      if let phase = report.phase { collector.phase = phase }
      if let line = report.lastLine { collector.remember(line: line) }
    }
    if let line = report.lastLine { sources.note(line: line) }
    if let note = report.note { log.append(.collectorNote(report.name, note), at: now) }
    guard let phase = report.phase, phase != before else { return }
    if case .failed = phase { log.append(.collector(report.name, phase), at: now) }
    if case .waiting = phase { log.append(.collector(report.name, phase), at: now) }
  }
}

extension CollectorTable.Collector {
  mutating func remember(line: SafeText) {
    lastLines.append(line)
    if lastLines.count > CollectorTable.linesKept { lastLines.removeFirst() }
  }
}
