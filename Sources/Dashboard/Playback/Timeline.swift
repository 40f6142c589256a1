internal import Collectors
internal import Core
internal import Synchronization

/// Copies of the state at moments of a recording, so that no jump folds more than a part of it; and what the recording has where.
///
/// A state is a value: a copy shares all that has not changed since. Bounded: at most `capacity` copies; when there are more, every other
/// one goes and the next ones are further apart.
final class Timeline: Sendable {
  struct Checkpoint: Sendable {
    /// Everything up to and with this moment is folded in, and nothing after it.
    var at: Timestamp
    var state: State
    var place: Player.Place
    /// How many of the operator's commands are in it.
    var commands: Int
  }

  /// What a walk over the whole recording finds.
  struct Findings: Sendable, Equatable {
    var alerts: [Timestamp] = []
    /// How many events came in each minute since the start.
    var minutes: [Int] = []
    /// The walk is over.
    var isWhole = false
  }

  static let capacity = 64

  private struct Kept: Sendable {
    var checkpoints: [Checkpoint] = []
    var findings = Findings()
    /// Changes when the operator's commands make what follows another story.
    var edition = 0
  }

  private let kept = Mutex(Kept())

  /// The latest checkpoint at or before a moment.
  func checkpoint(at moment: Timestamp) -> Checkpoint? { kept.withLock { $0.checkpoints.last { $0.at <= moment } } }

  var count: Int { kept.withLock(\.checkpoints.count) }
  var findings: Findings { kept.withLock(\.findings) }
  var edition: Int { kept.withLock(\.edition) }

  /// Keeps one more; true where the next ones are to be twice as far apart. Refused where it belongs to a story that is over.
  func add(_ checkpoint: Checkpoint, edition: Int) -> Bool {
    kept.withLock { kept in
      guard kept.edition == edition, kept.checkpoints.last.map({ $0.at < checkpoint.at }) ?? true else { return false }
      kept.checkpoints.append(checkpoint)
      guard kept.checkpoints.count > Timeline.capacity else { return false }
      kept.checkpoints = stride(from: 0, to: kept.checkpoints.count, by: 2).map { kept.checkpoints[$0] }
      return true
    }
  }

  /// The story is another one from this checkpoint on; the number of the new edition.
  func begin(at checkpoint: Checkpoint) -> Int {
    kept.withLock { kept in
      kept.checkpoints.removeAll { $0.at >= checkpoint.at }
      kept.checkpoints.append(checkpoint)
      kept.edition += 1
      return kept.edition
    }
  }

  func find(_ change: (inout Findings) -> Void) { kept.withLock { change(&$0.findings) } }

  /// Nobody waits for more.
  func close() { kept.withLock { $0.edition += 1 } }
}
