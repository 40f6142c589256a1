public import TextSafety

/// What was kept of a damaged log, and what was lost.
public struct LogDamage: Sendable, Equatable {
  public var reason: SafeText
  /// Where the damaged file lies now.
  public var setAside: SafeText
  public var records = 0
  /// Records of the journal that are missing since; they are on record as lost.
  public var lost: Int64 = 0
  public var alarms = 0
  public var events = 0

  public var words: SafeText {
    "\(reason); kept \(records) records, \(alarms) alarms, \(events) events; lost \(lost) records; set aside as \(setAside)"
  }
}
