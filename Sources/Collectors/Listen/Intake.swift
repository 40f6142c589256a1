internal import Core
internal import Feeds
internal import TextSafety

/// Decodes bodies that were posted; one at a time, so that its memory is that of one body.
actor Intake {
  private var reader: BodyReader

  init(sink: Sink, settings: CollectorSettings) { reader = BodyReader(sink: sink, settings: settings) }

  func read(_ body: [UInt8], as format: FeedFormat, from peer: SafeText) -> BodyReader.Outcome {
    reader.read(body, as: format, from: peer)
  }
}

/// Reads bodies: by lines where the format is one of lines, else as a whole; faults go to quarantine too.
struct BodyReader {
  /// What one line, or the whole of a document, was found to be.
  struct Result: Sendable {
    var line: Int
    var events: Int
    var faults: [Malformed]
  }

  struct Outcome: Sendable {
    var events: [Event] = []
    var results: [Result] = []

    var faults: Int { results.reduce(0) { $0 + $1.faults.count } }
  }

  private let sink: Sink
  private let settings: CollectorSettings
  private var decoders: [String: any FeedDecoder] = [:]

  init(sink: Sink, settings: CollectorSettings) {
    self.sink = sink
    self.settings = settings
  }

  mutating func read(_ body: [UInt8], as format: FeedFormat, from peer: SafeText) -> Outcome {
    let name = format.name.string
    var decoder = decoders[name] ?? format.makeDecoder(settings.decoding)
    defer { decoders[name] = decoder }
    var outcome = Outcome()
    body.withUnsafeBytes { bytes in
      switch format.framing {
      case .document: decode(bytes, line: 1, &decoder, peer, &outcome)
      case .lines:
        var splitter = LineSplitter()
        splitter.take(bytes) { take($0, &decoder, peer, &outcome) }
        splitter.end { take($0, &decoder, peer, &outcome) }
      }
      sink.count(
        lines: outcome.results.count, bytes: bytes.count, lastLine: bytes.isEmpty ? nil : bytes)
    }
    return outcome
  }

  private func take(_ line: LineSplitter.Line, _ decoder: inout any FeedDecoder, _ peer: SafeText, _ outcome: inout Outcome) {
    switch line {
    case .line(let bytes, let number): decode(bytes, line: number, &decoder, peer, &outcome)
    case .tooLong(let start, let number):
      let fault = Malformed(.tooLong, "the line is longer than 64 KiB")
      settle(Result(line: number, events: 0, faults: [fault]), start, peer, &outcome)
    }
  }

  private func decode(
    _ bytes: UnsafeRawBufferPointer, line: Int, _ decoder: inout any FeedDecoder, _ peer: SafeText, _ outcome: inout Outcome
  ) {
    var faults: [Malformed] = []
    let before = outcome.events.count
    decoder.decode(bytes, context: settings.context(sink), into: &outcome.events, malformed: &faults)
    settings.strip(&outcome.events, from: before)
    sink.originals?.note(outcome.events[before...], line: bytes)
    outcome.events.share(bytes: bytes.count, from: before)
    settle(Result(line: line, events: outcome.events.count - before, faults: faults), bytes, peer, &outcome)
  }

  private func settle(_ result: Result, _ raw: UnsafeRawBufferPointer, _ peer: SafeText, _ outcome: inout Outcome) {
    outcome.results.append(result)
    for fault in result.faults {
      let position = LinePosition(collector: sink.collector, file: peer, line: result.line)
      sink.reject(fault, position: position, raw: UnsafeRawBufferPointer(rebasing: raw.prefix(4096)), waits: false)
    }
  }
}
