public import TextSafety

/// What a wall shows in turn, and for how long.
public struct WallPlan: Sendable, Equatable {
  public struct Turn: Sendable, Equatable {
    /// The name of a board.
    public var board: SafeText
    public var seconds: Double
    /// `city.yaml:12:5`, where it is asked for; empty where nobody has written it.
    public var place: SafeText

    /// The same turn wherever it is written.
    public static func == (left: Turn, right: Turn) -> Bool { left.board == right.board && left.seconds == right.seconds }

    public init(board: SafeText, seconds: Double, place: SafeText = "") {
      self.board = board
      self.seconds = seconds
      self.place = place
    }
  }

  /// Of a board whose turn says nothing else.
  public static let standardSeconds = 20.0

  /// Empty: every board in the order of its key.
  public var turns: [Turn]
  /// So long a new red keeps the screen, unless it is acknowledged before.
  public var redSeconds: Double
  /// So long after a key the boards stand still.
  public var resumeSeconds: Double

  public init(turns: [Turn] = [], redSeconds: Double = 60, resumeSeconds: Double = 120) {
    self.turns = turns
    self.redSeconds = redSeconds
    self.resumeSeconds = resumeSeconds
  }
}
