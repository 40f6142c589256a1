internal import Core
internal import Feeds
internal import Foundation
public import TextSafety

/// An address asked every N seconds. Each answer is also a sign of life of its source, each failure 源故障.
public struct HTTPCollector: Collector {
  public static let kind = "http"
  public static let settings = [
    "url", "interval", "timeout", "max_bytes", "format", "map", "ca_file", "token_file", "user", "password_file",
  ]

  private let target: HTTPPoll.Target
  private let interval: Double
  private let format: FeedFormat
  private let settings: CollectorSettings

  public init(name: SafeText, settings: CollectorSettings) throws(CollectorError) {
    let url = try settings.required("url")
    guard let parts = URLComponents(string: url), let scheme = parts.scheme, let host = parts.host, !host.isEmpty,
      ["http", "https"].contains(scheme)
    else { throw CollectorError("url must begin with http:// or https:// and name a host") }
    guard parts.user == nil, parts.password == nil else {
      throw CollectorError("url must hold no password; use user and password_file")
    }
    interval = try settings.number("interval") ?? 30
    guard interval >= 0.2, interval <= 86_400 else { throw CollectorError("interval must be 0.2 to 86400 seconds") }
    let timeout = try settings.number("timeout") ?? 10
    guard timeout >= 0.1, timeout <= 600 else { throw CollectorError("timeout must be 0.1 to 600 seconds") }
    let bytes = try settings.number("max_bytes") ?? Double(16 << 20)
    guard bytes >= 1, bytes <= Double(FeedReader.maximumDocument) else {
      throw CollectorError("max_bytes must be 1 to \(Int64(FeedReader.maximumDocument))")
    }
    let user = try settings.text("user")
    let password = try settings.text("password_file").map(Secret.init)
    guard (user == nil) == (password == nil) else { throw CollectorError("user and password_file belong together") }
    target = HTTPPoll.Target(
      url: url, timeout: timeout, maximumBytes: Int(bytes), authority: try settings.text("ca_file"),
      token: try settings.text("token_file").map(Secret.init), user: user, password: password)
    guard scheme == "https" || Loopback.contains(host) || target.token == nil && password == nil else {
      throw CollectorError("a secret is sent over https only")
    }
    format = try settings.format()
    self.settings = settings
  }

  public func run(into sink: Sink) throws(CollectorError) {
    let poll = try HTTPPoll(target)
    let reader = FeedReader(sink: sink, format: format, file: SafeText(sanitizing: target.url, limit: 120), settings: settings)
    while !sink.isStopped {
      let begun = sink.now
      do throws(CollectorError) {
        guard let answer = try poll.ask(sink.stop) else { return }
        try take(answer, reader)
        beat(sink, upstream: .ok)
      } catch {
        beat(sink, upstream: .down)
        throw error
      }
      sink.tell()
      if sink.wait(milliseconds: Int32(max(0, interval - (sink.now - begun)) * 1000)) { return }
    }
  }

  private func take(_ answer: HTTPPoll.Answer, _ reader: FeedReader) throws(CollectorError) {
    switch answer {
    case .unchanged: break
    case .body(let bytes):
      reader.reset()
      bytes.withUnsafeBytes { reader.take($0) }
      reader.end()
    case .refused(let status, let words):
      throw CollectorError("\(SafeText(sanitizing: target.url, limit: 120)): HTTP \(Int64(status)) \(words)")
    }
  }

  /// Whoever polls knows whether the other side lives.
  private func beat(_ sink: Sink, upstream: Heartbeat.Upstream) {
    let now = sink.now
    let source: SafeText = "/\(settings.place == .none ? "feed" : settings.place.text)/\(sink.collector)"
    sink.send([
      Event(
        source: source, id: "poll-\(now.milliseconds)", time: now, subject: sink.collector, place: settings.place,
        payload: .heartbeat(Heartbeat(collector: sink.collector, intervalSeconds: interval, upstream: upstream)))
    ])
  }
}
