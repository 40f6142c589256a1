internal import CLinux
internal import Glibc
internal import Synchronization

/// Ends a collector's waiting: a flag, and a descriptor for `poll`.
public final class StopSignal: Sendable {
  let descriptor = zb_eventfd()
  private let flag = Atomic(false)

  public init() {}
  deinit { close(descriptor) }

  public var isSet: Bool { flag.load(ordering: .acquiring) }

  public func set() {
    flag.store(true, ordering: .releasing)
    zb_eventfd_signal(descriptor)
  }

  /// Waits at most so long; true when it is set.
  func wait(milliseconds: Int32) -> Bool { poll([], .milliseconds(milliseconds)) == .stopped }

  /// Waits for one of these descriptors to be readable, or for the stop; `nil` milliseconds wait as long as it takes.
  public func wait(for descriptors: [Int32], milliseconds: Int32? = nil) -> Bool {
    poll(descriptors, milliseconds.map { .milliseconds($0) }) == .stopped
  }

  /// Why a wait ended.
  enum Wake { case stopped, ready, timedOut }

  func poll(_ descriptors: [Int32], _ duration: Duration?) -> Wake {
    var polls = ([descriptor] + descriptors).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = Glibc.poll(&polls, nfds_t(polls.count), duration?.milliseconds ?? -1)
    return isSet ? .stopped : count == 0 ? .timedOut : .ready
  }
}

extension Duration {
  /// Whole milliseconds, rounded up, for `poll`.
  var milliseconds: Int32 {
    let (seconds, attoseconds) = components
    let whole = Double(seconds) * 1000 + (Double(attoseconds) / 1e15).rounded(.up)
    return Int32(max(0, min(whole, Double(Int32.max))))
  }
}
