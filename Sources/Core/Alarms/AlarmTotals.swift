/// The counts of the status strip. Exercises are counted apart; what lies under an overlay is counted there and nowhere else.
public struct AlarmTotals: Sendable, Equatable {
  private var unacknowledgedBySeverity = [0, 0, 0, 0, 0]
  public private(set) var acknowledged = 0
  public private(set) var shelved = 0
  public private(set) var suppressed = 0
  public private(set) var outOfService = 0
  public private(set) var stale = 0
  public private(set) var exercise = 0

  public init() {}

  public func unacknowledged(_ severity: Severity) -> Int { unacknowledgedBySeverity[severity.rawValue] }
  /// The worst that waits for somebody.
  public var worstUnacknowledged: Severity? { Severity.allCases.last { unacknowledgedBySeverity[$0.rawValue] > 0 } }
  public var unacknowledged: Int { unacknowledgedBySeverity.reduce(0, +) }

  /// All of them, whatever lies over them.
  public var all: Int { unacknowledged + acknowledged + shelved + suppressed + outOfService + exercise }

  mutating func count(_ alarm: Alarm, _ step: Int) {
    guard !alarm.facts.isExercise else {
      exercise += step
      return
    }
    if alarm.isStale { stale += step }
    if alarm.outOfService != nil {
      outOfService += step
    } else if !alarm.suppressedBy.isEmpty {
      suppressed += step
    } else if alarm.shelf != nil {
      shelved += step
    } else if alarm.needsAcknowledgement {
      unacknowledgedBySeverity[alarm.shownSeverity.rawValue] += step
    } else if alarm.core != .normal {
      acknowledged += step
    }
  }
}
