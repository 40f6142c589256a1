public import TextSafety

/// A drill (演练) beside what is actual: its alerts come from a source of their own, marked, counted and scored apart.
public struct Drill: Sendable, Equatable {
  public enum Step: Sendable, Equatable {
    case begin(title: SafeText)
    case end
  }

  /// Whose alerts are the drill's, and the collector that brings them.
  public static let source: SafeText = "/zhiban/drill"
  public static let collector: SafeText = "drill"

  public var title: SafeText
  public var by: SafeText
  public var since: Timestamp
}
