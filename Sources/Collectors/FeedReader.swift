internal import Core
internal import Feeds
internal import TextSafety

/// A decoder that the readers of one collector share: what it has learnt of a source's words serves all its files.
final class SharedDecoder {
  let format: FeedFormat
  private let settings: CollectorSettings
  private var decoder: any FeedDecoder
  private var ended = EndedAlerts()

  init(_ format: FeedFormat, _ settings: CollectorSettings) {
    self.format = format
    self.settings = settings
    decoder = format.makeDecoder(settings.decoding)
  }

  func decode(
    _ bytes: UnsafeRawBufferPointer, _ context: DecodeContext, into events: inout [Event], malformed: inout [Malformed]
  ) {
    let first = events.count
    decoder.decode(bytes, context: context, into: &events, malformed: &malformed)
    if settings.mapping?.isComplete == true, malformed.isEmpty {
      ended.settle(&events, from: first, receivedAt: context.receivedAt)
    }
    settings.strip(&events, from: first)
    events.share(bytes: bytes.count, from: first)
  }
}

/// Bytes of one stream into the sink: split, decoded, sent in batches.
final class FeedReader {
  private let sink: Sink
  private let decoder: SharedDecoder
  private var splitter = LineSplitter()
  private var document: [UInt8] = []
  private var isTooLarge = false
  private let file: SafeText
  private let settings: CollectorSettings
  private var events: [Event] = []
  private var malformed: [Malformed] = []
  /// The first line has been judged.
  private var hasBegun = false
  /// The stream is something else than lines, which has been told: only what can be read all the same is.
  private var isMisfit = false

  /// A document may be this large.
  static let maximumDocument = 64 << 20

  init(sink: Sink, decoder: SharedDecoder, file: SafeText, settings: CollectorSettings) {
    self.sink = sink
    self.decoder = decoder
    self.file = file
    self.settings = settings
  }

  convenience init(sink: Sink, format: FeedFormat, file: SafeText, settings: CollectorSettings) {
    self.init(sink: sink, decoder: SharedDecoder(format, settings), file: file, settings: settings)
  }

  var isDocument: Bool { if case .document = decoder.format.framing { true } else { false } }

  /// Where a stream of lines stands, to go on with another reader at the beginning of the last line.
  struct Place: Sendable {
    var number = 0
    var isSkipping = false
    fileprivate var isSettled = false
    fileprivate var hasBegun = false
    fileprivate var isMisfit = false
  }

  var place: Place {
    Place(
      number: splitter.number, isSkipping: splitter.isSkipping, isSettled: splitter.isSettled, hasBegun: hasBegun,
      isMisfit: isMisfit)
  }

  /// Bytes of a line that has no end yet.
  var pendingCount: Int { splitter.pending.count }

  func reset() { resume(Place()) }

  func resume(_ place: Place) {
    splitter.resume(after: place.number, isSkipping: place.isSkipping, isSettled: place.isSettled)
    hasBegun = place.hasBegun
    isMisfit = place.isMisfit
    document.removeAll()
    isTooLarge = false
  }

  func take(_ chunk: UnsafeRawBufferPointer) {
    if isDocument {
      isTooLarge = isTooLarge || document.count + chunk.count > FeedReader.maximumDocument
      if isTooLarge { document = [] } else { document.append(contentsOf: chunk) }
      return
    }
    context = settings.context(sink)
    var lines = 0
    splitter.take(chunk) { line in
      lines += 1
      decode(line)
      if case .line(let bytes, _) = line, lines == 1 { sink.note(lastLine: bytes) }
    }
    flush()
    sink.count(lines: lines, bytes: chunk.count, lastLine: nil)
  }

  /// The stream is over: the last line, or the whole document.
  func end() {
    context = settings.context(sink)
    if isDocument { endDocument() } else { splitter.end { decode($0) } }
    flush()
  }

