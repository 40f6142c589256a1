public import TextSafety

extension SourceTable {
  /// Whether a source is heard: 正常, 断流 (it says nothing), 源故障 (it says that it is down), 未报 (it has not spoken yet).
  public enum Health: String, Sendable { case fresh, stale, down, expected }

  public struct Source: Sendable {
    public var id: SafeText
    public var name: LocalName?
    public var isCore: Bool
    /// Nil where nobody expects it to speak: only its heartbeats can then show that it has fallen silent.
    public var staleAfterSeconds: Double?
    public var health: Health = .expected
    public var healthSince: Timestamp

    /// The newest moment its data speak of; heartbeats are no data.
    public var lastEventAt: Timestamp?
    /// When it was last heard, heartbeats included.
    public var lastArrivalAt: Timestamp?
    public var events = 0
    public var bytes: Int64 = 0
    /// Arrivals per minute.
    public var rates = Series()

    /// Events whose `source` and `id` had been seen.
    public var duplicates = 0
    /// Readings and revisions older than what was known.
    public var outdated = 0
    /// Events that came much later than is usual for the source.
    public var late = 0
    /// Events that claim to be of the future, or of more than a day ago.
    public var suspect = 0
    /// Events whose value was no longer true when they came.
    public var expired = 0
    public var sequence = SequenceNumbers()

    public var heartbeat: Heartbeat? {
      didSet {
        measuredSkew = heartbeat?.clockOffsetMilliseconds.map { $0 / 1000 }
        // A source cannot talk itself out of being watched.
        missedLimit = heartbeat.map { 3 * min(max($0.intervalSeconds, 0), 3600) }
        saysItIsDown = heartbeat?.upstream == .down
      }
    }
    /// Of the heartbeat, for every event or second to ask: the clock's skew, the seconds after which three of them were missed, and
    /// what it says of its upstream.
    private var measuredSkew: Double?
    private var missedLimit: Double?
    private var saysItIsDown = false
    var heartbeatAt: Timestamp = .distantPast
    /// What its collector says of itself, added up over its restarts.
    public var emitted = RunningTotal()
    public var dropped = RunningTotal()
    public var reportedErrors = RunningTotal()

    /// Lines of it that could not be read, by reason; the latest of them, and the latest lines seen, newest last.
    public var malformed: [Malformed.Reason: Int] = [:]
    public var lastErrors: [CollectorTable.Fault] = []
    public var lastLines: [SafeText] = []
    /// The collectors that bring its events, the latest one last.
    public var collectors: [SafeText] = []
    /// From what happened to its arrival, of the latest events.
    public var lags = LagWindow()

    /// From what happened to its arrival.
    var delay = DelayWindow()
    /// From the writing of it to its arrival, where the source says when it wrote.
    var transport = DelayWindow()
    /// How late the newest event was.
    var newestDelay: Double?
    /// The moments given to events that claim to be of the future: in the order they came.
    var lastAssigned: Timestamp = .distantPast
    var minute: Int64 = .min
    var minuteCount = 0
    var recent = RecentIDs()

    init(id: SafeText, expected: ExpectedSource?, at now: Timestamp) {
      self.id = id
      name = expected?.name
      isCore = expected?.isCore ?? false
      staleAfterSeconds = expected?.staleAfterSeconds
      healthSince = now
    }

    public var malformedCount: Int { malformed.values.reduce(0, +) }
    /// Numbers missing in `sequence`.
    public var gaps: Int { sequence.missing }

    /// Seconds from what happened to its arrival here, of the newest event.
    public var lagSeconds: Double? { heartbeat?.lagSeconds ?? newestDelay }

    /// Seconds by which its clock is ahead of ours, behind where negative; nil where nothing tells.
    ///
    /// What its collector has measured comes first, then when it says that it wrote. Without either only a clock that is ahead can
    /// be told from data that come late: nothing arrives before it has happened.
    public var clockSkewSeconds: Double? {
      if let measuredSkew { return measuredSkew }
      if let typical = transport.typical { return -typical }
      return delay.typical.flatMap { $0 < 0 ? -$0 : nil }
    }

    /// Beyond this a clock is called wrong.
    public static let tolerableSkew = 2.0

    /// The skew where it is worth a word.
    public var notableSkewSeconds: Double? { clockSkewSeconds.flatMap { abs($0) > Source.tolerableSkew ? $0 : nil } }

    /// Seconds since it was last heard.
    @inline(__always)
    public func silence(at now: Timestamp) -> Double? { lastArrivalAt.map { max(0, now - $0) } }

    /// What it is taken to be now.
    @inline(__always)
    func assessed(at now: Timestamp) -> Health {
      let limit = silenceLimit
      guard let silence = silence(at: now) else { return now - healthSince > (limit ?? .infinity) ? .stale : health }
      if let limit, silence > limit { return .stale }
      return saysItIsDown ? .down : .fresh
    }

    /// What rules read of it: the seconds of silence beyond what is agreed, 0 while it is heard.
    static func excessSilence(_ health: Health, heardAt: Timestamp?, limit: Double?, at now: Timestamp) -> Double {
      guard health == .stale else { return 0 }
      let limit = limit ?? 0
      return max(1, (heardAt.map { max(0, now - $0) } ?? limit) - limit)
    }

    /// Seconds of silence that make it 断流: what is agreed for it, and never less than three of its heartbeats.
    @inline(__always)
    public var silenceLimit: Double? {
      guard let missedLimit else { return staleAfterSeconds }
      return max(staleAfterSeconds ?? 0, missedLimit)
    }

    mutating func remember(collector: SafeText) {
      if !collectors.isEmpty, collectors[collectors.count - 1] == collector { return }
      collectors.removeAll { $0 == collector }
      collectors.append(collector)
      if collectors.count > Source.collectorsKept { collectors.removeFirst() }
    }

    static let collectorsKept = 4

    mutating func remember(line: SafeText) {
      guard !line.isEmpty else { return }
      lastLines.append(line)
      if lastLines.count > CollectorTable.linesKept { lastLines.removeFirst() }
    }

    mutating func remember(_ fault: CollectorTable.Fault) {
      malformed[fault.malformed.reason, default: 0] += 1
      lastErrors.append(fault)
      if lastErrors.count > CollectorTable.faultsKept { lastErrors.removeFirst() }
    }
  }
}
