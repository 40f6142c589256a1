internal import Core
internal import Feeds
internal import Glibc
internal import TextSafety

/// One file, read from its beginning and then followed: appended, truncated, replaced, gone and back.
final class FollowedFile {
  let path: String
  private let reader: FeedReader
  private let follows: Bool
  private var descriptor: Int32 = -1
  private var inode: ino_t = 0
  private var device: dev_t = 0
  private var offset: off_t = 0
  /// Of a document: what it looked like when it was last read.
  private var documentStamp: (seconds: Int, nanoseconds: Int, size: off_t) = (0, 0, -1)
  private var startsAtEnd: Bool
  private var chunk = [UInt8](repeating: 0, count: 256 * 1024)

  init(path: String, sink: Sink, format: FeedFormat, settings: CollectorSettings, follows: Bool, startsAtEnd: Bool = false) {
    self.path = path
    self.follows = follows
    self.startsAtEnd = startsAtEnd
    reader = FeedReader(sink: sink, format: format, file: SafeText(sanitizing: path), settings: settings)
  }

  deinit { shut() }

  /// What a look at the file found.
  enum Look { case missing, read }

  /// Reads what there is to read. Throws where the file is there and cannot be read.
  func look(stop: StopSignal) throws(CollectorError) -> Look {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR {
        if descriptor >= 0 { finishOld(stop) }
        return .missing
      }
      throw .system("cannot read \(SafeText(sanitizing: path))")
    }
    if descriptor >= 0, status.st_ino != inode || status.st_dev != device { finishOld(stop) }
    if descriptor < 0 { try open(status) }
    if reader.isDocument {
      readDocument(status, stop)
    } else {
      if status.st_mode & S_IFMT == S_IFREG, status.st_size < offset { restart() }
      readLines(stop)
    }
    return .read
  }

  private func open(_ status: stat) throws(CollectorError) {
    descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .system("cannot read \(SafeText(sanitizing: path))") }
    inode = status.st_ino
    device = status.st_dev
    offset = 0
    reader.reset()
    if startsAtEnd, !reader.isDocument { offset = lseek(descriptor, 0, SEEK_END) }
    startsAtEnd = false
  }

  /// The file was replaced: the rest of the old one first, so that nothing is lost at a rotation.
  private func finishOld(_ stop: StopSignal) {
    if !reader.isDocument {
      readLines(stop)
      reader.end()
    }
    shut()
  }

  /// The file was cut: from its beginning again.
  private func restart() {
    reader.reset()
    offset = lseek(descriptor, 0, SEEK_SET)
  }

  private func readLines(_ stop: StopSignal) {
    while !stop.isSet {
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { break }
      offset += off_t(count)
      chunk.withUnsafeBytes { reader.take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
    if !follows { reader.end() }
  }

  private func readDocument(_ status: stat, _ stop: StopSignal) {
    let stamp = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_size)
    guard stamp != documentStamp else { return }
    documentStamp = stamp
    reader.reset()
    lseek(descriptor, 0, SEEK_SET)
    while !stop.isSet {
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { break }
      chunk.withUnsafeBytes { reader.take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
    reader.end()
  }

  private func shut() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    documentStamp = (0, 0, -1)
  }
}
