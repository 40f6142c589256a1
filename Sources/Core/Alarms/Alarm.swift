public import TextSafety

/// An alarm as ISA-18.2 sees it: what it says, the state of its core, what lies over it, and who did what.
///
/// Three layers that do not overwrite each other: the core (five states), the overlays (shelved, suppressed by design, out of service), and
/// quality (stale). Inputs are applied by `apply(_:facts:options:at:)`; the alarm never asks a clock. `facts`, `count` and `sequence` follow
/// every repeat of its source; all else changes only together with a journal entry.
public struct Alarm: Sendable, Equatable {
  /// A, B, C, D and the latched state of the table.
  public enum Core: String, Codable, Sendable, CaseIterable { case normal, unacknowledged, acknowledged, returned, latched }

  public struct Acknowledgement: Sendable, Equatable, Codable {
    /// The worst severity it covers: anything worse is news again.
    public var severity: Severity
    public var by: SafeText
    public var at: Timestamp
    /// Nil: for as long as the alarm lasts.
    public var until: Timestamp?
    /// It covers what the source said up to this number.
    var through: Int64
  }

  public struct Shelf: Sendable, Equatable, Codable {
    /// The start of an unbroken chain of shelves.
    public var since: Timestamp
    public var until: Timestamp
    public var by: SafeText
    public var reason: SafeText
    /// Anything worse ends the shelf.
    public var covers: Severity
    public var isOneShot: Bool
    /// Tells this shelf's timer from that of an earlier one.
    public var number: Int
  }

  public struct OutOfService: Sendable, Equatable, Codable {
    public var by: SafeText
    public var permit: SafeText
    public var at: Timestamp
  }

  public struct Note: Sendable, Equatable, Codable {
    public var at: Timestamp
    public var by: SafeText
    public var text: SafeText
  }

  public let key: AlarmKey
  /// Handed on as they are from the source to the journal: a copy would retain two dozen texts.
  var boxedFacts: Boxed<AlarmFacts>
  public internal(set) var core: Core = .normal
  /// The severity now; nil while it is not active.
  public internal(set) var current: Severity?
  /// The worst severity that nobody has acknowledged.
  public internal(set) var announced: Severity?
  public internal(set) var acknowledgement: Acknowledgement?
  /// That of the occurrence before: it may be held through a short recovery, and it covers what arrives late.
  public internal(set) var previousAcknowledgement: Acknowledgement?
  /// The acknowledgement was taken over from the occurrence before (确认保持).
  public internal(set) var isHeld = false
  /// Since when it has been milder than what was acknowledged.
  public internal(set) var milderSince: Timestamp?
  /// As its rule said when it was last raised.
  public internal(set) var latch = AlarmOptions.Latch.acknowledge
  public internal(set) var occurrence = 0
  /// Grows with every change that an operator must see again; what an acknowledgement is compared with.
  public internal(set) var revision = 0
  /// Raises heard, repeats included.
  public internal(set) var count = 0
  /// The newest order number of its source.
  public internal(set) var sequence: Int64 = .min
  /// The beginnings of the latest occurrences, three at most.
  public internal(set) var beginnings: [Timestamp] = []
  /// Of this occurrence.
  public internal(set) var raisedAt: Timestamp
  public internal(set) var changedAt: Timestamp
  /// Since when it has asked for somebody: the moment of its revision.
  public internal(set) var askedAt: Timestamp?
  public internal(set) var clearedAt: Timestamp?
  public internal(set) var shelf: Shelf?
  /// The rules that suppress it, sorted.
  public internal(set) var suppressedBy: [SafeText] = []
  public internal(set) var outOfService: OutOfService?
  public internal(set) var isStale = false
  public internal(set) var notes: [Note] = []
  private var handling: Boxed<AlarmWork>?
  /// The number of the journal entry of the last operator's decision on it; 0 where there is none.
  public internal(set) var journalSequence: Int64 = 0
  /// The number of the journal entry that put it on the board: the order of rows.
  public internal(set) var arrival: Int64 = 0
  var shelves = 0

  init(key: AlarmKey, facts: AlarmFacts, at: Timestamp) { self.init(key: key, boxed: Boxed(wrappedValue: facts), at: at) }

  init(key: AlarmKey, boxed facts: Boxed<AlarmFacts>, at: Timestamp) {
    self.key = key
    boxedFacts = facts
    raisedAt = at
    changedAt = at
  }

  public internal(set) var facts: AlarmFacts {
    _read { yield boxedFacts.wrappedValue }
    set { boxedFacts = Boxed(wrappedValue: newValue) }
  }

  /// What has been done about it; nil for nothing.
  public internal(set) var work: AlarmWork? {
    get { handling?.wrappedValue }
    set { handling = newValue.flatMap { $0.isEmpty ? nil : Boxed(wrappedValue: $0) } }
  }

  /// Something has been done about it, or is to be.
  var hasWork: Bool { handling != nil }

  /// Nothing has changed that a deadline depends on: most changes are repeats.
  func hasSameDues(as other: Alarm) -> Bool {
    revision == other.revision && core == other.core && isHidden == other.isHidden && worst == other.worst
      && handling == other.handling
  }

  /// Its cause is there now.
  public var isActive: Bool { core == .unacknowledged || core == .acknowledged }
  /// It asks for an operator, whether its cause is still there or not.
  public var needsAcknowledgement: Bool { core == .unacknowledged || core == .returned }
  /// Something lies over it: it is counted, faint and silent.
  public var isHidden: Bool { shelf != nil || !suppressedBy.isEmpty || outOfService != nil }
  /// The severity a row shows: the worst of what holds and what was missed.
  public var shownSeverity: Severity { worst ?? acknowledgement?.severity ?? .blue }

  /// The worst of what holds and what nobody has seen; nil when there is neither.
  public var worst: Severity? {
    guard let announced else { return current }
    return max(announced, current ?? announced)
  }
  /// It has come three times within a minute.
  public var isChattering: Bool { beginnings.count == 3 && beginnings[2] - beginnings[0] <= 60 }

  /// The state ISA-18.2 calls it by: an overlay before the core.
  public enum Projection: String, Sendable, CaseIterable {
    case normal = "NORM", unacknowledged = "UNACK", acknowledged = "ACKED", returned = "RTNUN", latched = "LATCHD", shelved =
      "SHLVD",
      suppressed = "DSUPR", outOfService = "OOSRV"
  }

  public var projection: Projection {
    if outOfService != nil { return .outOfService }
    if !suppressedBy.isEmpty { return .suppressed }
    if shelf != nil { return .shelved }
    switch core {
    case .normal: return .normal
    case .unacknowledged: return .unacknowledged
    case .acknowledged: return .acknowledged
    case .returned: return .returned
    case .latched: return .latched
    }
  }
}
