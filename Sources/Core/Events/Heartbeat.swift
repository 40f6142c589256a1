public import TextSafety

/// A collector upstream of us says that it lives, and how its own source does.
public struct Heartbeat: Sendable, Equatable {
  public enum Upstream: String, Sendable, CaseIterable { case ok, degraded, down, unknown }

  public var collector: SafeText
  public var intervalSeconds: Double
  public var upstream: Upstream
  public var lagSeconds: Double?
  public var emitted: Int64?
  public var dropped: Int64?
  public var errors: Int64?
  public var lastEventAt: Timestamp?
  public var version: SafeText?
  public var clockOffsetMilliseconds: Double?

  public init(
    collector: SafeText, intervalSeconds: Double, upstream: Upstream, lagSeconds: Double? = nil, emitted: Int64? = nil,
    dropped: Int64? = nil, errors: Int64? = nil, lastEventAt: Timestamp? = nil, version: SafeText? = nil,
    clockOffsetMilliseconds: Double? = nil
  ) {
    self.collector = collector
    self.intervalSeconds = intervalSeconds
    self.upstream = upstream
    self.lagSeconds = lagSeconds
    self.emitted = emitted
    self.dropped = dropped
    self.errors = errors
    self.lastEventAt = lastEventAt
    self.version = version
    self.clockOffsetMilliseconds = clockOffsetMilliseconds
  }
}

/// The first line of a recording.
public struct RecordingHeader: Sendable, Equatable {
  public var title: SafeText
  public var startedAt: Timestamp
  public var endedAt: Timestamp?
  public var events: Int64?
  public var speedHint: Double?
  public var note: SafeText?
  /// Where its story takes a turn, in the order of time.
  public var chapters: [Chapter]

  public struct Chapter: Sendable, Equatable {
    public var at: Timestamp
    public var title: SafeText

    public init(at: Timestamp, title: SafeText) {
      self.at = at
      self.title = title
    }
  }

  public init(
    title: SafeText, startedAt: Timestamp, endedAt: Timestamp? = nil, events: Int64? = nil, speedHint: Double? = nil,
    note: SafeText? = nil, chapters: [Chapter] = []
  ) {
    self.title = title
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.events = events
    self.speedHint = speedHint
    self.note = note
    self.chapters = chapters
  }
}

/// What an operator did, as recordings carry it.
public struct OperatorRecord: Sendable, Equatable {
  public enum Verb: String, Sendable, CaseIterable {
    case acknowledge = "ack", unacknowledge = "unack", shelve, unshelve, note, assign, urge, supervise, escalate, reveal,
      handover, login, lock, filter, quarantine, reportStart = "report_start", reportSent = "report_sent"
  }
  public enum TargetKind: String, Sendable, CaseIterable { case alert, ticket, queue, metric, fleet, task, feed, none }
  public enum Result: String, Sendable, CaseIterable { case ok, denied, failed }

  public var verb: Verb
  public var targetKind: TargetKind
  public var target: SafeText?
  public var operatorID: SafeText
  public var shift: SafeText
  public var note: SafeText?
  public var until: Timestamp?
  public var result: Result

  public init(
    verb: Verb, targetKind: TargetKind = .none, target: SafeText? = nil, operatorID: SafeText, shift: SafeText,
    note: SafeText? = nil,
    until: Timestamp? = nil, result: Result
  ) {
    self.verb = verb
    self.targetKind = targetKind
    self.target = target
    self.operatorID = operatorID
    self.shift = shift
    self.note = note
    self.until = until
    self.result = result
  }
}
