internal import Core
internal import Feeds
internal import Glibc
internal import Synchronization
internal import TextSafety

/// The files of one recorder, one after the other. Used on the recorder's queue alone, hence unchecked.
final class RecordingBook: @unchecked Sendable {
  private let options: RecorderOptions
  private let encoder: EventEncoder
  private var writer: RecordingWriter?
  private var flushedAt: Timestamp = .distantPast
  /// What is wrong has been told; once is enough until it is mended.
  private var hasFailed = false
  /// Set when a new file is due; whoever has the state clears it.
  let wantsOpening = Atomic(false)
  /// Since when it has waited for that.
  private var waitsSince: Timestamp?
  /// Longer than that a file is not gone on with: the next one begins without.
  private static let patience = 30.0

  init(_ options: RecorderOptions) throws(RecordingError) {
    self.options = options
    encoder = EventEncoder(offsetMinutes: options.offsetMinutes)
    switch options.place {
    case .file(let path): writer = try RecordingWriter(path: path, appends: true)
    case .folder(let folder):
      try RecordingFolder.make(folder)
      // One that was left open gets its index.
      if let last = RecordingFolder.files(folder).last, (try? RecordingFile.open(last)) != nil {
        try RecordingWriter(path: last, appends: true).finish()
      }
      wantsOpening.store(options.hasOpenings, ordering: .relaxed)
    }
  }

  /// Begins a new file with what holds now.
  func open(with state: State) -> SafeText? {
    guard case .folder = options.place else { return nil }
    do throws(RecordingError) {
      try writer?.finish()
      writer = nil
      waitsSince = nil
      try newFile(at: state.now, opening: OpeningEvents.of(state, place: options.code))
      hasFailed = false
      return nil
    } catch {
      defer { hasFailed = true }
      writer = nil
      return hasFailed ? nil : "recording: \(error.message)"
    }
  }

  /// What went wrong, once; nil otherwise.
  func write(_ actions: [Action]) -> SafeText? {
    do throws(RecordingError) {
      for action in actions {
        switch action {
        case .event(let event, let collector, let at):
          let writer = try writer(at: at)
          var isAlert = false
          if case .alert(let report) = event.payload { isAlert = report.status == .firing }
          try writer.append(encoder.encode(event, arrivedAt: at, collector: collector), at: at, isAlert: isAlert)
        case .malformed(let malformed, let position, let raw, let at):
          let line = MalformedRecord(malformed, position, raw: raw).encode(arrivedAt: at, offsetMinutes: options.offsetMinutes)
          try writer(at: at).append(line, at: at)
        case .tick(let time):
          guard let writer, writer.hasWaiting, abs(time - flushedAt) >= options.flushSeconds else { break }
          flushedAt = time
          try writer.flush()
        default: break
        }
      }
      hasFailed = false
    } catch {
      defer { hasFailed = true }
      if case .folder = options.place { writer = nil }
      return hasFailed ? nil : "recording: \(error.message)"
    }
    return nil
  }

  func finish() -> SafeText? {
    do throws(RecordingError) {
      try writer?.finish()
      writer = nil
      return nil
    } catch { return "recording: \(error.message)" }
  }

  private func writer(at time: Timestamp) throws(RecordingError) -> RecordingWriter {
    if let writer {
      guard case .folder = options.place, let start = writer.start,
        writer.size >= options.rotateBytes || time - start >= options.rotateSeconds
      else {
        if writer.lines == 0 { try begin(writer, at: time) }
        return writer
      }
      if waits(at: time) { return writer }
      try writer.finish()
      self.writer = nil
      waitsSince = nil
    }
    return try newFile(at: time, opening: [])
  }

  /// True while the file that is full is gone on with, because what the next one begins with has been asked for.
  private func waits(at time: Timestamp) -> Bool {
    guard options.hasOpenings else { return false }
    if let waitsSince { return time - waitsSince < RecordingBook.patience }
    waitsSince = time
    wantsOpening.store(true, ordering: .relaxed)
    return true
  }

  @discardableResult
  private func newFile(at time: Timestamp, opening: [OpeningEvents.Entry]) throws(RecordingError) -> RecordingWriter {
    guard case .folder(let folder) = options.place else { throw RecordingError("the recording is closed") }
    let made = try RecordingWriter(
      path: RecordingFolder.newFile(in: folder, at: time, offsetMinutes: options.offsetMinutes), appends: false)
    writer = made
    try begin(made, at: opening.first?.arrival ?? time, isWarmUp: !opening.isEmpty)
    for entry in opening {
      let line = encoder.encode(entry.event, arrivedAt: entry.arrival, collector: "opening")
      try made.append(line, at: entry.arrival, isWarmUp: true)
    }
    RecordingFolder.prune(folder, options, keeping: made.path, now: time)
    return made
  }

  /// A recording begins with its header.
  private func begin(_ writer: RecordingWriter, at time: Timestamp, isWarmUp: Bool = false) throws(RecordingError) {
    let header = Event(
      source: "/zhiban/recordings", id: "rec-\(time.milliseconds)", time: time, subject: "recording", place: options.code,
      payload: .recording(RecordingHeader(title: options.title, startedAt: time)))
    try writer.append(encoder.encode(header, arrivedAt: time, collector: "recorder"), at: time, isWarmUp: isWarmUp)
  }
}
