internal import Synchronization

/// Who waits until what they sent has been kept. Bounded by those who wait: every receipt is settled or withdrawn.
public final class Receipts: Sendable {
  private enum Entry {
    case open
    case awaited(CheckedContinuation<Bool, Never>)
    case settled(Bool)
  }

  private struct Book {
    var next: Int64 = 1
    var entries: [Int64: Entry] = [:]
  }

  private let book = Mutex(Book())

  public init() {}

  /// A new receipt, to be sent along; it must be awaited or withdrawn.
  public func open() -> Int64 {
    book.withLock { book in
      defer { book.next += 1 }
      book.entries[book.next] = .open
      return book.next
    }
  }

  /// Says what became of it; a receipt that nobody waits for any more is forgotten.
  public func settle(_ number: Int64, isKept: Bool) {
    let waiting: CheckedContinuation<Bool, Never>? = book.withLock { book in
      switch book.entries[number] {
      case .awaited(let continuation):
        book.entries[number] = nil
        return continuation
      case .open: book.entries[number] = .settled(isKept)
      case .settled, nil: break
      }
      return nil
    }
    waiting?.resume(returning: isKept)
  }

  public func withdraw(_ number: Int64) { book.withLock { $0.entries[number] = nil } }

  /// True once it is kept; false where it was not, or where that takes longer than `timeout`.
  public func outcome(of number: Int64, timeout: Duration) async -> Bool {
    let clock = Task { [self] in
      try await Task.sleep(for: timeout)
      settle(number, isKept: false)
    }
    defer { clock.cancel() }
    return await withCheckedContinuation { continuation in
      let known: Bool? = book.withLock { book in
        if case .settled(let isKept) = book.entries[number] {
          book.entries[number] = nil
          return isKept
        }
        book.entries[number] = .awaited(continuation)
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
  }
}
