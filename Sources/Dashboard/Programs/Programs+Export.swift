internal import Collectors
internal import Core
internal import Feeds
internal import Recordings
internal import TextSafety

/// What is to be cut out of a recording.
public struct ExportRequest: Sendable {
  public var view: ViewRequest
  public var file = ""
  public var output = ""
  public var from: String?
  public var to: String?
  /// Seconds before `from` that bring the state there; nil: all there are.
  public var warmUp: Double?
  public var cityFolder: String?

  public init(view: ViewRequest) { self.view = view }
}

extension Programs {
  /// Cuts a part out of a recording into a file of its own; says what is in it.
  ///
  /// What came before is kept as a warm-up, so that the state at its beginning is the state of then.
  public static func export(_ request: ExportRequest) throws -> String {
    let recording = try Opening.recording(request.file)
    guard request.output != request.file else { throw Failure(.badInput, "\(request.output) is the recording itself") }
    guard request.output.hasSuffix(RecordingFile.suffix) else {
      throw Failure(.badInput, "\(request.output): the name of a recording ends in \(RecordingFile.suffix)")
    }
    let city = try Opening.city(request.cityFolder ?? Opening.folder(of: request.file))
    let moments = Moments(start: recording.playStart, offsetMinutes: city.offsetMinutes)
    let from = try request.from.map(moments.read) ?? recording.playStart
    let to = try request.to.map(moments.read) ?? .distantFuture
    guard from <= to else { throw Failure(.badInput, "--from must be before --to") }
    let begin = request.warmUp.map { from - $0 } ?? .distantPast
    let encoder = EventEncoder(offsetMinutes: city.offsetMinutes)
    var (lines, warmUps, isHeaderDone) = (0, 0, false)
    do {
      let writer = try RecordingWriter(path: request.output)
      try recording.forEachLine { line in
        if line.arrival > to { return false }
        var bytes = line.bytes
        if !isHeaderDone, case .recording(var header)? = line.event?.payload, var event = line.event {
          isHeaderDone = true
          header.endedAt = to == .distantFuture ? header.endedAt : to
          header.chapters = header.chapters.filter { $0.at >= from && $0.at <= to }
          header.startedAt = max(header.startedAt, begin)
          event.time = max(event.time, begin)
          event.payload = .recording(header)
          bytes = encoder.encode(event)
        } else if line.arrival < begin {
          return true
        }
        var isAlert = false
        if case .alert(let report)? = line.event?.payload { isAlert = report.status == .firing }
        try writer.append(bytes, at: max(line.arrival, begin), isAlert: isAlert, isWarmUp: line.arrival < from)
        if line.arrival < from { warmUps += 1 } else { lines += 1 }
        return true
      }
      guard lines + warmUps > 0 else { throw Failure(.badInput, "\(request.file): nothing came between these moments") }
      try writer.finish()
    } catch let error as RecordingError {
      throw Failure(.cannotWrite, "\(error.message)")
    }
    return "\(request.output): \(lines) lines, after a warm-up of \(warmUps)"
  }
}
