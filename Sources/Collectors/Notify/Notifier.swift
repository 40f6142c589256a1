internal import AsyncHTTPClient
internal import CLinux
internal import Foundation
internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization
public import TextSafety

/// Tells others: runs commands and posts to addresses, one after another on a thread of its own, and never keeps the wall waiting.
///
/// What fails is tried again after 1, 4 and 16 seconds; then it is given up, and that is said. A queue that is full drops its oldest.
public final class Notifier: Sendable {
  public enum Way: Sendable, Equatable {
    case command(String)
    case webhook(String, tokenFile: String?)
  }

  private struct Message: Sendable {
    var way: Way
    var body: String
  }

  private let queue = Mutex<[Message]>([])
  private let stopSignal = StopSignal()
  /// Readable while something waits.
  private let waiting = zb_eventfd()
  private let say: @Sendable (SafeText) -> Void

  static let capacity = 1000
  /// Milliseconds before each further attempt.
  private let pauses: [Int32]
  private static let timeout = 30.0

  /// `say` hears what could not be told.
  public convenience init(_ say: @escaping @Sendable (SafeText) -> Void) { self.init(pauses: [1000, 4000, 16_000], say) }

  init(pauses: [Int32], _ say: @escaping @Sendable (SafeText) -> Void) {
    self.pauses = pauses
    self.say = say
    let thread = Thread { [self] in run() }
    thread.name = "notify"
    thread.start()
  }

  deinit { close(waiting) }

  public func stop() { stopSignal.set() }

  /// Runs a command without a message.
  public func run(_ command: String) { send("", by: .command(command)) }

  /// Queues a message.
  public func send(_ body: String, by way: Way) {
    let isFull = queue.withLock { queue in
      queue.append(Message(way: way, body: body))
      guard queue.count > Notifier.capacity else { return false }
      queue.removeFirst()
      return true
    }
    if isFull { say("a notification was dropped: \(Int64(Notifier.capacity)) are waiting") }
    zb_eventfd_signal(waiting)
  }

  private func run() {
    while !stopSignal.isSet {
      guard let message = queue.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
        if stopSignal.wait(for: [waiting]) { return }
        zb_eventfd_clear(waiting)
        continue
      }
      deliver(message)
    }
  }

  private func deliver(_ message: Message) {
    for pause in pauses + [0] {
      guard let failure = attempt(message) else { return }
      if pause == 0 { return say("not notified: " + failure) }
      if stopSignal.wait(for: [], milliseconds: pause) { return }
    }
  }

  /// Nil where it arrived.
  private func attempt(_ message: Message) -> SafeText? {
    do throws(CollectorError) {
      switch message.way {
      case .command(let command): return try run(command, body: message.body)
      case .webhook(let url, let token): return try post(url, token, message.body)
      }
    } catch { return error.message }
  }

  private func run(_ command: String, body: String) throws(CollectorError) -> SafeText? {
    let child = try ChildProcess(command: command, input: body)
    var open = [child.output, child.errors]
    var chunk = [UInt8](repeating: 0, count: 4096)
    let end = Date().addingTimeInterval(Notifier.timeout)
    while !open.isEmpty {
      if stopSignal.wait(for: open, milliseconds: Int32(max(0, end.timeIntervalSinceNow) * 1000)) || Date() >= end {
        child.end()
        return stopSignal.isSet ? nil : "the command took longer than \(Int64(Notifier.timeout)) s"
      }
      open.removeAll { descriptor in
        let count = read(descriptor, &chunk, chunk.count)
        return count == 0 || (count < 0 && errno != EAGAIN)
      }
    }
    return child.failure(unless: stopSignal)
  }

  private func post(_ url: String, _ tokenFile: String?, _ body: String) throws(CollectorError) -> SafeText? {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "user-agent", value: "zhiban")
    request.headers.add(name: "content-type", value: "application/json")
    if let tokenFile { request.headers.add(name: "authorization", value: "Bearer " + (try Secret(path: tokenFile).read())) }
    request.body = .bytes(ByteBuffer(string: body))
    let asked = request
    let work = AsyncWork {
      Int(try await HTTPClient.shared.execute(asked, timeout: .seconds(Int64(Notifier.timeout))).status.code)
    }
    do {
      guard let status = try work.value(unless: stopSignal, limit: .seconds(Notifier.timeout)) else { return nil }
      return (200..<300).contains(status) ? nil : "\(SafeText(sanitizing: url, limit: 120)) answered \(Int64(status))"
    } catch { return "\(SafeText(sanitizing: url, limit: 120)): \(SafeText(sanitizing: "\(error)", limit: 160))" }
  }
}
