internal import Core
internal import Feeds
internal import Glibc
public import TextSafety

/// Lines from standard input, until it ends.
public struct StdinCollector: Collector {
  public static let kind = "stdin"
  public static let settings = ["format", "map"]

  private let format: FeedFormat
  private let settings: CollectorSettings
  /// Another one in tests.
  var descriptor = STDIN_FILENO

  public init(name: SafeText, settings: CollectorSettings) throws(CollectorError) {
    format = try settings.format()
    self.settings = settings
  }

  public func run(into sink: Sink) throws(CollectorError) {
    let reader = FeedReader(sink: sink, format: format, file: "stdin", settings: settings)
    var chunk = [UInt8](repeating: 0, count: 256 * 1024)
    while !sink.wait(for: [descriptor]) {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count >= 0 else { throw .system("cannot read standard input") }
      if count == 0 { break }
      chunk.withUnsafeBytes { reader.take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
    reader.end()
    sink.tell()
  }
}
