internal import Synchronization

/// A table of keys that was read again, on its way to the main loop.
final class KeyTable: Sendable {
  private let fresh = Mutex<KeyMap?>(nil)

  func put(_ keys: KeyMap) { fresh.withLock { $0 = keys } }

  /// The one that came since the last call.
  func take() -> KeyMap? {
    fresh.withLock { fresh in
      defer { fresh = nil }
      return fresh
    }
  }
}
