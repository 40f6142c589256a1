internal import Collectors
internal import Core
internal import Feeds
internal import Glibc
internal import Persistence
internal import Recordings
internal import TextSafety

/// A recording made of the kept log, for a look back from the running program.
enum PastRecording {
  /// Writes it beside the log and opens it; the file has no name any more when this returns.
  static func make(
    folder: String, since start: Timestamp, city: City, shift: SafeText, upTo classification: Event.Classification
  ) throws -> Recording {
    let path = "\(folder)/past-\(getpid())\(RecordingFile.suffix)"
    defer { unlink(path) }
    var options = RecordingWriter.Options()
    options.level = 1
    let writer = try RecordingWriter(path: path, options: options)
    let encoder = EventEncoder(offsetMinutes: city.offsetMinutes)
    var actions: [Event] = []
    var (next, arrival): (Int, Timestamp) = (0, .distantPast)
    var failure: RecordingError?
    func write(_ event: Event, at time: Timestamp) {
      guard failure == nil else { return }
      var isAlert = false
      if case .alert(let report) = event.payload { isAlert = report.status == .firing }
      do throws(RecordingError) {
        try writer.append(encoder.encode(event, arrivedAt: time, collector: "log"), at: time, isAlert: isAlert)
      } catch { failure = error }
    }
    func writeActions(before time: Timestamp) {
      while next < actions.count, actions[next].time <= time {
        write(actions[next], at: actions[next].time)
        next += 1
      }
    }
    try KeptLog.read(folder: folder, since: start) { journal in
      actions = journal.compactMap { RecordedAction.event($0, shift: shift, place: city.code) }
    } event: { event in
      // The log may have been kept by a screen that was allowed more.
      guard event.classification <= classification else { return }
      // The head of a recording that was fed in speaks of another time than the log's.
      if case .recording = event.payload { return }
      arrival = max(arrival, start, event.recordedTime ?? event.time)
      writeActions(before: arrival)
      write(event, at: arrival)
    }
    writeActions(before: .distantFuture)
    try writer.finish()
    if let failure { throw failure }
    return try Recording(path: path)
  }
}
