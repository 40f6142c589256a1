public import TextSafety

/// What a wall shows in turn, and for how long.
public struct WallPlan: Sendable, Equatable {
  public struct Turn: Sendable, Equatable {
    /// The name of a board.
    public var board: SafeText
    public var seconds: Double

    public init(board: SafeText, seconds: Double) {
      self.board = board
      self.seconds = seconds
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
