public import Core
internal import Feeds
internal import Glibc
public import TextSafety

/// A recording: JSON lines in the order they arrived, its header first. The file is mapped; lines are decoded when they are played.
///
/// A line arrives at its `recordedtime`, else at its `time`, and never before the line in front of it.
public final class Recording: @unchecked Sendable {
  // The mapping is never written after init, so it may be read anywhere.
  public let path: SafeText
  public let header: RecordingHeader?
  public let start: Timestamp
  public let end: Timestamp
  /// Where each line begins and ends, and when it arrives.
  let lines: [Line]
  /// When alerts begin, for stepping to the next and previous one.
  public let alertMoments: [Timestamp]
  private let bytes: UnsafeRawBufferPointer

  struct Line: Sendable {
    var start: Int
    var count: Int
    var number: Int
    var arrival: Timestamp
  }

  public init(path: String) throws(CollectorError) {
    let shown = SafeText(sanitizing: path)
    self.path = shown
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("\(shown)") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw CollectorError("\(shown): not a file")
    }
    let size = Int(status.st_size)
    guard size > 0 else { throw CollectorError("\(shown): the recording is empty") }
    guard let memory = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED else {
      throw .system("\(shown)")
    }
    bytes = UnsafeRawBufferPointer(start: memory, count: size)

    var index = RecordingIndex()
    index.build(bytes)
    guard let first = index.lines.first, let last = index.lines.last else {
      munmap(memory, size)
      throw CollectorError("\(shown):1: no line of it is an event")
    }
    lines = index.lines
    header = index.header
    start = min(index.header?.startedAt ?? first.arrival, first.arrival)
    end = max(index.header?.endedAt ?? last.arrival, last.arrival)
    alertMoments = index.alertMoments
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }

  func bytes(of line: Line) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[line.start..<line.start + line.count])
  }
}

/// One walk over a recording: where its lines are and when they arrive.
private struct RecordingIndex {
  var lines: [Recording.Line] = []
  var header: RecordingHeader?
  var alertMoments: [Timestamp] = []
  private var arrival: Timestamp?

  mutating func build(_ bytes: UnsafeRawBufferPointer) {
    let decoder = LineDecoder()
    var events: [Event] = []
    var splitter = LineSplitter()
    var pending: [(start: Int, count: Int, number: Int)] = []
    func collect(_ line: LineSplitter.Line) {
      switch line {
      case .line(let part, let number), .tooLong(let part, let number):
        let start = part.baseAddress.map { $0 - (bytes.baseAddress ?? $0) } ?? -1
        if start >= 0, start < bytes.count { pending.append((start, part.count, number)) }
      }
    }
    splitter.take(bytes, collect)
    // A last line without its newline is torn, or simply the last.
    if splitter.hasRest, let newline = bytes.lastIndex(of: 0x0A) {
      pending.append((newline + 1, bytes.count - newline - 1, splitter.number + 1))
    } else if splitter.hasRest {
      pending.append((0, bytes.count, 1))
    }
    for line in pending {
      events.removeAll(keepingCapacity: true)
      let part = UnsafeRawBufferPointer(rebasing: bytes[line.start..<line.start + line.count])
      _ = decoder.decode(line: part, into: &events)
      if let event = events.first { note(event) }
      // A broken line is played where it stands, as a broken line.
      lines.append(.init(start: line.start, count: line.count, number: line.number, arrival: arrival ?? .distantPast))
    }
    guard let first = lines.first(where: { $0.arrival > .distantPast })?.arrival else {
      lines = []
      return
    }
    for index in lines.indices where lines[index].arrival == .distantPast { lines[index].arrival = first }
  }

  private mutating func note(_ event: Event) {
    let moment = event.recordedTime ?? event.time
    arrival = max(arrival ?? moment, moment)
    switch event.payload {
    case .recording(let header) where self.header == nil: self.header = header
    case .alert(let alert) where alert.status == .firing: if let arrival { alertMoments.append(arrival) }
    default: break
    }
  }
}
