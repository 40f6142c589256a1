internal import TextSafety

extension Alarm {
  /// The work on an alarm leaves its core alone: who has to act, who was urged, what was reported.
  mutating func perform(_ action: DutyAction, by: SafeText?, options: AlarmOptions, at time: Timestamp) -> AlarmOutcome {
    var work = work ?? AlarmWork()
    let step = AlarmWork.Step(at: time, by: by, text: action.text)
    if case .reportSent = action {} else if core == .normal { return .refused(.nothing) }
    switch action {
    case .assign: work.assignment = step
    case .urge:
      if let last = work.urges.last, time - last.at < options.urgeInterval {
        return .refused(.tooSoon(until: last.at + options.urgeInterval))
      }
      work.urges = work.urges.suffix(AlarmWork.kept - 1) + [step]
      work.urgeCount += 1
    case .supervise: work.supervisions = work.supervisions.suffix(AlarmWork.kept - 1) + [step]
    case .escalate(let level, _):
      work.escalations = work.escalations.suffix(AlarmWork.kept - 1) + [AlarmWork.Escalation(step: step, to: level)]
    case .startReports(let plan):
      if let running = work.reports.first(where: { $0.plan == plan && !$0.isClosed }) {
        return .refused(.already(by: running.started.by ?? "zhiban", at: running.started.at))
      }
      work.reports = work.reports.suffix(AlarmWork.kept - 1).filter { $0.plan != plan } + [ReportClock(plan: plan, started: step)]
    case .reportSent(let isFinal, _):
      // The one that is due first, where several plans run.
      let open = work.reports.indices.filter { !work.reports[$0].isClosed }
      func dueAt(_ index: Int) -> Timestamp {
        options.reports.first { $0.id == work.reports[index].plan }.flatMap { work.reports[index].due($0)?.at } ?? .distantFuture
      }
      guard let index = open.min(by: { dueAt($0) < dueAt($1) }) else { return .refused(.noReport) }
      let plan = options.reports.first { $0.id == work.reports[index].plan }
      let stage = plan.flatMap { work.reports[index].due($0)?.stage } ?? .follow
      work.reports[index].note(isFinal ? .final : stage, step)
    }
    if case .startReports = action {} else if by != nil { work.actedOccurrence = occurrence }
    self.work = work
    return .changed()
  }

  /// A deadline has passed: whoever asks hears of it once.
  mutating func missed(_ deadline: DutyDeadline, at time: Timestamp) -> AlarmOutcome {
    var work = work ?? AlarmWork()
    switch deadline {
    case .acknowledge(let seen): guard needsAcknowledgement, seen == revision else { return .nothing }
    case .act(let number): guard isActive, number == occurrence, work.actedOccurrence != number else { return .nothing }
    case .report(let plan, let sent):
      guard work.reports.contains(where: { $0.plan == plan && $0.count == sent && !$0.isClosed }) else { return .nothing }
    }
    guard !work.missed.contains(deadline) else { return .nothing }
    work.miss(deadline)
    let step = AlarmWork.Step(at: time, by: nil, text: deadline.text)
    work.escalations = work.escalations.suffix(AlarmWork.kept - 1) + [AlarmWork.Escalation(step: step, to: .lead)]
    self.work = work
    return .noted
  }

  /// A note is work too.
  mutating func markActed() {
    var work = work ?? AlarmWork()
    work.actedOccurrence = occurrence
    self.work = work
  }
}
