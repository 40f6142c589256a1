internal import CLinux
internal import Glibc
internal import Synchronization

/// Asynchronous work of a library, for a collector whose own thread waits for it.
final class AsyncWork<Value: Sendable>: Sendable {
  /// Readable once the work is done: for `poll`.
  let descriptor = zb_eventfd()
  private let outcome = Mutex<Result<Value, any Error>?>(nil)
  private let task = Mutex<Task<Void, Never>?>(nil)

  init(_ work: @escaping @Sendable () async throws -> Value) {
    task.withLock {
      $0 = Task { [self] in
        let result: Result<Value, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        outcome.withLock { $0 = result }
        zb_eventfd_signal(descriptor)
      }
    }
  }

  deinit { close(descriptor) }

  var isDone: Bool { outcome.withLock { $0 != nil } }

  func cancel() { task.withLock { $0 }?.cancel() }

  /// It took longer than it may.
  struct TimedOut: Error {}

  /// The result, once it is there; nil where `stop` came first: then the work is cancelled and gets half a second to end. Work that takes
  /// longer than `limit` is cancelled and left to itself.
  func value(unless stop: StopSignal, limit: Duration? = nil) throws -> Value? {
    let end = limit.map { ContinuousClock.now + $0 }
    while !isDone {
      if let end, ContinuousClock.now >= end {
        cancel()
        throw TimedOut()
      }
      if stop.wait(for: [descriptor], milliseconds: end.map { ($0 - .now).milliseconds }) {
        cancel()
        _ = wait(milliseconds: 500)
        return nil
      }
    }
    return try outcome.withLock { $0 }?.get()
  }

  /// Waits for the end of the work; false where the time was over first.
  func wait(milliseconds: Int32) -> Bool {
    if isDone { return true }
    var polls = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    poll(&polls, 1, milliseconds)
    return isDone
  }
}
