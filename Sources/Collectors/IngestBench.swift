public import Core
internal import Feeds
internal import Glibc
internal import TextSafety

/// What reading a feed costs, in CPU time of this process.
public enum IngestBench {
  public struct Figures: Sendable {
    public var records = 0
    public var refused = 0
    public var bytes = 0
    public var cpuSeconds = 0.0
    public var peakMemory = 0
  }

  /// Reads, cuts into lines, decodes and masks; the events are dropped.
  public static func decode(file: String) throws(CollectorError) -> Figures {
    try measure(file) { _ in }
  }

  /// The same, and every event is folded into the state and held against its rules, in batches as a collector sends them.
  public static func path(file: String, state: consuming State) throws(CollectorError) -> Figures {
    var state = state
    var effects: [Effect] = []
    let collector: SafeText = "bench"
    var actions: [Action] = []
    return try measure(file) { events in
      actions.removeAll(keepingCapacity: true)
      for number in events.indices { actions.append(.event(events[number], collector: collector, at: events[number].time)) }
      state.fetch(for: actions)
      for number in actions.indices {
        effects.removeAll(keepingCapacity: true)
        state.reduce(actions[number].handOver(), effects: &effects)
      }
    }
  }

  private static func measure(_ file: String, _ take: ([Event]) -> Void) throws(CollectorError) -> Figures {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("cannot read \(SafeText(sanitizing: file))") }
    defer { close(descriptor) }
    var splitter = LineSplitter()
    var chunk = [UInt8](repeating: 0, count: 256 * 1024)
    var reading = Reading()
    let begun = processorTime
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      guard count >= 0 else { throw .system("cannot read \(SafeText(sanitizing: file))") }
      if count == 0 { break }
      reading.figures.bytes += count
      chunk.withUnsafeBytes { bytes in
        splitter.take(UnsafeRawBufferPointer(rebasing: bytes[..<count])) { reading.take($0, take) }
      }
    }
    splitter.end { reading.take($0, take) }
    reading.flush(take)
    reading.figures.cpuSeconds = max(1e-6, processorTime - begun)
    reading.figures.peakMemory = peakMemory
    return reading.figures
  }

  /// Lines into batches, as a collector makes them.
  private struct Reading {
    let decoder = LineDecoder()
    var events: [Event] = []
    var figures = Figures()

    mutating func take(_ line: LineSplitter.Line, _ body: ([Event]) -> Void) {
      guard case .line(let bytes, _) = line, decoder.decode(line: bytes, into: &events) == nil else {
        figures.refused += 1
        return
      }
      if events.count >= LineSplitter.batch { flush(body) }
    }

    mutating func flush(_ body: ([Event]) -> Void) {
      figures.records += events.count
      body(events)
      events.removeAll(keepingCapacity: true)
    }
  }

  private static var processorTime: Double {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000_000
  }

  /// `VmHWM`: `ru_maxrss` would be inherited from whoever started us.
  private static var peakMemory: Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if text.hasPrefix("VmHWM:"), let kilobytes = Int(text.split(whereSeparator: \.isWhitespace)[1]) { return kilobytes * 1024 }
    }
    return 0
  }
}
