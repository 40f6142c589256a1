public import TextSafety

/// How an alarm's rule wants it handled.
public struct AlarmOptions: Sendable, Equatable {
  public enum Latch: String, Sendable, Codable, CaseIterable {
    /// Cleared is over, seen or not.
    case none
    /// Cleared and never acknowledged stays until somebody has seen it.
    case acknowledge
    /// And then waits for a reset.
    case reset
  }

  /// Every raise brings it to the alarm; what others do to the alarm goes by that.
  public var latch = Latch.acknowledge
  /// A return within so many seconds, and not worse, keeps the acknowledgement; chattering alarms: two minutes at least.
  public var acknowledgementHold = 0.0
  /// After so long below what was acknowledged, the acknowledgement sinks to what holds; 0 for never.
  public var acknowledgementDecay = 600.0
  /// Seconds a single shelf, and an unbroken chain of them, may last.
  public var maximumShelf = 8.0 * 3600
  public var maximumShelfChain = 24.0 * 3600
  /// From this severity on nothing is shelved.
  public var noShelfFrom = Severity.red
  /// Late source events older than this are history only; where sequences are no moments they are never that old.
  public var lateWindow = 600.0
  /// Seconds between two urgings of one alarm.
  public var urgeInterval = 0.0
  /// The report plans of the city.
  public var reports: [ReportPlan] = []
  /// Rules that suppress the alarm at this moment, so that a raise makes no sound before it is hidden.
  public var suppressedBy: [SafeText] = []

  public init() {}

  static let chatteringHold = 120.0
}
