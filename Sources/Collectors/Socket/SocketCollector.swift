internal import Core
internal import Feeds
internal import Glibc
public import TextSafety

/// Lines that others send through a Unix socket or a TCP port of this machine, many at a time; or that a server sends us.
///
/// A full bus is felt by the senders: we stop reading until there is room. Beyond this machine use `listen`, which asks for a token.
public struct SocketCollector: Collector {
  public static let kind = "socket"
  public static let settings = ["path", "address", "port", "connect", "format", "map"]
  /// More senders than this at a time wait.
  static let connectionLimit = 64

  private let endpoint: SocketEndpoint
  private let connects: Bool
  private let format: FeedFormat
  private let settings: CollectorSettings

  public init(name: SafeText, settings: CollectorSettings) throws(CollectorError) {
    connects = try settings.bool("connect") ?? false
    format = try settings.format()
    self.settings = settings
    if let path = try settings.text("path") {
      guard try settings.number("port") == nil else { throw CollectorError("path or port, not both") }
      endpoint = try .unix(path: path)
    } else {
      guard let port = try settings.number("port"), let number = UInt16(exactly: port), number > 0 else {
        throw CollectorError("path or port is missing")
      }
      let address = try settings.text("address") ?? "127.0.0.1"
      guard connects || Loopback.contains(address) else {
        throw CollectorError("address must be of this machine; from elsewhere use kind listen, with a token and TLS")
      }
      endpoint = try .tcp(address: address, port: number)
    }
    if case .document = format.framing { throw CollectorError("a socket carries lines; \(format.name) is a format of documents") }
  }

  public func run(into sink: Sink) throws(CollectorError) {
    if connects {
      let descriptor = try endpoint.connect()
      defer { close(descriptor) }
      let reader = reader(sink)
      while !sink.wait(for: [descriptor]), SocketCollector.read(descriptor, reader) {}
      reader.end()
      if !sink.isStopped { throw CollectorError("\(endpoint.name): the other side has closed") }
    } else {
      try serve(sink)
    }
  }

  private func serve(_ sink: Sink) throws(CollectorError) {
    let door = try endpoint.listen()
    defer { endpoint.close(door) }
    var readers: [Int32: FeedReader] = [:]
    defer { for descriptor in readers.keys { close(descriptor) } }
    while !sink.isStopped {
      let isFull = readers.count >= SocketCollector.connectionLimit
      if sink.wait(for: (isFull ? [] : [door]) + readers.keys) { return }
      if !isFull {
        let guest = accept(door, nil, nil)
        if guest >= 0 {
          _ = fcntl(guest, F_SETFD, FD_CLOEXEC)
          readers[guest] = reader(sink)
        }
      }
      for (descriptor, reader) in readers.sorted(by: { $0.key < $1.key }) where !SocketCollector.read(descriptor, reader) {
        reader.end()
        close(descriptor)
        readers[descriptor] = nil
      }
    }
  }

  private func reader(_ sink: Sink) -> FeedReader {
    FeedReader(sink: sink, format: format, file: endpoint.name, settings: settings)
  }

  /// Takes what is there, one chunk, so that nobody waits for a sender that never stops; false when the other side has closed.
  private static func read(_ descriptor: Int32, _ reader: FeedReader) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 64 * 1024, alignment: 16) { chunk in
      let count = recv(descriptor, chunk.baseAddress, chunk.count, Int32(MSG_DONTWAIT))
      if count < 0 { return errno == EAGAIN || errno == EINTR }
      if count > 0 { reader.take(UnsafeRawBufferPointer(rebasing: chunk[..<count])) }
      return count > 0
    }
  }
}
