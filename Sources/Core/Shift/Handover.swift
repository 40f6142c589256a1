public import TextSafety

/// What one shift hands to the next: how the desk stands, and how it went.
public struct Handover: Sendable {
  public var at: Timestamp
  public var from: Timestamp
  /// Who hands over; nil in a report that nobody asked for at the desk.
  public var outgoing: SafeText?
  public var figures: AlarmFigures
  /// What the most frequent alarms say, as far as they are still here.
  public var headlines: [AlarmKey: LocalName] = [:]
  /// How the drills of the period were handled.
  public var exercise = ExerciseScore()
  /// Worst first, then by age.
  public var unacknowledged: [Alarm] = []
  /// Acknowledged the longest ago first: what nobody may have thought of since.
  public var acknowledged: [Alarm] = []
  /// The soonest end first.
  public var shelved: [Alarm] = []
  public var suppressed: [Alarm] = []
  public var outOfService: [Alarm] = []
  /// Open for longer than a day, the oldest first.
  public var standing: [Alarm] = []
  public var drills: [Alarm] = []
  /// Alarms that somebody was set on, urged, supervised or reported up about, the oldest first.
  public var worked: [Alarm] = []
  /// Reports that are owed, the soonest first.
  public var reports: [OwedReport] = []
  /// Deadlines that have passed and still hold.
  public var overdue: [Alarm] = []
  /// Sources that are silent or say that they are down.
  public var sources: [SourceTable.Source] = []
  /// What was noted, shelved and refused in the period, as the log has it.
  public var remarks: [DutyLog.Entry] = []
  /// Tickets that are open, and those past their limit.
  public var openTickets = 0
  public var overdueTickets = 0
  /// Bad lines set aside, since the start.
  public var malformed = 0
  /// The log cannot be written.
  public var journalFailure: SafeText?

  public static let standingSeconds = 86_400.0
}

extension State {
  /// The page of the shift that began at `start`.
  public func handover(from start: Timestamp, outgoing: SafeText? = nil) -> Handover {
    var page = Handover(
      at: now, from: start, outgoing: outgoing, figures: performance.figures(from: start, to: now + 0.001))
    page.exercise = drillPerformance.score(from: start, to: now + 0.001)
    for alarm in alarms.all {
      if alarm.outOfService != nil { page.outOfService.append(alarm) }
      if alarm.shelf != nil { page.shelved.append(alarm) }
      if !alarm.suppressedBy.isEmpty, alarm.core != .normal { page.suppressed.append(alarm) }
      guard alarm.core != .normal, !alarm.isHidden else { continue }
      if alarm.facts.isExercise {
        page.drills.append(alarm)
        continue
      }
      if needsAcknowledgement(alarm) { page.unacknowledged.append(alarm) } else { page.acknowledged.append(alarm) }
      if alarm.work?.isShownInHandover == true { page.worked.append(alarm) }
      if alarm.dues(city.duty).contains(where: { $0.at <= now }) { page.overdue.append(alarm) }
      if now - alarm.raisedAt >= Handover.standingSeconds { page.standing.append(alarm) }
    }
    page.reports = owedReports
    page.worked.sort { $0.raisedAt < $1.raisedAt }
    func urgency(_ alarm: Alarm) -> (Int, Int64) { (-(alarm.worst?.rawValue ?? 0), alarm.raisedAt.milliseconds) }
    let drilled = page.exercise.answered.map(\.key) + page.exercise.missed.map(\.key)
    for key in drilled { page.headlines[key] = alarms[key]?.facts.headline }
    for one in page.figures.frequent { page.headlines[one.key] = alarms[one.key]?.facts.headline }
    page.unacknowledged.sort { urgency($0) < urgency($1) }
    page.acknowledged.sort { $0.acknowledgedAt < $1.acknowledgedAt }
    page.shelved.sort { ($0.shelf?.until ?? now) < ($1.shelf?.until ?? now) }
    page.standing.sort { $0.raisedAt < $1.raisedAt }
    page.sources = sources.sources.filter { $0.health == .stale || $0.health == .down }
    page.remarks = log.entries.filter { $0.at >= start && $0.subject.isRemark }
    page.openTickets = tickets.openCount
    page.overdueTickets = tickets.tickets.count { $0.isOpen && !$0.isExercise && $0.light(at: now) == .red }
    page.malformed = counts.malformed
    page.journalFailure = journal.failure
    return page
  }
}

extension Alarm {
  /// When somebody took it on; else when it began.
  public var acknowledgedAt: Timestamp { acknowledgement?.at ?? raisedAt }
}

extension DutyLog.Subject {
  /// What somebody did and the next shift should know.
  var isRemark: Bool {
    switch self {
    case .noted, .shelved, .refused, .revealed, .unacknowledged, .journalFailed, .notReconfigured, .handedOver, .deadlinePassed,
      .signInRefused, .witnessed, .drillBegun, .drillEnded:
      true
    case .worked(_, _, _, let who): who != nil
    default: false
    }
  }
}
