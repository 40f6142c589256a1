internal import Core
internal import Feeds
internal import TextSafety

/// Bytes of one stream into the sink: split, decoded, sent in batches.
final class FeedReader {
  private let sink: Sink
  private let format: FeedFormat
  private var decoder: any FeedDecoder
  private var splitter = LineSplitter()
  private var document: [UInt8] = []
  private let file: SafeText
  private let settings: CollectorSettings
  private var events: [Event] = []
  private var malformed: [Malformed] = []

  /// A document may be this large.
  static let maximumDocument = 64 << 20

  init(sink: Sink, format: FeedFormat, file: SafeText, settings: CollectorSettings) {
    self.sink = sink
    self.format = format
    self.file = file
    self.settings = settings
    decoder = format.makeDecoder(settings.decoding)
  }

  var isDocument: Bool { if case .document = format.framing { true } else { false } }

  func reset() {
    splitter.reset()
    document.removeAll()
  }

  func take(_ chunk: UnsafeRawBufferPointer) {
    if isDocument {
      if document.count + chunk.count <= FeedReader.maximumDocument { document.append(contentsOf: chunk) }
      return
    }
    var lines = 0
    var last: SafeText?
    splitter.take(chunk) { line in
      lines += 1
      decode(line)
      if case .line(let bytes, _) = line, lines == 1 { last = excerpt(bytes) }
    }
    flush()
    sink.count(lines: lines, bytes: chunk.count, lastLine: last)
  }

  /// The stream is over: the last line, or the whole document.
  func end() {
    if isDocument {
      guard !document.isEmpty else { return }
      document.withUnsafeBytes { bytes in
        let first = events.count
        decoder.decode(bytes, context: context, into: &events, malformed: &malformed)
        settings.strip(&events, from: first)
        settle(line: 1, raw: UnsafeRawBufferPointer(rebasing: bytes.prefix(400)))
        sink.count(lines: 1, bytes: bytes.count, lastLine: excerpt(bytes))
      }
      document.removeAll()
    } else {
      splitter.end { decode($0) }
    }
    flush()
  }

  private var context: DecodeContext { settings.context(sink) }

  private func decode(_ line: LineSplitter.Line) {
    switch line {
    case .line(let bytes, let number):
      let first = events.count
      decoder.decode(bytes, context: context, into: &events, malformed: &malformed)
      settings.strip(&events, from: first)
      sink.originals?.note(events[first...], line: bytes)
      settle(line: number, raw: bytes)
    case .tooLong(let start, let number):
      malformed.append(Malformed(.tooLong, "the line is longer than 64 KiB and was skipped"))
      settle(line: number, raw: start)
    }
    if events.count >= 256 { flush() }
  }

  private func settle(line: Int, raw: UnsafeRawBufferPointer) {
    for fault in malformed {
      sink.reject(fault, position: LinePosition(collector: sink.collector, file: file, line: line), raw: raw)
    }
    malformed.removeAll(keepingCapacity: true)
  }

  private func flush() {
    guard !events.isEmpty else { return }
    sink.send(events)
    events.removeAll(keepingCapacity: true)
  }

  private func excerpt(_ bytes: UnsafeRawBufferPointer) -> SafeText {
    Excerpt.of(bytes)
  }
}
