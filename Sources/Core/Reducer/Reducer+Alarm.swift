internal import TextSafety

extension State {
  /// A rule has decided.
  mutating func take(_ verdict: Verdict, effects: inout [Effect]) {
    let rule = verdict.rule
    let isExercise = verdict.marks.contains(.exercise)
    let key = AlarmKey.rule(rule.id, instance: verdict.instance).marked(isExercise: isExercise)
    var options = AlarmOptions()
    options.latch = rule.latches ? .acknowledge : .none
    options.suppressedBy = suppression.rules(suppressing: key)
    switch verdict.change {
    case .raise(let severity, let value, let level):
      let facts = Boxed(
        wrappedValue: AlarmFacts(
          category: rule.category, headline: headline(of: verdict, value: value, level: level), place: verdict.place,
          owner: rule.owner, ownerLevel: rule.ownerLevel,
          source: verdict.source, value: value, threshold: level, guidance: rule.guidance, runbook: rule.runbook,
          group: rule.group,
          subject: rule.subject.text, isExercise: isExercise, isSimulated: verdict.marks.contains(.simulated)))
      apply(.raise(severity, sequence: verdict.sequence), to: key, facts: facts, options: options, effects: &effects)
    case .clear:
      clear(key, isExercise: isExercise) {
        $0.apply(.clear(sequence: verdict.sequence, cause: "rule"), to: $1, options: options, effects: &effects)
      }
    }
  }

  /// A feed reports an alert of its own.
  mutating func take(_ report: AlertReport, of event: Event, effects: inout [Effect]) {
    let isExercise = event.marks.contains(.exercise)
    let key = AlarmKey.feed(source: event.source, alert: report.alert).marked(isExercise: isExercise)
    // Its own clock orders what a feed says of one alert; `sequence` numbers begin anew when a source restarts.
    let sequence = event.time.milliseconds
    var options = AlarmOptions()
    options.suppressedBy = suppression.rules(suppressing: key)
    switch report.status {
    case .firing, .update:
      guard let severity = report.severity else {
        log.append(
          .notice(LocalName(zh: report.headline, en: report.headline), sender: report.sender), at: event.time, place: event.place,
          isExercise: isExercise)
        return
      }
      // Over before it was known: an old bulletin read now is no alert.
      if let expiry = report.expiresAt, expiry <= now, alarms[key] == nil {
        counts.outdated += 1
        return
      }
      let headline = LocalName(zh: report.headline, en: report.headline)
      let facts = Boxed(
        wrappedValue: AlarmFacts(
          category: report.category, headline: headline, detail: report.detail,
          place: report.areas.count == 1 ? report.areas[0] : event.place,
          source: event.source, sender: report.sender, value: report.value, threshold: report.threshold, unit: report.unit,
          guidance: LocalName(zh: report.instruction ?? "", en: report.instruction ?? ""), runbook: report.runbook,
          group: report.group,
          references: report.references, signal: report.signal, response: report.response, grade: report.grade,
          expiresAt: report.expiresAt, event: report.event, isExercise: isExercise,
          isSimulated: event.marks.contains(.simulated)))
      apply(.raise(severity, sequence: sequence), to: key, facts: facts, options: options, effects: &effects)
    case .resolved, .cancelled:
      clear(key, isExercise: isExercise) {
        $0.apply(
          .clear(sequence: sequence, cause: report.status == .cancelled ? "cancelled" : "resolved"), to: $1, effects: &effects)
      }
    }
  }

  /// What is said of a drill ends no actual alarm; what is said without that mark ends a drill of the same name too.
  private mutating func clear(_ key: AlarmKey, isExercise: Bool, apply: (inout State, AlarmKey) -> Void) {
    apply(&self, key)
    guard !isExercise else { return }
    let drill = key.marked(isExercise: true)
    if alarms[drill] != nil { apply(&self, drill) }
  }

  /// Applies a source's or timer's input: journal, log and sound follow from what it did.
  mutating func apply(
    _ input: AlarmInput, to key: AlarmKey, facts: Boxed<AlarmFacts>? = nil, options: AlarmOptions = AlarmOptions(),
    effects: inout [Effect]
  ) {
    let step = alarms.step(input, key, facts: facts, options: options, at: now)
    if let entry = step.entry { effects.append(.journal(entry)) }
    guard let kept = step.after else { return }
    let (severity, isExercise) = (
      kept.wrappedValue.current ?? kept.wrappedValue.announced ?? .blue, kept.wrappedValue.facts.isExercise
    )
    if step.outcome.announce {
      if !isExercise { announcements.note(severity, at: now) }
      effects.append(.announce(severity, isExercise: isExercise))
    }
    if case .deadlinePassed(let deadline) = input, step.entry != nil {
      // Not counted among the announcements: the alarm has already been.
      let after = kept.wrappedValue
      effects.append(.announce(after.shownSeverity, isExercise: isExercise))
      log.append(
        .deadlinePassed(key, after.shownSeverity, after.facts.headline, deadline), at: now, place: after.facts.place,
        isExercise: isExercise)
    }
    if step.outcome.isChanged { note(change: step.before, kept) }
    // A repeat may bring a grade, or a response, that has to be reported though our own severity stays.
    guard case .raise = input, !city.duty.reports.isEmpty else { return }
    if step.outcome.isChanged || !kept.wrappedValue.facts.hasSameScales(as: step.before?.wrappedValue.facts) {
      startReports(for: kept.wrappedValue, effects: &effects)
    }
  }

  /// What the duty log says of a source's change.
  private mutating func note(change before: Boxed<Alarm>?, _ after: Boxed<Alarm>) {
    let wasActive = before?.wrappedValue.isActive ?? false
    if after.wrappedValue.isActive, let severity = after.wrappedValue.current {
      if !wasActive {
        note(after) { .raised($0, severity, $1) }
      } else if let old = before?.wrappedValue.current, severity > old {
        note(after) { .worsened($0, severity, $1) }
      }
    } else if wasActive {
      note(after) { .cleared($0, $1) }
    }
  }

  private mutating func note(_ alarm: Boxed<Alarm>, _ subject: (AlarmKey, LocalName) -> DutyLog.Subject) {
    log.append(
      subject(alarm.wrappedValue.key, alarm.wrappedValue.facts.headline), at: now, place: alarm.wrappedValue.facts.place,
      isExercise: alarm.wrappedValue.facts.isExercise)
  }

  /// Suppression by design follows every change of the table.
  mutating func suppress(effects: inout [Effect]) {
    guard alarms.version != suppressedVersion else { return }
    for (key, input) in suppression.inputs(for: alarms) { apply(input, to: key, effects: &effects) }
    suppressedVersion = alarms.version
  }

  private func headline(of verdict: Verdict, value: Double, level: Double) -> LocalName {
    LocalName(
      zh: RuleText.fill(verdict, template: verdict.rule.headline.zh, value: value, level: level, state: self, english: false),
      en: RuleText.fill(verdict, template: verdict.rule.headline.en, value: value, level: level, state: self, english: true))
  }
}
