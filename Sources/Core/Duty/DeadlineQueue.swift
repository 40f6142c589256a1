/// When alarms have their next deadline, soonest first. What has become void is left in and passed over when its turn comes.
struct DeadlineQueue: Sendable {
  struct Entry: Sendable {
    var at: Timestamp
    /// Stands for the alarm: a million keys would take more room than the alarms' deadlines are worth.
    var arrival: Int64
  }

  /// A binary heap: no parent is later than its children.
  private var heap: [Entry] = []

  var count: Int { heap.count }
  var first: Entry? { heap.first }

  mutating func push(_ at: Timestamp, _ arrival: Int64) {
    heap.append(Entry(at: at, arrival: arrival))
    var child = heap.count - 1
    while child > 0, heap[child].at < heap[(child - 1) / 2].at {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> Entry? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      let left = 2 * parent + 1
      guard left < heap.count else { break }
      let child = left + 1 < heap.count && heap[left + 1].at < heap[left].at ? left + 1 : left
      guard heap[child].at < heap[parent].at else { break }
      heap.swapAt(parent, child)
      parent = child
    }
    return first
  }

  mutating func removeAll() { heap.removeAll(keepingCapacity: true) }
}
