internal import Panels
internal import Synchronization

/// The boards that were read last, from the reloader's thread to the main loop.
final class BoardsInbox: Sendable {
  private let boards = Mutex<Boards?>(nil)

  func put(_ fresh: Boards) { boards.withLock { $0 = fresh } }

  /// What has come since it was last asked.
  func take() -> Boards? {
    boards.withLock { boards in
      defer { boards = nil }
      return boards
    }
  }
}
