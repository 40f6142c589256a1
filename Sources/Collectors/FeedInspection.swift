public import Core
public import Feeds
internal import Glibc
public import TextSafety

/// A feed file read strictly from end to end: what is in it, and every line that is wrong.
public struct FeedInspection {
  public struct Fault: Sendable {
    public var line: Int
    public var malformed: Malformed
  }

  public private(set) var counts: [Event.Payload.Kind: Int] = [:]
  public private(set) var sources: Set<SafeText> = []
  public private(set) var faults: [Fault] = []
  /// The whole file is something else than the lines it should be.
  private var isMisfit = false

  public init(file: String, format: FeedFormat) throws(CollectorError) {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(SafeText(sanitizing: file)) }
    defer { close(descriptor) }
    var decoder = format.makeDecoder(LineDecoder.Options(maximumClassification: .restricted, isStrict: true))
    let context = DecodeContext(source: "/check", receivedAt: Timestamp(milliseconds: 0))
    var splitter = LineSplitter()
    var document: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 256 * 1024)
    let isDocument = if case .document = format.framing { true } else { false }
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      guard count >= 0 else { throw .system(SafeText(sanitizing: file)) }
      if count == 0 { break }
      if isDocument {
        guard document.count + count <= FeedReader.maximumDocument else {
          throw CollectorError("\(SafeText(sanitizing: file)) is larger than \(FeedReader.maximumDocument >> 20) MiB")
        }
        document += chunk[..<count]
      } else {
        chunk.withUnsafeBytes { bytes in
          splitter.take(UnsafeRawBufferPointer(rebasing: bytes[..<count])) { take($0, isLines: true, &decoder, context) }
        }
      }
    }
    if isDocument {
      document.withUnsafeBytes { take(.line($0, number: 1), isLines: false, &decoder, context) }
    } else {
      splitter.end { take($0, isLines: true, &decoder, context) }
    }
  }

  private mutating func take(
    _ line: LineSplitter.Line, isLines: Bool, _ decoder: inout any FeedDecoder, _ context: DecodeContext
  ) {
    switch line {
    case .tooLong(_, let number):
      faults.append(Fault(line: number, malformed: Malformed(.tooLong, "the line is longer than 64 KiB")))
    case .line(let bytes, let number):
      if isLines, number == 1, let fault = StreamGuess.misfit(firstLine: bytes) {
        isMisfit = true
        faults.append(Fault(line: number, malformed: fault))
      }
      if isMisfit { return }
      var events: [Event] = []
      var malformed: [Malformed] = []
      decoder.decode(bytes, context: context, into: &events, malformed: &malformed)
      for event in events {
        counts[event.payload.kind, default: 0] += 1
        sources.insert(event.source)
      }
      faults += malformed.map { Fault(line: number, malformed: isLines ? LineGuess.clearer($0, bytes) : $0) }
    }
  }
}
