internal import DequeModule

/// What was announced to this desk in the latest ten minutes, and whether it is a flood: more than ten begin it, fewer than five end it (ISA-18.2).
///
/// It follows from the fold alone, not from the journal. Announcements within a second are kept as one moment, so that a million of them take
/// no more room than six hundred.
public struct Announcements: Sendable, Equatable {
  public static let window = 600.0
  public static let floodAbove = 10
  public static let floodBelow = 5

  /// A flood that goes on.
  public struct Flood: Sendable, Equatable {
    /// When one more than ten had come.
    public var since: Timestamp
    /// All that it has brought, those that began it included.
    public var count: Int
    public var worst: Severity
  }

  private struct Moment: Sendable, Equatable {
    var at: Timestamp
    var count: Int
    var worst: Severity
  }

  private var moments: Deque<Moment> = []
  /// Of the latest ten minutes.
  public private(set) var count = 0
  public private(set) var flood: Flood?
  public var isFlood: Bool { flood != nil }

  public init() {}

  mutating func note(_ severity: Severity, at time: Timestamp) {
    settle(time)
    if let last = moments.last, time - last.at < 1 {
      moments[moments.count - 1].count += 1
      moments[moments.count - 1].worst = max(last.worst, severity)
    } else {
      moments.append(Moment(at: time, count: 1, worst: severity))
    }
    count += 1
    if let known = flood {
      flood?.count = known.count + 1
      flood?.worst = max(known.worst, severity)
    } else if count > Announcements.floodAbove {
      flood = Flood(since: time, count: count, worst: moments.map(\.worst).max() ?? severity)
    }
  }

  /// Time has passed: returns the moment at which a flood ended, where one did.
  @discardableResult
  mutating func settle(_ now: Timestamp) -> Timestamp? {
    var ended: Timestamp?
    while let first = moments.first, first.at <= now - Announcements.window {
      moments.removeFirst()
      count -= first.count
      if flood != nil, count < Announcements.floodBelow {
        flood = nil
        ended = first.at + Announcements.window
      }
    }
    return ended
  }
}
