public import TextSafety

/// One record of the journal: what happened to an alarm, by whom, and how it stood after it. The alarms after any number of entries are the
/// last `after` of each key among them.
public struct JournalEntry: Sendable, Equatable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable { case transition, action, refusal, timer, log }

  /// Consecutive from 1.
  public var sequence: Int64
  public var at: Timestamp
  public var kind: Kind
  public var key: AlarmKey?
  /// The row of the table: `raise`, `ack` …
  public var input: SafeText
  public var by: SafeText?
  public var refusal: AlarmRefusal?
  public var text: SafeText?
  /// Nil where nothing changed: refusals, and lines about the desk itself (`log`).
  public var after: Alarm?
}
