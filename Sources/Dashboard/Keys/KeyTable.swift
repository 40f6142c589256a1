internal import Synchronization
internal import TextSafety

/// A table of keys that was read again, on its way to the main loop.
final class KeyTable: Sendable {
  enum News: Sendable {
    case keys(KeyMap)
    /// What is wrong with the file.
    case refused(SafeText)
  }

  private let fresh = Mutex<News?>(nil)

  func put(_ keys: KeyMap) { fresh.withLock { $0 = .keys(keys) } }

  func refuse(_ reason: SafeText) { fresh.withLock { $0 = .refused(reason) } }

  /// What came since the last call.
  func take() -> News? {
    fresh.withLock { fresh in
      defer { fresh = nil }
      return fresh
    }
  }
}
