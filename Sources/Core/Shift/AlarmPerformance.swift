internal import DequeModule
public import TextSafety

/// What the alarms ask of the operators, from the journal's entries: the measures of ISA-18.2 clause 16 and EEMUA 191.
///
/// Fed with every entry in order, live or from the log, it gives the same figures. It remembers a day, `capacity` announcements at most.
public struct AlarmPerformance: Sendable, Equatable {
  /// An alarm that asked for somebody.
  public struct Announcement: Sendable, Equatable {
    public var at: Timestamp
    public var key: AlarmKey
    public var severity: Severity
  }

  /// How long one waited for its acknowledgement.
  public struct Response: Sendable, Equatable {
    public var at: Timestamp
    public var severity: Severity
    public var seconds: Double
    public var by: SafeText
  }

  public static let capacity = 50_000
  public static let memorySeconds = 26.0 * 3600

  private(set) var announcements: Deque<Announcement> = []
  private(set) var responses: Deque<Response> = []
  /// The revision that asked for somebody last, and since when it has waited; `distantFuture` where it waits no longer.
  private var asked: [AlarmKey: (revision: Int, since: Timestamp)] = [:]

  public init() {}

  public static func == (left: AlarmPerformance, right: AlarmPerformance) -> Bool {
    left.announcements == right.announcements && left.responses == right.responses
  }

  /// An entry of the journal, in its order. What belongs to a drill does not count.
  public mutating func take(_ entry: JournalEntry) {
    guard let alarm = entry.after, !alarm.facts.isExercise else { return }
    defer { forget(alarm, at: entry.at) }
    let before = asked[alarm.key]
    if alarm.revision > before?.revision ?? 0, alarm.needsAcknowledgement, !alarm.isHidden {
      announce(alarm, since: before?.since ?? .distantFuture, at: entry.at)
    } else if let before, before.since != .distantFuture, !alarm.needsAcknowledgement {
      let since = before.since
      asked[alarm.key] = (before.revision, .distantFuture)
      guard entry.input == "ack", let by = entry.by else { return }
      if responses.count == Self.capacity { responses.removeFirst() }
      let severity = alarm.acknowledgement?.severity ?? alarm.previousAcknowledgement?.severity ?? .blue
      responses.append(Response(at: entry.at, severity: severity, seconds: max(0, entry.at - since), by: by))
    }
  }

  private mutating func announce(_ alarm: Alarm, since: Timestamp, at time: Timestamp) {
    // Worse while it waits: it has waited since it first asked.
    asked[alarm.key] = (alarm.revision, since == .distantFuture ? time : since)
    if announcements.count == Self.capacity { announcements.removeFirst() }
    announcements.append(Announcement(at: time, key: alarm.key, severity: alarm.announced ?? alarm.current ?? .blue))
  }

  private mutating func forget(_ alarm: Alarm, at time: Timestamp) {
    if alarm.core == .normal, !alarm.isHidden { asked[alarm.key] = nil }
    while let first = announcements.first, time - first.at > Self.memorySeconds { announcements.removeFirst() }
    while let first = responses.first, time - first.at > Self.memorySeconds { responses.removeFirst() }
  }
}
