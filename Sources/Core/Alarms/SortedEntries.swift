/// Entries in order, in runs of a bounded length, so that putting one in or taking one out moves few of a million.
struct SortedEntries: Sendable {
  struct Entry: Sendable, Equatable, Comparable {
    var order: UInt64
    /// Tells entries of one order apart, and whose they are.
    var arrival: Int64

    static func < (left: Entry, right: Entry) -> Bool { (left.order, left.arrival) < (right.order, right.arrival) }
  }

  private static let longest = 1024
  /// None is empty.
  private var runs: [[Entry]] = []
  private(set) var count = 0

  mutating func insert(_ entry: Entry) {
    count += 1
    guard !runs.isEmpty else { return runs.append([entry]) }
    let run = max(0, firstRun { entry < $0 } - 1)
    if runs[run].last.map({ $0 < entry }) == true {
      runs[run].append(entry)
    } else {
      runs[run].insert(entry, at: SortedEntries.first(in: runs[run]) { entry < $0 })
    }
    guard runs[run].count > SortedEntries.longest else { return }
    // What comes in order leaves full runs behind it.
    let half = run == runs.count - 1 ? SortedEntries.longest * 9 / 10 : SortedEntries.longest / 2
    runs.insert(Array(runs[run][half...]), at: run + 1)
    runs[run].removeSubrange(half...)
  }

  mutating func remove(_ entry: Entry) {
    let run = firstRun { entry < $0 } - 1
    guard run >= 0 else { return }
    let place = SortedEntries.first(in: runs[run]) { !($0 < entry) }
    guard place < runs[run].count, runs[run][place] == entry else { return }
    count -= 1
    runs[run].remove(at: place)
    if runs[run].isEmpty { runs.remove(at: run) }
  }

  mutating func removeAll() { self = SortedEntries() }

  /// In order, from an order on, for as long as `body` says so.
  func visit(from order: UInt64 = 0, _ body: (Entry) -> Bool) {
    let start = Entry(order: order, arrival: .min)
    for run in max(0, firstRun { start < $0 } - 1)..<max(runs.count, 1) where run < runs.count {
      for entry in runs[run] where !(entry < start) { if !body(entry) { return } }
    }
  }

  /// The first run whose first entry is so.
  private func firstRun(_ isSo: (Entry) -> Bool) -> Int {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if isSo(runs[middle][0]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private static func first(in run: [Entry], _ isSo: (Entry) -> Bool) -> Int {
    var (low, high) = (0, run.count)
    while low < high {
      let middle = (low + high) / 2
      if isSo(run[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
