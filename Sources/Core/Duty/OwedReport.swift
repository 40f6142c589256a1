/// A report that is owed for an alarm.
public struct OwedReport: Sendable, Equatable {
  public var alarm: Alarm
  public var plan: ReportPlan
  public var due: ReportClock.Due
}

extension Alarm {
  /// The reports that are owed for it, the soonest first.
  public func owedReports(_ rules: DutyRules) -> [OwedReport] {
    (work?.reports ?? []).compactMap { clock in
      guard let plan = rules.plan(clock.plan), let due = clock.due(plan) else { return nil }
      return OwedReport(alarm: self, plan: plan, due: due)
    }
    .sorted { ($0.due.at ?? .distantFuture) < ($1.due.at ?? .distantFuture) }
  }
}

extension State {
  /// All reports that are owed, the soonest first.
  public var owedReports: [OwedReport] {
    alarms.withOpenReports.flatMap { $0.owedReports(city.duty) }
      .sorted { ($0.due.at ?? .distantFuture) < ($1.due.at ?? .distantFuture) }
  }
}

extension AlarmWork {
  var isShownInHandover: Bool { assignment != nil || urgeCount > 0 || !supervisions.isEmpty || !escalations.isEmpty }
}
