public import Core
internal import Feeds
internal import Recordings
public import TextSafety

/// A recording: JSON lines in the order they arrived, its header first; plain, or compressed in blocks. Lines are decoded when they are
/// played, and opening reads only the beginning and the end.
///
/// A line arrives when its recorder says, else at its `recordedtime`, else at its `time`, and never before the line in front of it.
public final class Recording: Sendable {
  public let path: SafeText
  public let header: RecordingHeader?
  /// Where the fold begins.
  public let start: Timestamp
  /// Where playing begins: what comes before only brings the state there.
  public let playStart: Timestamp
  /// As far as the beginning and the end of the file tell; a file in disorder may go on longer.
  public let end: Timestamp
  /// When the first event arrives.
  let firstArrival: Timestamp
  let source: any LineSource

  /// An event must begin so soon.
  static let preamble = 64 << 20

  public convenience init(path: String) throws(CollectorError) { try self.init(series: [path]) }

  /// Several files as one recording, in the order in which they begin.
  public init(series paths: [String]) throws(CollectorError) {
    let shown = SafeText(sanitizing: paths.first ?? "")
    self.path = shown
    let decoder = LineDecoder(Recording.options)
    do throws(RecordingError) {
      var ordered: [(path: String, arrival: Timestamp)] = []
      for path in paths where paths.count > 1 {
        ordered.append((path, Recording.first(try RecordingFile.open(path), decoder)?.arrival ?? .distantFuture))
      }
      ordered.sort { $0.arrival < $1.arrival }
      source = try RecordingFile.open(series: ordered.isEmpty ? paths : ordered.map(\.path))
    } catch { throw CollectorError(error.message) }
    guard let first = Recording.first(source, decoder) else {
      throw CollectorError("\(shown):1: no line of it is an event, as far as its first \(Int64(Recording.preamble >> 20)) MiB go")
    }
    (header, firstArrival) = first
    let last = Recording.last(source, decoder) ?? firstArrival
    start = min(first.header?.startedAt ?? firstArrival, firstArrival)
    let opening = source.blocks?.first { !$0.isWarmUp }?.first
    playStart = source.blocks?.first?.isWarmUp == true ? max(start, opening ?? start) : start
    end = max(first.header?.endedAt ?? last, last, playStart)
  }

  static let options = LineDecoder.Options()

  /// What is unsound in it, in words with the byte where it is.
  public var faults: [SafeText] { source.faults.map { "\(path):\($0.offset): \($0.words)" } }
  public var chapters: [RecordingHeader.Chapter] { header?.chapters ?? [] }
  /// About how many lines it has.
  public var estimatedLines: Int { source.estimatedLines }
  /// When alerts begin, where the file itself knows.
  public var knownAlerts: [Timestamp]? {
    source.blocks.map { blocks in blocks.filter { !$0.isWarmUp }.flatMap(\.alerts) }
  }

  private static func first(_ source: any LineSource, _ decoder: LineDecoder) -> (
    header: RecordingHeader?, arrival: Timestamp
  )? {
    var (place, lines, read) = (0, 0, 0)
    while read < preamble, let chunk = source.chunk(at: place, linesBefore: lines) {
      var found: (header: RecordingHeader?, arrival: Timestamp)?
      chunk.forEachLine { line in
        var events: [Event] = []
        _ = decoder.decode(line: line, into: &events)
        guard let event = events.first else { return true }
        let arrival = ArrivalMark(line)?.arrival ?? event.recordedTime ?? event.time
        if case .recording(let header) = event.payload { found = (header, arrival) } else { found = (nil, arrival) }
        return false
      }
      if let found { return found }
      read += chunk.bytes.count
      (place, lines) = (chunk.next, lines)
    }
    return nil
  }

  /// So many lines of the end are looked at: a source may be heard a little later than another one.
  private static let lastLines = 64

  private static func last(_ source: any LineSource, _ decoder: LineDecoder) -> Timestamp? {
    if let blocks = source.blocks { return blocks.map(\.last).max() }
    guard let tail = source.tail() else { return nil }
    var count = 0
    tail.forEachLine { _ in
      count += 1
      return true
    }
    // All of it only where those have no event.
    return last(of: tail, from: count - lastLines, decoder) ?? last(of: tail, from: 0, decoder)
  }

  private static func last(of tail: Chunk, from first: Int, _ decoder: LineDecoder) -> Timestamp? {
    var last: Timestamp?
    var number = 0
    tail.forEachLine { line in
      number += 1
      guard number > first else { return true }
      var events: [Event] = []
      _ = decoder.decode(line: line, into: &events)
      guard let event = events.first else { return true }
      let arrival = ArrivalMark(line)?.arrival ?? event.recordedTime ?? event.time
      last = max(last ?? arrival, arrival)
      return true
    }
    return last
  }
}
