internal import DequeModule
public import TextSafety

/// What happened, newest last: the bounded log that the wall shows. The durable one is the journal.
public struct DutyLog: Sendable {
  public enum Subject: Sendable, Equatable {
    case raised(AlarmKey, Severity, LocalName)
    case worsened(AlarmKey, Severity, LocalName)
    case cleared(AlarmKey, LocalName)
    case acknowledged(AlarmKey, LocalName, by: SafeText)
    case unacknowledged(AlarmKey, LocalName, by: SafeText)
    case noted(AlarmKey, LocalName, by: SafeText, text: SafeText)
    case shelved(AlarmKey, LocalName, by: SafeText, until: Timestamp)
    case unshelved(AlarmKey, LocalName)
    case refused(AlarmKey, AlarmRefusal, by: SafeText)
    case sourceHealth(SafeText, LocalName?, SourceTable.Health)
    case collector(SafeText, CollectorTable.Phase)
    case collectorNote(SafeText, SafeText)
    case notice(LocalName, sender: SafeText?)
    case recorded(OperatorRecord)
    case reconfigured(rulesChanged: Int)
    case notReconfigured(SafeText)
    case journalFailed(SafeText)
    case journalBack
    case recording(SafeText)
    /// Masked words were asked for; the refusal is nil where they were shown.
    case revealed(RevealTarget, by: SafeText, AlarmRefusal?)
    case handedOver(from: SafeText, to: SafeText)
    case bulk(acknowledged: Int, refused: Int, by: SafeText)
    /// What was done about an alarm; nobody where a rule of the city did it.
    case worked(AlarmKey, LocalName, DutyAction, by: SafeText?)
    case deadlinePassed(AlarmKey, Severity, LocalName, DutyDeadline)
    case signedIn(SafeText, for: SignInPurpose)
    case signedOut(SafeText)
    case locked(SafeText)
    case signInRefused(SafeText, AlarmRefusal)
    /// Two have acknowledged reds together.
    case witnessed(by: SafeText, witness: SafeText)
    case drillBegun(SafeText, by: SafeText)
    /// Nobody broke it off where `by` is nil.
    case drillEnded(SafeText, by: SafeText?, answered: Int, asked: Int)
  }

  public struct Entry: Sendable, Equatable {
    public var at: Timestamp
    public var place: PlaceCode
    public var subject: Subject
    public var isExercise: Bool
  }

  public static let capacity = 1000
  private var deque = Deque<Entry>()
  /// How many there have been in all.
  public private(set) var total = 0

  public init() {}

  public var entries: some RandomAccessCollection<Entry> { deque }

  /// Those after the first `count` of all, as far as they are still here.
  public func entries(after count: Int) -> some RandomAccessCollection<Entry> { deque.suffix(max(0, total - count)) }

  mutating func append(_ subject: Subject, at: Timestamp, place: PlaceCode = .none, isExercise: Bool = false) {
    append(Entry(at: at, place: place, subject: subject, isExercise: isExercise))
  }

  mutating func append(_ entry: Entry) {
    if deque.count == DutyLog.capacity { deque.removeFirst() }
    deque.append(entry)
    total += 1
  }
}
