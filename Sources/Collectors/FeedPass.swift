public import Core
public import Feeds
internal import Glibc
internal import TextSafety

/// One pass over a feed from end to end, line by line or as one document: for checking and converting.
public enum FeedPass {
  /// What one line, or the document, was found to hold.
  public struct Part {
    /// 1-based; 1 for a document.
    public var line: Int
    public var events: [Event]
    public var malformed: [Malformed]
  }

  /// Reads a file, or standard input for `-`.
  public static func read(
    _ file: String, format: FeedFormat, options: LineDecoder.Options, context: DecodeContext, _ take: (Part) throws -> Void
  ) throws {
    let shown = SafeText(sanitizing: file)
    let descriptor = file == "-" ? dup(STDIN_FILENO) : open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CollectorError.system(shown) }
    defer { close(descriptor) }
    var decoder = format.makeDecoder(options)
    var splitter = LineSplitter(maximumBytes: options.maximumLineBytes)
    var document: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 256 * 1024)
    var failure: (any Error)?
    let isLines = if case .lines = format.framing { true } else { false }
    // The whole file is something else than it should be, which has been said.
    var isMisfit = false
    func one(_ line: LineSplitter.Line) {
      guard failure == nil, !isMisfit else { return }
      var part = Part(line: 1, events: [], malformed: [])
      switch line {
      case .tooLong(_, let number):
        part.line = number
        part.malformed = [Malformed(.tooLong, "the line is longer than 64 KiB")]
      case .line(let bytes, let number):
        part.line = number
        if number == 1, let fault = isLines ? StreamGuess.misfit(firstLine: bytes) : StreamGuess.binary(bytes) {
          isMisfit = true
          part.malformed = [fault]
        } else {
          decoder.decode(bytes, context: context, into: &part.events, malformed: &part.malformed)
          if isLines { part.malformed = part.malformed.map { LineGuess.clearer($0, bytes) } }
        }
      }
      do { try take(part) } catch { failure = error }
    }
    while failure == nil {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw CollectorError.system(shown) }
      if count == 0 { break }
      switch format.framing {
      case .document:
        guard document.count + count <= FeedReader.maximumDocument else {
          throw CollectorError("\(shown): a document may have \(Int64(FeedReader.maximumDocument)) bytes")
        }
        document += chunk[..<count]
      case .lines: chunk.withUnsafeBytes { splitter.take(UnsafeRawBufferPointer(rebasing: $0[..<count]), one) }
      }
    }
    switch format.framing {
    case .document: document.withUnsafeBytes { one(.line($0, number: 1)) }
    case .lines: splitter.end(one)
    }
    if let failure { throw failure }
  }
}
