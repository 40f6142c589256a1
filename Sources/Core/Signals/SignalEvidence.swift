public import TextSafety

/// Why a cell is remarkable: how many, against what, how unlikely, which tickets.
public struct SignalEvidence: Sendable, Equatable {
  public var cell: SignalCell
  public var windowMinutes: Int
  public var count: Int
  /// What the same hours usually bring.
  public var usual: Double
  /// How many times more than usual there is of everything akin: the storm that is over the whole city.
  public var tide: Double
  /// Natural logarithm of the probability that chance brings as many.
  public var logProbability: Double
  /// The newest, eight at most.
  public var tickets: [SafeText]
}

/// What a look has changed.
public enum SignalChange: Sendable, Equatable {
  /// New, worse, or there is other evidence for it.
  case raise(SignalEvidence, Severity, at: Timestamp)
  case end(SignalCell, at: Timestamp)
}

/// Holds a signal open until it has been quiet for some looks, and its severity at the worst it was.
struct OpenSignal: Sendable {
  /// Looks without anything remarkable before it is over.
  static let quietLooks = 3

  var evidence: SignalEvidence
  var severity: Severity
  var since: Timestamp
  private var quiet = 0

  init(evidence: SignalEvidence, severity: Severity, since: Timestamp) {
    self.evidence = evidence
    self.severity = severity
    self.since = since
  }

  /// Takes new evidence; true where it says something else than before.
  mutating func take(_ new: SignalEvidence, _ severity: Severity) -> Bool {
    quiet = 0
    let isNews = severity > self.severity || new.count > evidence.count || new.tickets.last != evidence.tickets.last
    self.severity = max(severity, self.severity)
    if isNews { evidence = new }
    return isNews
  }

  /// True where it is over.
  mutating func look(isPresent: Bool) -> Bool {
    quiet = isPresent ? 0 : quiet + 1
    return quiet >= OpenSignal.quietLooks
  }
}
