public import TextSafety

/// Everything that can happen. Time enters only here, so that a replay is the live run.
///
/// What is rare and large is indirect: an event, which comes with nearly every action, is one word, and batches of them are copied.
public enum Action: Sendable {
  /// The clock: fires timers, finds silent sources.
  case tick(Timestamp)
  /// A feed said something; `at` is when it reached us.
  case event(Event, collector: SafeText, at: Timestamp)
  /// A line that is no event; `raw` is its escaped beginning.
  indirect case malformed(Malformed, LinePosition, raw: SafeText, at: Timestamp)
  indirect case collector(CollectorReport, at: Timestamp)
  indirect case command(OperatorCommand, by: Operator, at: Timestamp)
  /// The journal has written all entries up to this number.
  case journalled(through: Int64)
  indirect case journalFailed(SafeText, at: Timestamp)
  /// A damaged log was set aside; the words say what was kept and lost.
  indirect case journalDamaged(LocalName, at: Timestamp)
  /// An event of the kept log, folded in again at the start: state without alerts, which come from the journal.
  case restored(Event, at: Timestamp)
  /// The kept log has been read: what it left open and no rule would ever close is closed.
  case resumed(at: Timestamp)
  /// The configuration was read again: this city from now on.
  indirect case reconfigured(City, at: Timestamp)
  /// It could not be read; the last good one stays in force.
  indirect case notReconfigured(SafeText, at: Timestamp)
  /// The machine's clock was set: forward, or back where seconds are negative.
  case clockLeapt(seconds: Double, at: Timestamp)
  /// The sender of what came before wants to know when it is kept.
  case receipt(Int64)

  /// Hands an action over and leaves one without meaning in its place: a copy would retain every text in it.
  public mutating func handOver() -> Action {
    var other = Action.tick(.distantPast)
    swap(&self, &other)
    return other
  }
}

/// A collector tells how it does.
public struct CollectorReport: Sendable, Equatable {
  public var name: SafeText
  public var kind: SafeText
  public var phase: CollectorTable.Phase?
  /// Since the last report.
  public var lines: Int
  public var bytes: Int64
  /// Lines set aside since the last report that were not told one by one: there were too many of them.
  public var malformed: [Malformed.Reason: Int] = [:]
  /// The latest line read, escaped.
  public var lastLine: SafeText?
  /// What the source said beside its data.
  public var note: SafeText?

  public init(
    name: SafeText, kind: SafeText, phase: CollectorTable.Phase? = nil, lines: Int = 0, bytes: Int64 = 0,
    lastLine: SafeText? = nil
  ) {
    self.name = name
    self.kind = kind
    self.phase = phase
    self.lines = lines
    self.bytes = bytes
    self.lastLine = lastLine
  }
}

/// Who acts: an id of the duty plan, never a person's name.
public struct Operator: Sendable, Hashable, Codable {
  public var id: SafeText
  public var shift: SafeText
  public var role: OperatorRole
  /// Sits before a screen that anybody may pass.
  public var isAtWall: Bool
  /// Has proven to be who this says.
  public var isSignedIn: Bool

  public init(
    id: SafeText, shift: SafeText, role: OperatorRole = .dutyOfficer, isAtWall: Bool = false, isSignedIn: Bool = false
  ) {
    self.id = id
    self.shift = shift
    self.role = role
    self.isAtWall = isAtWall
    self.isSignedIn = isSignedIn
  }
}

/// What an operator asks for. Every one is a compare-and-set on what was on the screen.
public enum OperatorCommand: Sendable, Equatable {
  case acknowledge(AlarmKey, revision: Int)
  /// All that was on the screen, each with the revision that was seen.
  case acknowledgeAll([SeenAlarm], witness: SafeText? = nil)
  case unacknowledge(AlarmKey)
  case note(AlarmKey, SafeText)
  case duty(AlarmKey, DutyAction)
  case shelve(AlarmKey, seconds: Double, reason: SafeText)
  case unshelve(AlarmKey, revision: Int)
  /// Show for a moment what was masked in this ticket or alert.
  indirect case reveal(RevealTarget, reason: SafeText)
  /// The desk is another officer's from now on; both have looked at the page.
  case handOver(to: SafeText)
  /// Somebody has given an id and a PIN, which has been checked.
  case signIn(isRight: Bool, for: SignInPurpose)
  case signOut
  /// Nobody has touched the desk for a while, or its officer steps away.
  case lock
  case drill(Drill.Step)

  public struct SeenAlarm: Sendable, Equatable {
    public var key: AlarmKey
    public var revision: Int

    public init(key: AlarmKey, revision: Int) {
      self.key = key
      self.revision = revision
    }
  }
}

/// Whose masked words are asked for.
public enum RevealTarget: Sendable, Hashable {
  case ticket(SafeText)
  case alarm(AlarmKey)

  public var text: SafeText {
    switch self {
    case .ticket(let id): "ticket/" + id
    case .alarm(let key): key.text
    }
  }
}

/// What is to be done outside the fold.
public enum Effect: Sendable, Equatable {
  /// Write this entry; answer with `Action.journalled`.
  ///
  /// Indirect, as all that is larger than an event, which comes with nearly every effect.
  indirect case journal(JournalEntry)
  /// Sound for a new or worse alert; a drill is silent unless the desk wants to hear it.
  case announce(Severity, isExercise: Bool)
  /// Tell the operator who asked.
  indirect case tell(Answer)
  /// Keep this event in the log.
  case keep(Event)
  /// Settle this receipt once all that was to be kept before it is.
  case receipt(Int64)
  /// Once this entry of the journal is on disk, show what was masked.
  indirect case reveal(RevealTarget, sequence: Int64)

  /// The answer to a command, shown where it was given.
  public enum Answer: Sendable, Equatable {
    case accepted(AlarmKey)
    case refused(AlarmKey, AlarmRefusal)
    case revealRefused(AlarmRefusal)
    case handedOver(to: SafeText)
    case handoverRefused(AlarmRefusal)
    case drillRefused(AlarmRefusal)
    case bulk(accepted: Int, refused: [BulkRefusal])
    case signedIn(Operator, for: SignInPurpose)
    case signInRefused(SafeText, AlarmRefusal, for: SignInPurpose)
    case signedOut
    case locked
  }

  /// One of those that were not acknowledged, and why.
  public struct BulkRefusal: Sendable, Equatable {
    public var key: AlarmKey
    public var refusal: AlarmRefusal

    public init(key: AlarmKey, refusal: AlarmRefusal) {
      self.key = key
      self.refusal = refusal
    }
  }
}
