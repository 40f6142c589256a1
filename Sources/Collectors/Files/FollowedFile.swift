internal import Core
internal import Glibc
internal import TextSafety

/// One file, read from its beginning and then followed: appended, cut, replaced, moved away and back. A pipe with a name is read for ever.
///
/// It may be put to rest – its descriptor closed, its place kept – so that a folder of many files needs few descriptors.
final class FollowedFile {
  /// SEEK_DATA, which Glibc's module does not show.
  private static let seekData: Int32 = 3

  private(set) var path: FileName
  private let sink: Sink
  private let reader: FeedReader
  private let buffer: ReadBuffer
  private let follows: Bool
  private var startsAtEnd: Bool
  private var descriptor: Int32 = -1
  private var status = FileStatus()
  private var offset: off_t = 0
  /// The bytes before `offset`: where they have changed, the file was cut and has grown again.
  private var tail: [UInt8] = []
  private var lastData: ContinuousClock.Instant?
  /// The half line at the end has been looked at and is not whole.
  private var isRestJudged = false

  init(path: FileName, sink: Sink, reader: FeedReader, buffer: ReadBuffer, follows: Bool, startsAtEnd: Bool = false) {
    self.path = path
    self.sink = sink
    self.reader = reader
    self.buffer = buffer
    self.follows = follows
    self.startsAtEnd = startsAtEnd
  }

  deinit { shut() }

  /// What a look at the file found.
  enum Look: Equatable {
    case read
    /// There is nothing to be read, for this reason.
    case waiting(SafeText)
  }

  /// Something of it was read: to begin again would be to read it twice.
  private(set) var hasRead = false
  var isOpen: Bool { descriptor >= 0 }
  /// It ends with half a line, which is to be looked at when nothing more has come for a second.
  var hasOpenRest: Bool { isOpen && !isRestJudged && reader.pendingCount > 0 }
  /// All is read and nothing more will come: true of a pipe once its writers have gone.
  private(set) var isOver = false
  var isPipe: Bool { status.kind == S_IFIFO }

  /// Reads what there is to read. Throws where the file is there and cannot be read.
  func look() throws(CollectorError) -> Look {
    guard let now = try FileStatus.of(path) else {
      // Who has moved it may still be writing into it.
      if reader.isDocument || isPipe || FileStatus(descriptor)?.isDeleted ?? true { finish() } else { try readOn() }
      return .waiting(path.shown)
    }
    return try look(now, as: path)
  }

  func look(_ found: FileStatus, as path: FileName) throws(CollectorError) -> Look {
    var now = found
    self.path = path
    if hasRead || isOpen, !now.isSame(as: status) {
      finish()
      begin(now)
    }
    try now.checkKind(path)
    if !isOpen {
      if hasRead, now.stamp == status.stamp { return .read }
      now = try open(now)
    }
    let isChanged = now.stamp != status.stamp
    status = now
    if isPipe { return try readPipe() }
    if reader.isDocument {
      if isChanged || !hasRead { try readDocument() }
      return .read
    }
    if hasRead, !isChanged, now.size == offset {
      settle(isNew: false)
    } else {
      if isCut(now) { restart() }
      try readOn()
    }
    if !follows { end() }
    isOver = true
    return .read
  }

  /// Closes the file and keeps its place, at the beginning of the line that has no end yet.
  func rest() {
    guard isOpen, !isPipe else { return }
    if !reader.isDocument, !reader.settleRest() {
      offset -= off_t(reader.pendingCount)
      tail = []
      reader.resume(reader.place)
    }
    shut()
  }

  /// The file has gone or was replaced: the rest of it first, so that nothing is lost at a rotation.
  func finish() {
    if isOpen, !reader.isDocument {
      try? readOn()
      end()
    }
    shut()
  }

  private func end() {
    reader.end()
    sink.tell()
  }

  private func begin(_ now: FileStatus) {
    reader.reset()
    offset = 0
    tail = []
    hasRead = false
    status = now
  }

  /// Opens what has this name now: it may be another file than the one that was found.
  private func open(_ found: FileStatus) throws(CollectorError) -> FileStatus {
    descriptor = path.withCString { Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
    guard isOpen, let now = FileStatus(descriptor) else { throw .system("cannot read \(path.shown)") }
    if !now.isSame(as: found) { begin(now) }
    try now.checkKind(path)
    guard now.kind == S_IFREG, !reader.isDocument else { return now }
    if startsAtEnd { offset = now.size }
    startsAtEnd = false
    lseek(descriptor, offset, SEEK_SET)
    return now
  }

  private func isCut(_ now: FileStatus) -> Bool {
    if now.size < offset { return true }
    guard !tail.isEmpty else { return false }
    var found = [UInt8](repeating: 0, count: tail.count)
    let count = pread(descriptor, &found, found.count, offset - off_t(tail.count))
    return count != tail.count || found != tail
  }

  /// The file was cut: half a line that will never be whole is told, then from its beginning again.
  private func restart() {
    end()
    reader.reset()
    tail = []
    // A writer that does not append leaves a hole where the old lines were.
    offset = max(0, lseek(descriptor, 0, FollowedFile.seekData))
    lseek(descriptor, offset, SEEK_SET)
  }

  private func readOn() throws(CollectorError) {
    guard isOpen else { return }
    let before = offset
    _ = try buffer.readAll(descriptor, path, isRegular: true, unless: sink.stop) { chunk in
      reader.take(chunk)
      offset += off_t(chunk.count)
      tail = Array((chunk.count < 64 ? tail + chunk : Array(chunk.suffix(64))).suffix(64))
    }
    hasRead = true
    settle(isNew: offset != before)
  }

  /// A last line that lacks only its newline is read when nothing more has come for a second.
  private func settle(isNew: Bool) {
    if isNew {
      lastData = .now
      isRestJudged = false
    } else if hasOpenRest, let lastData, .now - lastData >= .seconds(1) {
      isRestJudged = true
      _ = reader.settleRest()
    }
  }

  /// Whoever opens the pipe next begins a new line.
  private func readPipe() throws(CollectorError) -> Look {
    var isNew = false
    let isEnd = try buffer.readAll(descriptor, path, unless: sink.stop) { chunk in
      reader.take(chunk)
      isNew = true
    }
    if isNew {
      lastData = .now
      hasRead = true
    }
    guard isEnd else { return .read }
    end()
    isOver = hasRead
    if let lastData, .now - lastData < .seconds(1) { return .read }
    return .waiting("\(path.shown): nobody writes into it")
  }

  private func readDocument() throws(CollectorError) {
    reader.reset()
    lseek(descriptor, 0, SEEK_SET)
    _ = try buffer.readAll(descriptor, path, unless: sink.stop) { reader.take($0) }
    hasRead = true
    end()
    isOver = true
  }

  private func shut() {
    if isOpen { close(descriptor) }
    descriptor = -1
  }
}
