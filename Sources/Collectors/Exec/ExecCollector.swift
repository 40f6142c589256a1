internal import Core
internal import Feeds
internal import Glibc
public import TextSafety

/// What a command prints: every N seconds one run, or a command that stays and writes on. Its errors go to the log.
public struct ExecCollector: Collector {
  public static let kind = "exec"
  public static let settings = ["command", "interval", "timeout", "format", "map"]

  private let command: String
  private let interval: Double?
  private let timeout: Double
  private let format: FeedFormat
  private let settings: CollectorSettings

  public init(name: SafeText, settings: CollectorSettings) throws(CollectorError) {
    command = try settings.required("command")
    interval = try settings.number("interval")
    if let interval, interval < 0.2 || interval > 86_400 { throw CollectorError("interval must be 0.2 to 86400 seconds") }
    timeout = try settings.number("timeout") ?? max(10, interval ?? 10)
    guard timeout >= 0.1, timeout <= 3600 else { throw CollectorError("timeout must be 0.1 to 3600 seconds") }
    format = try settings.format()
    self.settings = settings
  }

  public func run(into sink: Sink) throws(CollectorError) {
    let reader = FeedReader(sink: sink, format: format, file: SafeText(sanitizing: command, limit: 80), settings: settings)
    guard let interval else {
      try once(reader, sink, until: nil)
      // It was meant to stay: that it is gone is a failure, whatever it says itself.
      if !sink.isStopped { throw CollectorError("the command has ended") }
      return
    }
    while !sink.isStopped {
      let begun = sink.now
      try once(reader, sink, until: begun + timeout)
      sink.tell()
      if sink.wait(milliseconds: Int32(max(0, interval - (sink.now - begun)) * 1000)) { return }
    }
  }

  private func once(_ reader: FeedReader, _ sink: Sink, until deadline: Timestamp?) throws(CollectorError) {
    let child = try ChildProcess(command: command)
    reader.reset()
    var complaints = LineSplitter(maximumBytes: 4096)
    var last: SafeText?
    var open = [child.output, child.errors]
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while !open.isEmpty {
      let left = deadline.map { Int32(max(0, min(3600, $0 - sink.now)) * 1000) }
      if sink.wait(for: open, milliseconds: left) {
        child.end()
        return
      }
      if let deadline, sink.now >= deadline { throw tooLong(child) }
      for descriptor in open {
        let count = read(descriptor, &chunk, chunk.count)
        if count < 0, errno == EAGAIN || errno == EINTR { continue }
        guard count > 0 else {
          open.removeAll { $0 == descriptor }
          continue
        }
        chunk.withUnsafeBytes { bytes in
          let part = UnsafeRawBufferPointer(rebasing: bytes[..<count])
          if descriptor == child.output { reader.take(part) } else { complaints.take(part) { last = say($0, sink) } }
        }
      }
    }
    reader.end()
    complaints.end { last = say($0, sink) }
    // One that has closed its outputs may still run.
    while let deadline, !child.hasEnded {
      if sink.wait(for: [child.ended], milliseconds: Int32(max(0, min(3600, deadline - sink.now)) * 1000)) { break }
      if sink.now >= deadline { throw tooLong(child) }
    }
    if let failure = child.failure(unless: sink.stop) {
      throw CollectorError("the command \(failure)" + (last.map { ": " + $0 } ?? ""))
    }
  }

  private func tooLong(_ child: ChildProcess) -> CollectorError {
    child.end()
    return CollectorError("the command took longer than \(Int64(timeout)) s and was ended")
  }

  private func say(_ line: LineSplitter.Line, _ sink: Sink) -> SafeText {
    let text =
      switch line {
      case .line(let bytes, _), .tooLong(let bytes, _): Excerpt.of(bytes)
      }
    sink.say(text)
    return text
  }
}
