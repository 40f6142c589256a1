public import Core
internal import Dispatch
internal import Feeds
internal import Synchronization
public import TextSafety

/// Writes down what the bus brings: every event as it was decoded and masked, with its arrival and its collector, and what operators did.
///
/// Works on a queue of its own. Bounded: while more than `capacity` actions wait, what comes is dropped and counted, because the wall goes
/// before the archive.
public final class Recorder: Sendable {
  private enum Batch: Sendable {
    case actions([Action])
    /// What holds now, for the beginning of a new file.
    case opening(State)
  }

  private struct Inbox: Sendable {
    var batches: [Batch] = []
    var waiting = 0
    var dropped = 0
  }

  static let capacity = 200_000

  private let inbox = Mutex(Inbox())
  private let queue = DispatchQueue(label: "zhiban.recorder", qos: .utility)
  private let book: RecordingBook
  private let report: @Sendable (SafeText) -> Void

  /// `report` hears of what cannot be written, in words, on another thread.
  public init(_ options: RecorderOptions, report: @escaping @Sendable (SafeText) -> Void) throws(RecordingError) {
    self.report = report
    book = try RecordingBook(options)
  }

  /// Hands over what has come; returns at once.
  public func take(_ actions: [Action]) {
    guard !actions.isEmpty else { return }
    let isFirst = inbox.withLock { inbox in
      guard inbox.waiting + actions.count <= Recorder.capacity else {
        inbox.dropped += actions.count
        return false
      }
      inbox.batches.append(.actions(actions))
      inbox.waiting += actions.count
      return inbox.batches.count == 1
    }
    if isFirst { queue.async { self.work() } }
  }

  /// A new file is to begin and waits for what holds now: hand it over with `open(with:)`, between two batches.
  public var wantsOpening: Bool { book.wantsOpening.load(ordering: .relaxed) }

  public func open(with state: State) {
    book.wantsOpening.store(false, ordering: .relaxed)
    let isFirst = inbox.withLock { inbox in
      inbox.batches.append(.opening(state))
      return inbox.batches.count == 1
    }
    if isFirst { queue.async { self.work() } }
  }

  /// How many actions wait to be written.
  public var waiting: Int { inbox.withLock(\.waiting) }

  /// What an operator did.
  public func take(_ entries: [JournalEntry], shift: SafeText, place: PlaceCode) {
    take(
      entries.compactMap { entry in
        RecordedAction.event(entry, shift: shift, place: place).map { .event($0, collector: "desk", at: entry.at) }
      })
  }

  /// Writes what waits, and the index.
  public func finish() {
    queue.sync {
      work()
      if let words = book.finish() { report(words) }
    }
  }

  private func work() {
    let (batches, dropped) = inbox.withLock { inbox in
      defer { inbox = Inbox() }
      return (inbox.batches, inbox.dropped)
    }
    if dropped > 0 { report("recording: \(dropped) records were not written: the disk is too slow") }
    for batch in batches {
      let words =
        switch batch {
        case .actions(let actions): book.write(actions)
        case .opening(let state): book.open(with: state)
        }
      if let words { report(words) }
    }
  }
}

/// Where recordings are written, and how long they are kept.
public struct RecorderOptions: Sendable {
  public enum Place: Sendable, Equatable {
    case file(String)
    case folder(String)
  }

  public var place: Place
  public var title: SafeText = "recording"
  /// Where it was made.
  public var code: PlaceCode = .none
  public var offsetMinutes = 480
  /// A new file in a folder begins at this size, or after so long.
  public var rotateBytes = 256 << 20
  public var rotateSeconds = 24.0 * 3600
  /// Older files of a folder are removed, and the oldest ones of more than so many bytes.
  public var keepSeconds = 30.0 * 86_400
  public var keepBytes = 10 << 30
  /// Each file of a folder begins with what holds then, if somebody hands it over: see `Recorder.wantsOpening`.
  public var hasOpenings = false
  /// What waits longer is written, block or no block.
  public var flushSeconds = 10.0

  public init(_ place: Place) { self.place = place }
}
