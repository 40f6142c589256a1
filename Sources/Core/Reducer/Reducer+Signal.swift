internal import TextSafety

extension State {
  /// A new ticket, for the detector of bursts. What belongs to a drill is not counted with the actual.
  mutating func observe(_ content: Event.TicketContent, of event: Event) {
    guard city.signals.domains.contains(content.update.domain), !event.marks.contains(.exercise) else { return }
    // Kept events are all folded in at one moment: their time is their own.
    signals.advance(to: signals.isRestoring ? min(content.update.receivedAt, now) : now)
    let county = event.place.county
    signals.record(
      place: county == .none || county == county.prefecture ? nil : county, service: content.update.service,
      ticket: content.update.ticket,
      at: content.update.receivedAt)
  }

  /// Looks that are due, and what they changed, as alarms.
  mutating func watchSignals(effects: inout [Effect]) {
    signals.isRestoring = false
    let changes = signals.advanceAndTake(to: now)
    guard signals.isAligned else { return alignSignals(effects: &effects) }
    for change in changes { take(change, effects: &effects) }
  }

  /// After a start the alarms of the journal and the signals found anew are made one: neither outlives the other.
  private mutating func alignSignals(effects: inout [Effect]) {
    signals.isAligned = true
    let open = signals.openSignals
    let keys = Set(open.map { AlarmKey.signal($0.evidence.cell) })
    for (evidence, severity) in open { take(.raise(evidence, severity, at: now), effects: &effects) }
    let prefix = AlarmKey.signalPrefix.string
    for alarm in alarms.all where alarm.isActive && alarm.key.text.string.hasPrefix(prefix) && !keys.contains(alarm.key) {
      apply(.clear(sequence: now.milliseconds, cause: "signal"), to: alarm.key, effects: &effects)
    }
  }

  private mutating func take(_ change: SignalChange, effects: inout [Effect]) {
    switch change {
    case .raise(let evidence, let severity, let time):
      let key = AlarmKey.signal(evidence.cell)
      var options = AlarmOptions()
      options.suppressedBy = suppression.rules(suppressing: key)
      apply(
        .raise(severity, sequence: time.milliseconds), to: key, facts: Boxed(wrappedValue: facts(of: evidence, severity)),
        options: options,
        effects: &effects)
    case .end(let cell, let time):
      apply(.clear(sequence: time.milliseconds, cause: "signal"), to: .signal(cell), effects: &effects)
    }
  }

  private func facts(of evidence: SignalEvidence, _ severity: Severity) -> AlarmFacts {
    let ids = evidence.tickets.joined(separator: " ")
    let isStrong = severity >= .orange
    return AlarmFacts(
      category: .hotline, headline: SignalText.headline(of: evidence, city: city), detail: ids.isEmpty ? nil : ids,
      place: evidence.cell.place ?? city.code,
      owner: LocalName(zh: "热线班长", en: "Hotline lead"), value: Double(evidence.count), threshold: evidence.usual * evidence.tide,
      unit: "{ticket}",
      guidance: isStrong
        ? LocalName(zh: "强触点:核实并报值班长", en: "Strong trigger: verify, tell the shift lead")
        : LocalName(zh: "弱信号:核实是否同一起因", en: "Weak signal: verify whether it is one cause"),
      group: "signal", references: evidence.tickets, isSimulated: marksSeen.contains(.simulated))
  }
}
