internal import TextSafety

/// The tickets of one cell over the latest four hours, in steps of five minutes, and the ids of the newest.
struct RecentCounts: Sendable {
  static let capacity: Int64 = 48
  static let maximumTickets = 8

  private var counts = [UInt32](repeating: 0, count: Int(RecentCounts.capacity))
  private(set) var newest: Int64
  /// A ring, the oldest at `oldest`.
  private var latest: [(step: Int64, id: SafeText)] = []
  private var oldest = 0

  /// The newest tickets, oldest first.
  var tickets: [(step: Int64, id: SafeText)] { Array(latest[oldest...] + latest[..<oldest]) }

  init(at step: Int64) { newest = step }

  mutating func record(_ id: SafeText?, step: Int64) {
    guard step > newest - RecentCounts.capacity else { return }
    if step > newest {
      for passed in max(newest + 1, step - RecentCounts.capacity + 1)...step { counts[slot(passed)] = 0 }
      newest = step
    }
    counts[slot(step)] &+= 1
    guard let id else { return }
    guard latest.count == RecentCounts.maximumTickets else { return latest.append((step, id)) }
    latest[oldest] = (step, id)
    oldest = (oldest + 1) % RecentCounts.maximumTickets
  }

  /// The tickets of `count` steps that end with `last`.
  func sum(steps count: Int64, endingWith last: Int64) -> Int {
    let end = min(last, newest)
    let start = max(last - count, newest - RecentCounts.capacity) + 1
    guard start <= end else { return 0 }
    return (start...end).reduce(0) { $0 + Int(counts[slot($1)]) }
  }

  private func slot(_ step: Int64) -> Int {
    let rest = Int(step % RecentCounts.capacity)
    return rest < 0 ? rest + Int(RecentCounts.capacity) : rest
  }
}
