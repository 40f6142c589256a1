public import Core
internal import Glibc
internal import TextSafety

/// Writes a recording: lines are gathered, compressed and written a block at a time; the index comes last.
///
/// A program that dies leaves a file without an index and perhaps a torn block: it is played to its last whole block, and going on
/// with it cuts the rest off.
public final class RecordingWriter {
  public struct Options: Sendable {
    /// A block has about so many bytes of lines.
    public var blockBytes = 1 << 20
    public var level: Int32 = 3

    public init() {}
  }

  public let path: String
  private let options: Options
  private let descriptor: Int32
  private let compressor: Compressor
  private var entries: [BlockIndex.Entry] = []
  private var plain: [UInt8] = []
  private var head: BlockHead
  /// Bytes in the file.
  public private(set) var size = 0
  private var isFinished = false

  /// Makes the file, or goes on with one that is there where `appends` is true.
  public init(path: String, appends: Bool = false, options: Options = Options()) throws(RecordingError) {
    self.path = path
    self.options = options
    compressor = Compressor(level: options.level)
    var end = 0
    if appends, access(path, F_OK) == 0 {
      let file = try FileAccess(path: path)
      guard FileHead.begins(file.read(at: 0, count: 64)) else {
        throw RecordingError("\(SafeText(sanitizing: path)): is no recording that can be gone on with; give another name")
      }
      _ = try BlockSource(file)
      let index = BlockIndex(file)
      entries = index.entries
      end = index.end
    }
    descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (end == 0 ? O_TRUNC : 0), 0o600)
    head = RecordingWriter.emptyHead(after: entries.last?.head)
    plain.reserveCapacity(options.blockBytes + 65_536)
    guard descriptor >= 0 else { throw .system(path) }
    if end > 0 {
      guard ftruncate(descriptor, off_t(end)) == 0, lseek(descriptor, off_t(end), SEEK_SET) == off_t(end) else {
        throw .system(path)
      }
      size = end
    } else {
      try write(FileHead.bytes)
    }
  }

  deinit { close(descriptor) }

  public var lines: Int { head.linesBefore + head.lines }
  /// When its first line arrived that is no warm-up; nil before there is one.
  public var start: Timestamp? {
    entries.first { !$0.head.isWarmUp }?.head.first ?? (head.lines > 0 && !head.isWarmUp ? head.first : nil)
  }
  public var hasWaiting: Bool { head.lines > 0 }

  private static func emptyHead(after last: BlockHead?) -> BlockHead {
    BlockHead(
      compressed: 0, plain: 0, lines: 0, linesBefore: last.map { $0.linesBefore + $0.lines } ?? 0,
      first: last?.last ?? .distantPast,
      last: last?.last ?? .distantPast, isWarmUp: false)
  }

  /// Adds a line without its newline.
  public func append(_ line: some Collection<UInt8>, at arrival: Timestamp, isAlert: Bool = false, isWarmUp: Bool = false)
    throws(RecordingError)
  {
    if head.lines > 0, plain.count + line.count >= options.blockBytes || head.isWarmUp != isWarmUp { try flush() }
    let arrival = max(arrival, head.last)
    if head.lines == 0 { head.first = arrival }
    head.isWarmUp = isWarmUp
    head.last = arrival
    head.lines += 1
    if isAlert, head.alerts.count < 100_000, head.alerts.last != arrival { head.alerts.append(arrival) }
    plain += line
    plain.append(0x0A)
  }

  /// Writes what waits as a block.
  public func flush() throws(RecordingError) {
    guard head.lines > 0 else { return }
    let frame = compressor.frame(of: plain)
    head.compressed = frame.count
    head.plain = plain.count
    let bytes = head.bytes
    let entry = BlockIndex.Entry(offset: size, length: bytes.count, head: head)
    // One write: a reader that looks meanwhile sees a whole block or none.
    try write(bytes + frame)
    entries.append(entry)
    head = RecordingWriter.emptyHead(after: entry.head)
    plain.removeAll(keepingCapacity: true)
  }

  /// Writes what waits and the index; nothing can be added after it.
  public func finish() throws(RecordingError) {
    guard !isFinished else { return }
    isFinished = true
    try flush()
    try write(BlockIndex.bytes(of: entries, at: size))
    fdatasync(descriptor)
  }

  private func write(_ bytes: [UInt8]) throws(RecordingError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + done, bytes.count - done) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let words = systemWords()
        // Half a block would be in the way of the next one.
        _ = ftruncate(descriptor, off_t(size))
        lseek(descriptor, off_t(size), SEEK_SET)
        throw RecordingError("\(SafeText(sanitizing: path)): \(words)")
      }
      done += count
    }
    size += bytes.count
  }
}