  /// Nothing has come for a while. A last line that only lacks its newline is read; false where it is not whole.
  func settleRest() -> Bool {
    guard !isDocument, splitter.hasRest else { return true }
    context = settings.context(sink)
    let rest = splitter.pending
    let isSettled = rest.withUnsafeBytes { bytes in
      if judge(bytes, splitter.number + 1) { return true }
      guard let last = bytes.last(where: { $0 > 32 }), "}]".utf8.contains(last) else { return false }
      let before = events.count
      decoder.decode(bytes, context, into: &events, malformed: &malformed)
      if malformed.isEmpty {
        sink.originals?.note(events[before...], line: bytes)
        return true
      }
      malformed.removeAll()
      events.removeSubrange(before...)
      return false
    }
    guard isSettled else { return false }
    splitter.dropRest()
    flush()
    sink.count(lines: 1, bytes: 0, lastLine: nil)
    return true
  }

  private func endDocument() {
    defer { resume(Place()) }
    if isTooLarge {
      let limit = Int64(FeedReader.maximumDocument >> 20)
      malformed.append(Malformed(.tooLong, "the document is larger than \(limit) MiB and was not read"))
      settle(line: 1, raw: UnsafeRawBufferPointer(start: nil, count: 0))
    }
    document.withUnsafeBytes { bytes in
      guard !bytes.isEmpty else { return }
      if let fault = StreamGuess.binary(bytes) {
        malformed.append(fault)
      } else {
        decoder.decode(bytes, context, into: &events, malformed: &malformed)
      }
      settle(line: 1, raw: UnsafeRawBufferPointer(rebasing: bytes.prefix(400)))
      sink.count(lines: 1, bytes: bytes.count, lastLine: bytes)
    }
  }

  /// What records do not say themselves, as of the chunk that is being read: it is not made anew for every line.
  private lazy var context = settings.context(sink)

  private func decode(_ line: LineSplitter.Line) {
    switch line {
    case .line(let bytes, let number):
      if !judge(bytes, number) { decode(afterNULs(bytes, number), number) }
    case .tooLong(let start, let number):
      guard !judge(start, number) else { return }
      malformed.append(Malformed(.tooLong, "the line is longer than 64 KiB and was skipped"))
      settle(line: number, raw: start)
    }
    if events.count >= LineSplitter.batch { flush() }
  }

  private func decode(_ bytes: UnsafeRawBufferPointer, _ number: Int) {
    guard !bytes.isEmpty else { return }
    guard isMisfit else {
      let first = events.count
      decoder.decode(bytes, context, into: &events, malformed: &malformed)
      sink.originals?.note(events[first...], line: bytes)
      return settle(line: number, raw: bytes)
    }
    guard let first = bytes.first(where: { $0 > 32 }), "{[".utf8.contains(first) else { return }
    let before = events.count
    decoder.decode(bytes, context, into: &events, malformed: &malformed)
    if events.count > before {
      isMisfit = false
      sink.originals?.note(events[before...], line: bytes)
      settle(line: number, raw: bytes)
    }
    malformed.removeAll(keepingCapacity: true)
  }

  /// Judges the first line; true where it has told what the stream is instead.
  private func judge(_ line: UnsafeRawBufferPointer, _ number: Int) -> Bool {
    guard !hasBegun else { return false }
    hasBegun = true
    guard let fault = StreamGuess.misfit(firstLine: line) else { return false }
    isMisfit = true
    malformed.append(fault)
    settle(line: number, raw: line)
    return true
  }

  /// A machine that lost its power leaves NUL bytes where text was to be; what was written after them is fine.
  private func afterNULs(_ line: UnsafeRawBufferPointer, _ number: Int) -> UnsafeRawBufferPointer {
    guard !isMisfit, line.first == 0 else { return line }
    let text = UnsafeRawBufferPointer(rebasing: line.drop { $0 == 0 })
    guard !text.contains(0) else { return line }
    malformed.append(Malformed(.encoding, "\(line.count - text.count) NUL bytes instead of text", column: 1))
    settle(line: number, raw: line)
    return text.contains { $0 > 32 } ? text : UnsafeRawBufferPointer(start: nil, count: 0)
  }

  private func settle(line: Int, raw: UnsafeRawBufferPointer) {
    for fault in malformed {
      let position = LinePosition(collector: sink.collector, file: file, line: line)
      sink.reject(LineGuess.clearer(fault, raw), position: position, raw: raw)
    }
    malformed.removeAll(keepingCapacity: true)
  }

  private func flush() {
    guard !events.isEmpty else { return }
    sink.send(events)
    events.removeAll(keepingCapacity: true)
  }
}
