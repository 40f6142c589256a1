internal import DequeModule
public import TextSafety

/// Everything that is known: the fold of all actions so far. Panels read it and change nothing.
public struct State: Sendable {
  public var city: City
  /// False while a recording is played: its moments are its own, and only their order counts.
  public let isLive: Bool
  /// The newest moment an action has brought.
  public internal(set) var now: Timestamp
  public internal(set) var metrics = MetricTable()
  public internal(set) var queues = QueueTable()
  public internal(set) var tickets = TicketTable()
  public internal(set) var fleets = FleetTable()
  public internal(set) var tasks = TaskTable()
  public internal(set) var sources = SourceTable()
  public internal(set) var collectors = CollectorTable()
  public internal(set) var alarms = AlarmTable()
  public internal(set) var log = DutyLog()
  public internal(set) var journal = JournalStatus()
  /// The recording being played, from its header.
  public internal(set) var recording: RecordingHeader?
  /// Something on the screen is made up, or part of a drill.
  public internal(set) var marksSeen: Event.Marks = []
  /// The drill that was begun here and is on.
  public internal(set) var drill: Drill?
  /// When a feed last spoke of a drill.
  var exerciseHeardAt: Timestamp?
  public internal(set) var counts = EventCounts()
  /// Announcements of the latest ten minutes, for the alert rate and the flood gauge.
  public internal(set) var announcements = Announcements()
  /// What the alarms have asked of the operators.
  public internal(set) var performance = AlarmPerformance()
  /// The same for drills, which are scored and counted with nothing else.
  public internal(set) var drillPerformance = AlarmPerformance(ofExercises: true)
  /// Wrong PINs, and who has to wait for them.
  public internal(set) var signIns = SignInTable()
  /// Bursts of tickets by place and service.
  public internal(set) var signals: WeakSignalDetector
  var rules: RuleEngine
  var lateReadings = LateReadings()
  var suppression: SuppressionIndex
  /// The version of the alarms that suppression has looked at.
  var suppressedVersion = 0
  var lastAssessment: Timestamp = .distantPast
  /// By row: all that rules say of its silence is decided for now; nil where it has to be judged.
  var quietSources: [QuietSource?] = []
  /// The hour in which the ledger was held against its plans last.
  var plansJudgedIn = Int64.min
  /// What `fetch` has seen; means nothing.
  var fetched: UInt64 = 0

  public init(city: City, startingAt now: Timestamp, isLive: Bool = true) {
    self.city = city
    self.isLive = isLive
    self.now = now
    rules = RuleEngine(rules: city.rules, keyPeriods: city.keyPeriods, offsetMinutes: city.offsetMinutes)
    signals = WeakSignalDetector(options: city.signals, calendar: city.calendar, prior: city.ticketBaseline)
    suppression = SuppressionIndex(city.suppressions)
    sources.expect(city.sources, at: now)
    alarms.follow(city.duty)
  }
}

/// How the durable log does. What it has not confirmed is not shown as done.
public struct JournalStatus: Sendable, Equatable {
  /// Entries up to this number are on disk.
  public internal(set) var durableThrough: Int64 = 0
  /// Why it cannot be written at present.
  public internal(set) var failure: SafeText?

  public init() {}
}

/// Events by kind, and what was refused.
public struct EventCounts: Sendable, Equatable {
  private var byKind = Array(repeating: 0, count: Event.Payload.Kind.allCases.count)
  public internal(set) var malformed = 0
  public internal(set) var duplicates = 0
  public internal(set) var outdated = 0
  /// No longer true when they came.
  public internal(set) var expired = 0

  public init() {}
  public var events: Int { byKind.reduce(0, +) }
  public func events(of kind: Event.Payload.Kind) -> Int { byKind[kind.ordinal] }
  mutating func count(_ kind: Event.Payload.Kind) { byKind[kind.ordinal] += 1 }
}

extension State {
  /// True while an operator's decision on this alarm is not on disk yet: the screen says 确认中.
  public func isConfirming(_ alarm: Alarm) -> Bool { alarm.journalSequence > journal.durableThrough }

  /// Open alarms that still ask for an acknowledgement; one that is being confirmed does.
  public func needsAcknowledgement(_ alarm: Alarm) -> Bool { alarm.needsAcknowledgement || isConfirming(alarm) }

  /// The alarms that an alarm follows from and is hidden behind: what a list may fold it under.
  public func causes(of alarm: Alarm) -> [AlarmKey] {
    alarm.suppressedBy.isEmpty ? [] : suppression.causes(suppressing: alarm.key)
  }

  public func civil(_ time: Timestamp) -> CivilTime { CivilTime(time, offsetMinutes: city.offsetMinutes) }
}
