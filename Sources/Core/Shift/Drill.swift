public import TextSafety

/// A drill (演练) beside what is actual: its alerts come from a source of their own, marked, counted and scored apart.
public struct Drill: Sendable, Equatable {
  public enum Step: Sendable, Equatable {
    case begin(title: SafeText)
    /// By its number, so that nobody ends a drill that he does not mean.
    case end(number: Int64?)
  }

  /// Whose alerts the drill's are.
  public static let source: SafeText = "/zhiban/drill"
  /// What its collectors are called, before the number of the drill.
  public static let collectorPrefix: SafeText = "drill-"

  static func isCollector(_ name: SafeText) -> Bool { name.string.hasPrefix(collectorPrefix.string) }

  /// Of the record in the journal that began it.
  public var number: Int64
  public var title: SafeText
  public var by: SafeText
  public var since: Timestamp

  /// What brings its alerts.
  public var collector: SafeText { Drill.collectorPrefix + "\(number)" }
}
