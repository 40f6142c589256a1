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
  var connectionLimit = 256
  /// While others wait, a sender of no line for so long gives up its place.
  var patience = Duration.seconds(30)

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
    let decoder = SharedDecoder(format, settings)
    var guests: [Guest] = []
    defer { for guest in guests { close(guest.descriptor) } }
    // The door is left alone while nobody can be let in: who waits there would wake us without end.
    var isShut = false
    while !sink.isStopped {
      isShut = isShut || guests.count >= connectionLimit
      if sink.wait(for: (isShut ? [] : [door]) + guests.map(\.descriptor), milliseconds: isShut ? 250 : nil) { return }
      for guest in guests where !SocketCollector.read(guest) { leave(guest) }
      guests.removeAll(where: \.hasLeft)
      if guests.count >= connectionLimit, SocketCollector.isAwaited(door) { guests = makingRoom(guests, sink) }
      isShut = false
      while guests.count < connectionLimit, !isShut {
        let descriptor = accept(door, nil, nil)
        guard descriptor >= 0 else {
          isShut = [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno)
          if isShut { sink.say(CollectorError.system("no more senders can be let in").message) }
          break
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        let reader = FeedReader(sink: sink, decoder: decoder, file: endpoint.name, settings: settings)
        guests.append(Guest(descriptor: descriptor, reader: reader))
      }
    }
  }

  /// One that sends.
  private final class Guest {
    let descriptor: Int32
    let reader: FeedReader
    var heardAt = ContinuousClock.now
    var hasLeft = false

    init(descriptor: Int32, reader: FeedReader) {
      self.descriptor = descriptor
      self.reader = reader
    }
  }

  private func leave(_ guest: Guest) {
    guest.reader.end()
    close(guest.descriptor)
    guest.hasLeft = true
  }

  /// Without those that only hold their places.
  private func makingRoom(_ guests: [Guest], _ sink: Sink) -> [Guest] {
    let now = ContinuousClock.now
    let silent = guests.filter { now - $0.heardAt >= patience }
    guard !silent.isEmpty else { return guests }
    for guest in silent { leave(guest) }
    sink.say("all \(Int64(connectionLimit)) places were taken; closed \(Int64(silent.count)) silent ones")
    return guests.filter { !$0.hasLeft }
  }

  private static func isAwaited(_ door: Int32) -> Bool {
    var polls = [pollfd(fd: door, events: Int16(POLLIN), revents: 0)]
    return poll(&polls, 1, 0) > 0
  }

  private func reader(_ sink: Sink) -> FeedReader {
    FeedReader(sink: sink, format: format, file: endpoint.name, settings: settings)
  }

  /// Takes what is there, one chunk, so that nobody waits for a sender that never stops; false when the other side has closed.
  private static func read(_ guest: Guest) -> Bool {
    let before = guest.reader.place.number
    let isThere = read(guest.descriptor, guest.reader)
    // Bytes alone do not count: one may drip for ever.
    if guest.reader.place.number != before { guest.heardAt = .now }
    return isThere
  }

  private static func read(_ descriptor: Int32, _ reader: FeedReader) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 64 * 1024, alignment: 16) { chunk in
      let count = recv(descriptor, chunk.baseAddress, chunk.count, Int32(MSG_DONTWAIT))
      if count < 0 { return errno == EAGAIN || errno == EINTR }
      if count > 0 { reader.take(UnsafeRawBufferPointer(rebasing: chunk[..<count])) }
      return count > 0
    }
  }
}
