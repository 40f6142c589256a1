public import Core
public import TextSafety

/// What a recording has where: for the scrubber and the list of chapters.
public struct PlaybackTrack: Sendable, Equatable {
  public struct Chapter: Sendable, Equatable {
    public var at: Timestamp
    public var title: SafeText

    public init(at: Timestamp, title: SafeText) {
      self.at = at
      self.title = title
    }
  }

  /// The first of the minutes.
  public var start: Timestamp
  /// How many events came in each minute; empty until it is known.
  public var minutes: [Int]
  public var alerts: [Timestamp]
  public var chapters: [Chapter]
  /// All of it has been looked at.
  public var isWhole: Bool

  public init(start: Timestamp, minutes: [Int] = [], alerts: [Timestamp] = [], chapters: [Chapter] = [], isWhole: Bool = true) {
    self.start = start
    self.minutes = minutes
    self.alerts = alerts
    self.chapters = chapters
    self.isWhole = isWhole
  }
}
