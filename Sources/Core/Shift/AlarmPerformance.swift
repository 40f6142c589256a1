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
    public var key: AlarmKey
    public var severity: Severity
    public var seconds: Double
    public var by: SafeText
  }

  /// A command that was refused, or an acknowledgement that was taken back.
  public struct Mistake: Sendable, Equatable {
    public var at: Timestamp
    public var key: AlarmKey?
    public var by: SafeText
    /// The refusal's code; `UNACK` for what was taken back.
    public var code: SafeText
  }

  /// One that has asked for somebody.
  struct Waiting: Sendable {
    /// `distantFuture` where it waits no longer.
    var since: Timestamp
    var revision: Int
    var severity: Severity
    /// Of a drill, whose score names what was missed; a million actual ones need no name.
    var key: AlarmKey?

    var isWaiting: Bool { since != .distantFuture }
  }

  public static let capacity = 50_000
  public static let memorySeconds = 26.0 * 3600

  private(set) var announcements: Deque<Announcement> = []
  private(set) var responses: Deque<Response> = []
  private(set) var mistakes: Deque<Mistake> = []
  /// Those that ended without anybody's acknowledgement.
  private(set) var lapsed: Deque<Announcement> = []
  /// The alarms that have asked for somebody and are not over, by their arrival.
  private(set) var asked: [Int64: Waiting] = [:]
  /// Whether it watches drills, or what is actual.
  private let isOfExercises: Bool

  public init(ofExercises isOfExercises: Bool = false) { self.isOfExercises = isOfExercises }

  public static func == (left: AlarmPerformance, right: AlarmPerformance) -> Bool {
    left.announcements == right.announcements && left.responses == right.responses && left.mistakes == right.mistakes
      && left.lapsed == right.lapsed
  }

  /// An entry of the journal, in its order. What is actual and what belongs to a drill are never counted together.
  public mutating func take(_ entry: JournalEntry) {
    guard entry.isExercise == isOfExercises else { return }
    if let by = entry.by, let code = entry.refusal?.code ?? (entry.input == "unack" ? "UNACK" : nil) {
      mistakes.append(Mistake(at: entry.at, key: entry.key, by: by, code: code), limit: Self.capacity)
    }
    guard let kept = entry.kept else { return }
    take(kept, of: entry)
    if kept.wrappedValue.core == .normal, !kept.wrappedValue.isHidden { asked[kept.wrappedValue.arrival] = nil }
    forget(at: entry.at)
  }

  private mutating func take(_ alarm: Boxed<Alarm>, of entry: JournalEntry) {
    let (arrival, needsAcknowledgement) = (alarm.wrappedValue.arrival, alarm.wrappedValue.needsAcknowledgement)
    let before = asked[arrival]
    if alarm.wrappedValue.revision > before?.revision ?? 0, needsAcknowledgement, !alarm.wrappedValue.isHidden {
      announce(alarm, before: before, at: entry.at)
    } else if let before, before.isWaiting, !needsAcknowledgement {
      asked[arrival]?.since = .distantFuture
      let alarm = alarm.wrappedValue
      guard entry.input == "ack", let by = entry.by else {
        lapsed.append(Announcement(at: before.since, key: alarm.key, severity: before.severity), limit: Self.capacity)
        return
      }
      let severity = alarm.acknowledgement?.severity ?? alarm.previousAcknowledgement?.severity ?? .blue
      responses.append(
        Response(at: entry.at, key: alarm.key, severity: severity, seconds: max(0, entry.at - before.since), by: by),
        limit: Self.capacity)
    }
  }

  private mutating func announce(_ alarm: Boxed<Alarm>, before: Waiting?, at time: Timestamp) {
    let severity = alarm.wrappedValue.announced ?? alarm.wrappedValue.current ?? .blue
    // Worse while it waits: it has waited since it first asked.
    let since = before.flatMap { $0.isWaiting ? $0.since : nil } ?? time
    asked[alarm.wrappedValue.arrival] = Waiting(
      since: since, revision: alarm.wrappedValue.revision, severity: severity, key: isOfExercises ? alarm.wrappedValue.key : nil)
    announcements.append(Announcement(at: time, key: alarm.wrappedValue.key, severity: severity), limit: Self.capacity)
  }

  private mutating func forget(at time: Timestamp) {
    let oldest = time - Self.memorySeconds
    announcements.removeFirst(while: { $0.at < oldest })
    responses.removeFirst(while: { $0.at < oldest })
    mistakes.removeFirst(while: { $0.at < oldest })
    lapsed.removeFirst(while: { $0.at < oldest })
  }
}

extension JournalEntry {
  /// About an alarm of a drill.
  public var isExercise: Bool { kept?.wrappedValue.facts.isExercise ?? key?.isExercise ?? false }
}

extension Deque {
  fileprivate mutating func append(_ element: Element, limit: Int) {
    if count == limit { removeFirst() }
    append(element)
  }

  fileprivate mutating func removeFirst(while isOld: (Element) -> Bool) {
    // Looked at where it lies: this is asked of every entry.
    while !isEmpty, isOld(self[0]) { removeFirst() }
  }
}
