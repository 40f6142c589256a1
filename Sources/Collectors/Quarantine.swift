public import Core
internal import Glibc
internal import Synchronization
public import TextSafety

/// Lines that could not be read, one JSON line each, in a file per collector: for those who mend the feed. Bounded; never fatal.
public final class Quarantine: Sendable {
  private struct Book: Sendable {
    var failures = 0
    var troubles: [SafeText: Trouble] = [:]
  }

  /// A file that cannot be written at present.
  private struct Trouble: Sendable {
    var lost = 0
    var failedAt = ContinuousClock.now
  }

  /// A file may grow to this; then it becomes `.1` and a new one is begun.
  static let maximumBytes = 16 << 20
  static let maximumRaw = 4096
  /// A disk that has room for one line and not for the next is not told twice a second.
  static let calm = Duration.seconds(10)

  private let folder: String
  private let offsetMinutes: Int
  private let calm: Duration
  private let book = Mutex(Book())

  public convenience init(folder: String, offsetMinutes: Int = 480) {
    self.init(folder: folder, offsetMinutes: offsetMinutes, calm: Quarantine.calm)
  }

  init(folder: String, offsetMinutes: Int = 480, calm: Duration) {
    self.folder = folder
    self.offsetMinutes = offsetMinutes
    self.calm = calm
    QuarantineFile.makeFolder(folder)
  }

  /// Lines that could not even be kept here: the disk is full, the folder gone.
  public var failures: Int { book.withLock(\.failures) }

  /// Keeps a line. What may not be shown (`classified`) is kept without its content; personal data in the rest is masked.
  ///
  /// Returns what is to be told of the quarantine itself: that it cannot be written, once, and that it can again.
  @discardableResult
  public func keep(_ malformed: Malformed, position: LinePosition, raw: UnsafeRawBufferPointer, at: Timestamp) -> SafeText? {
    var json = JSONWriter()
    json.object { json in
      json.time("at", at, offsetMinutes: offsetMinutes)
      json.string("file", position.file)
      json.integer("line", position.line)
      json.integer("column", malformed.column)
      json.string("reason", malformed.reason.name)
      json.string("detail", malformed.detail)
      if malformed.reason != .classified {
        json.string("raw", Excerpt.of(raw, bytes: Quarantine.maximumRaw, limit: Quarantine.maximumRaw))
      }
    }
    let line = Array((json.text + "\n").utf8)
    return book.withLock { book in
      let file = QuarantineFile(folder: folder, collector: position.collector)
      return settle(file.append(line, maximumBytes: Quarantine.maximumBytes), position.collector, &book)
    }
  }

  private func settle(_ failure: SafeText?, _ collector: SafeText, _ book: inout Book) -> SafeText? {
    let known = book.troubles[collector]
    if let failure {
      book.failures += 1
      book.troubles[collector] = Trouble(lost: (known?.lost ?? 0) + 1)
      return known == nil ? "the quarantine cannot be written: \(failure); bad lines are only counted" : nil
    }
    guard let known, ContinuousClock.now - known.failedAt >= calm else { return nil }
    book.troubles[collector] = nil
    return "the quarantine can be written again; it lacks \(Int64(known.lost)) lines"
  }
}
