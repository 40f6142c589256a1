internal import Core

/// What is to come, the earliest first; of one moment what was put in first.
struct MomentHeap<Element> {
  private var items: [(at: Timestamp, order: Int, element: Element)] = []
  private var nextOrder = 0

  var first: Timestamp? { items.first?.at }
  var count: Int { items.count }

  /// `order` settles who is first of one moment; by default the order of calls.
  mutating func insert(_ element: Element, at time: Timestamp, order: Int? = nil) {
    items.append((time, order ?? nextOrder, element))
    nextOrder += 1
    var child = items.count - 1
    while child > 0, precedes(child, (child - 1) / 2) {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeFirst() -> (at: Timestamp, element: Element)? {
    guard !items.isEmpty else { return nil }
    items.swapAt(0, items.count - 1)
    let item = items.removeLast()
    var parent = 0
    while true {
      let left = parent * 2 + 1
      guard left < items.count else { break }
      let child = left + 1 < items.count && precedes(left + 1, left) ? left + 1 : left
      guard precedes(child, parent) else { break }
      items.swapAt(child, parent)
      parent = child
    }
    return (item.at, item.element)
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    items[left].at == items[right].at ? items[left].order < items[right].order : items[left].at < items[right].at
  }
}
