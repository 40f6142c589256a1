internal import Collectors
internal import Core
internal import Panels
internal import Synchronization
internal import TextSafety
internal import TextUI

/// A look back while the program runs: a session of its own over a recording of the kept log. The live fold goes on beneath it.
struct Past {
  var session: Session
  var driver: PlaybackDriver
  /// Red alerts nobody had acknowledged when that was last looked at.
  var reds: Int

  /// The screen as text.
  var text: String {
    var copy = session
    return copy.draw().plainText
  }

  /// Folds in what is due.
  mutating func turn(at monotonic: Int64) {
    if let state = driver.restartState(at: monotonic) { session.replace(state: state) }
    let deadline = monotonic + 8_000_000
    repeat {
      let actions = driver.next(at: monotonic, budget: 256)
      if actions.isEmpty { break }
      session.fold(actions, runner: EffectRunner(store: nil, receipts: nil))
    } while Clock.monotonic() < deadline
  }

  /// What the banner says of the present; a new red alert asks whether to go back to it.
  mutating func tell(of live: State) {
    var banner = driver.banner
    let totals = live.alarms.totals
    banner.live = .init(unacknowledged: totals.unacknowledged, red: totals.unacknowledged(.red))
    if session.view.mode != .playback(banner) {
      session.view.mode = .playback(banner)
      session.needsFrame = true
    }
    if banner.live?.red ?? 0 > reds,
      !session.view.overlays.contains(where: { if case .confirm(.live) = $0 { true } else { false } })
    {
      session.ask(.live)
      session.needsFrame = true
    }
    reds = banner.live?.red ?? 0
  }
}

/// A recording that is being made of the kept log, on another thread.
final class PastPreparation: Sendable {
  private let made = Mutex<Result<Recording, Failure>?>(nil)

  /// Nil while it is not ready.
  var result: Result<Recording, Failure>? { made.withLock { $0 } }

  func settle(_ result: Result<Recording, Failure>) { made.withLock { $0 = result } }
}
