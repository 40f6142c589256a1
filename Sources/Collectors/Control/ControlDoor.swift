internal import CLinux
internal import Foundation
internal import Glibc
internal import Synchronization
internal import TextSafety

/// A Unix socket where other programs of the same user ask the running one: a line of JSON in, a line of JSON out, one for each connection.
public final class ControlDoor: Sendable {
  public typealias Answer = @Sendable (String) -> Void

  private let endpoint: SocketEndpoint
  private let door: Int32
  private let stopSignal = StopSignal()
  private let guests = Atomic(0)
  private let handle: @Sendable (String, @escaping Answer) -> Void

  private static let guestLimit = 16
  private static let maximumBytes = 64 * 1024
  private static let patience: Int32 = 10_000

  /// `handle` is called on threads of the door; it may answer later, from anywhere.
  public init(path: String, handle: @escaping @Sendable (String, @escaping Answer) -> Void) throws(CollectorError) {
    endpoint = try .unix(path: path)
    door = try endpoint.listen()
    self.handle = handle
    let thread = Thread { [self] in serve() }
    thread.name = "control"
    thread.start()
  }

  public func stop() { stopSignal.set() }

  private func serve() {
    while !stopSignal.wait(for: [door]) {
      let guest = accept(door, nil, nil)
      guard guest >= 0 else { continue }
      var user = uid_t.max
      let isWelcome = zb_peer_user(guest, &user) == 0 && (user == geteuid() || user == 0)
      guard isWelcome, guests.load(ordering: .relaxed) < ControlDoor.guestLimit else {
        ControlDoor.write(isWelcome ? #"{"error":"busy"}"# : #"{"error":"not the user that zhiban runs as"}"#, guest)
        close(guest)
        continue
      }
      guests.add(1, ordering: .relaxed)
      Thread.detachNewThread { [self] in
        attend(guest)
        close(guest)
        guests.subtract(1, ordering: .relaxed)
      }
    }
    endpoint.close(door)
  }

  private func attend(_ guest: Int32) {
    guard let request = ControlDoor.readLine(guest, patience: ControlDoor.patience) else {
      return ControlDoor.write(#"{"error":"no whole line came"}"#, guest)
    }
    let holder = Holder()
    handle(request) { holder.set($0) }
    ControlDoor.write(holder.wait(milliseconds: ControlDoor.patience, or: stopSignal) ?? #"{"error":"no answer in time"}"#, guest)
  }

  /// Asks the program behind a door.
  public static func ask(_ request: String, path: String) throws(CollectorError) -> String {
    let descriptor = try SocketEndpoint.unix(path: path).connect()
    defer { close(descriptor) }
    write(request, descriptor)
    guard let answer = readLine(descriptor, patience: 2 * patience, limit: 64 << 20) else {
      throw CollectorError("the running zhiban did not answer")
    }
    return answer
  }

  private static func readLine(_ descriptor: Int32, patience: Int32, limit: Int = maximumBytes) -> String? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16 * 1024)
    let end = Date().addingTimeInterval(Double(patience) / 1000)
    while bytes.count <= limit {
      var polls = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let left = Int32(max(0, end.timeIntervalSinceNow) * 1000)
      guard left > 0, poll(&polls, 1, left) > 0 else { return nil }
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return nil }
      bytes += chunk[..<count]
      if let newline = bytes.firstIndex(of: 10) { return String(validating: bytes[..<newline], as: UTF8.self) }
    }
    return nil
  }

  private static func write(_ line: String, _ descriptor: Int32) {
    var rest = Array((line + "\n").utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// One answer that comes later.
  private final class Holder: Sendable {
    private let answer = Mutex<String?>(nil)
    private let descriptor = zb_eventfd()

    deinit { close(descriptor) }

    func set(_ text: String) {
      answer.withLock { $0 = text }
      zb_eventfd_signal(descriptor)
    }

    func wait(milliseconds: Int32, or stop: StopSignal) -> String? {
      if answer.withLock({ $0 }) == nil { _ = stop.wait(for: [descriptor], milliseconds: milliseconds) }
      return answer.withLock { $0 }
    }
  }
}
