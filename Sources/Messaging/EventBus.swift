internal import CLinux
internal import Glibc
internal import Synchronization

/// Many producers, one consumer, whole batches. Policy: bounded by elements; a batch that does not fit is refused and stays with its
/// producer, which waits for room — back-pressure lives here, nothing is dropped. A batch larger than the whole bus is taken when the
/// bus is empty.
public final class EventBus<Element: Sendable>: Sendable {
  private struct Inbox: Sendable {
    var elements: [Element] = []
    var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
    var nextTicket: UInt64 = 0
    var drainCount: UInt64 = 0
  }

  public let capacity: Int
  /// Readable while something may be waiting: for `poll`.
  public let wakeDescriptor: Int32
  private let inbox = Mutex(Inbox())

  public init(capacity: Int) {
    self.capacity = max(1, capacity)
    wakeDescriptor = zb_eventfd()
    precondition(wakeDescriptor >= 0, "no file descriptor left for the event bus")
  }

  deinit { close(wakeDescriptor) }

  /// Elements that wait for the consumer.
  public var count: Int { inbox.withLock { $0.elements.count } }

  /// How often the consumer has taken all.
  public var drainCount: UInt64 { inbox.withLock(\.drainCount) }

  /// Takes a batch; false where there is no room for it, or none beyond what is to be left to others.
  public func send(_ batch: [Element], leaving reserve: Int = 0) -> Bool {
    guard !batch.isEmpty else { return true }
    let (isTaken, wasEmpty) = inbox.withLock { inbox in
      let wasEmpty = inbox.elements.isEmpty
      guard wasEmpty || inbox.elements.count + batch.count <= capacity - reserve else { return (false, false) }
      inbox.elements += batch
      return (true, wasEmpty)
    }
    if wasEmpty { wake() }
    return isTaken
  }

  /// Moves everything that waits to the end of `list`, ends the wake and lets the producers go on.
  public func drain(into list: inout [Element]) {
    // Before taking: a batch sent in between wakes once too often, never once too seldom.
    zb_eventfd_clear(wakeDescriptor)
    let waiting = inbox.withLock { inbox in
      inbox.drainCount += 1
      if list.isEmpty {
        swap(&list, &inbox.elements)
      } else {
        list += inbox.elements
        inbox.elements.removeAll(keepingCapacity: true)
      }
      defer { inbox.waiting = [:] }
      return inbox.waiting
    }
    for continuation in waiting.values { continuation.resume() }
  }

  /// Wakes the consumer although nothing was sent.
  public func wake() { zb_eventfd_signal(wakeDescriptor) }

  /// Returns when the consumer has made room, or the task is cancelled.
  public func waitForRoom() async {
    let ticket = inbox.withLock { inbox in
      inbox.nextTicket += 1
      return inbox.nextTicket
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isFree = inbox.withLock { inbox in
          if inbox.elements.isEmpty || inbox.elements.count < capacity / 2 || Task.isCancelled { return true }
          inbox.waiting[ticket] = continuation
          return false
        }
        if isFree { continuation.resume() }
      }
    } onCancel: {
      inbox.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume()
    }
  }

  /// Sends, waiting for room as long as it takes; false only where the task was cancelled before.
  public func sendWhenThereIsRoom(_ batch: [Element]) async -> Bool {
    while !send(batch) {
      await waitForRoom()
      if Task.isCancelled { return false }
      await Task.yield()
    }
    return true
  }
}
