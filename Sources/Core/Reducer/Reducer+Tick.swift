internal import TextSafety

extension State {
  /// The clock has moved: hold times, silent sources, shelves that end.
  mutating func tick(effects: inout [Effect]) {
    guard now - lastAssessment >= 1 else { return }
    lastAssessment = now
    announcements.settle(now)
    var verdicts: [Verdict] = []
    for (row, before) in sources.assess(at: now) {
      let source = sources.sources[row]
      // That a source is heard for the first time is no news.
      if source.health != .fresh || before != .expected {
        log.append(.sourceHealth(source.id, source.name, source.health), at: now)
      }
    }
    judgeSources(into: &verdicts)
    judgePlans(into: &verdicts)
    rules.assess(tickets, at: now, into: &verdicts)
    let sources = sources
    rules.tick(at: now, isHeard: { sources.health(of: $0).map { $0 == .fresh } ?? true }, into: &verdicts)
    for verdict in verdicts { take(verdict, effects: &effects) }
    judgeLateReadings(effects: &effects)
    for (key, input) in alarms.dueTimers(at: now) { apply(input, to: key, effects: &effects) }
    for (key, deadline) in alarms.dueDeadlines(at: now) { apply(.deadlinePassed(deadline), to: key, effects: &effects) }
    watchSignals(effects: &effects)
    suppress(effects: &effects)
  }

  /// Holds the silence of every source against the rules. Of one that was judged in this health nothing can come before it has been silent
  /// for as long as the next level asks.
  private mutating func judgeSources(into verdicts: inout [Verdict]) {
    let table = sources.sources
    // Other levels are about to be in force: what was found under those before says nothing.
    let isChanging = rules.changesLevels(at: now)
    if isChanging { quietSources = [] }
    if quietSources.count < table.count { quietSources += Array(repeating: nil, count: table.count - quietSources.count) }
    table.withUnsafeBufferPointer { table in
      for row in table.indices {
        // By its address: a source is large.
        let source = table.baseAddress! + row
        let health = source.pointee.health
        if health == .expected { continue }
        // Field by field: a method of it would copy the whole source.
        let silence = SourceTable.Source.excessSilence(
          health, heardAt: source.pointee.lastArrivalAt, limit: source.pointee.staleAfterSeconds, at: now)
        if let quiet = quietSources[row], quiet.health == health, quiet.silence.contains(silence) { continue }
        let reading = Reading.source(
          id: source.pointee.id, isCore: source.pointee.isCore, silentSeconds: silence,
          isDown: health == .down)
        rules.observe(reading, at: now, into: &verdicts)
        quietSources[row] =
          isChanging
          ? nil : rules.quiet(source: source.pointee.id, from: silence).map { QuietSource(health: health, silence: $0) }
      }
    }
  }

  /// A plan goes on though nobody reports: once an hour what the ledger says is held against it again.
  private mutating func judgePlans(into verdicts: inout [Verdict]) {
    let hour = floorDivision(now.milliseconds, 3_600_000)
    guard hour != plansJudgedIn, rules.readsPlans else { return }
    plansJudgedIn = hour
    for task in tasks.tasks {
      rules.observe(.task(task.report, place: task.place), from: task.source, marks: task.marks, at: now, into: &verdicts)
    }
  }
}

/// Rules have judged a source, and would find the same while it stays so and its silence within this.
struct QuietSource: Sendable {
  var health: SourceTable.Health
  var silence: Range<Double>
}
