internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPCompression
internal import NIOSSL
internal import TextSafety

/// One address that is asked again and again, with what its last answer said of itself.
final class HTTPPoll {
  struct Target: Sendable {
    var url: String
    var timeout: Double
    var maximumBytes: Int
    /// PEM file of the authority that signed the server's certificate; nil: the system's own.
    var authority: String?
    var token: Secret?
    var user: String?
    var password: Secret?
  }

  enum Answer: Sendable {
    case body([UInt8])
    case unchanged
    /// The server answered, but not with data.
    case refused(status: Int, SafeText)
  }

  private let target: Target
  private let client: HTTPClient
  private var tag: String?
  private var modified: String?

  init(_ target: Target) throws(CollectorError) {
    self.target = target
    var tls = TLSConfiguration.makeClientConfiguration()
    if let authority = target.authority {
      guard (try? NIOSSLCertificate.fromPEMFile(authority))?.isEmpty == false else {
        throw CollectorError("\(SafeText(sanitizing: authority)) holds no certificate")
      }
      tls.trustRoots = .file(authority)
    }
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow,
      timeout: .init(connect: .milliseconds(Int64(target.timeout * 1000)), read: .milliseconds(Int64(target.timeout * 1000))),
      decompression: .enabled(limit: .size(target.maximumBytes)))
    configuration.httpVersion = .http1Only
    // Trying again is the supervisor's work, which says so on the board.
    configuration.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  deinit { try? client.syncShutdown() }

  /// Asks once; nil where the collector was stopped meanwhile.
  func ask(_ stop: StopSignal) throws(CollectorError) -> Answer? {
    let request = try request()
    let (client, timeout, limit) = (client, target.timeout, target.maximumBytes)
    let work = AsyncWork {
      let response = try await client.execute(request, timeout: .milliseconds(Int64(timeout * 1000)))
      let status = Int(response.status.code)
      guard status != 304 else { return Reply(status: status) }
      let body = try await response.body.collect(upTo: limit)
      return Reply(
        status: status, body: Array(body.readableBytesView), tag: response.headers.first(name: "etag"),
        modified: response.headers.first(name: "last-modified"), location: response.headers.first(name: "location"))
    }
    do {
      // The library's limits begin anew with every byte: a server that drips would hold us for ever.
      guard let reply = try work.value(unless: stop, limit: .seconds(timeout)) else { return nil }
      return take(reply)
    } catch {
      throw CollectorError(HTTPPoll.words(error, target))
    }
  }

  private struct Reply: Sendable {
    var status: Int
    var body: [UInt8] = []
    var tag: String?
    var modified: String?
    var location: String?
  }

  private func take(_ reply: Reply) -> Answer {
    switch reply.status {
    case 304: return .unchanged
    case 200..<300:
      tag = reply.tag
      modified = reply.modified
      return .body(reply.body)
    case 300..<400:
      return .refused(status: reply.status, "has moved to \(SafeText(sanitizing: reply.location ?? "?", limit: 200))")
    default:
      let start = reply.body.withUnsafeBytes { Excerpt.of($0, bytes: 200, limit: 120) }
      return .refused(status: reply.status, start)
    }
  }

  private func request() throws(CollectorError) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: target.url)
    request.headers.add(name: "user-agent", value: "zhiban")
    request.headers.add(name: "accept-encoding", value: "gzip")
    if let tag { request.headers.add(name: "if-none-match", value: tag) }
    if let modified { request.headers.add(name: "if-modified-since", value: modified) }
    if let token = target.token {
      request.headers.add(name: "authorization", value: "Bearer " + (try token.read()))
    } else if let user = target.user, let password = target.password {
      request.setBasicAuth(username: user, password: try password.read())
    }
    return request
  }

  private static func words(_ error: any Error, _ target: Target) -> SafeText {
    let late: SafeText = "no answer within \(SafeText(sanitizing: String(format: "%g", target.timeout))) s"
    let reason: SafeText =
      switch error {
      case is AsyncWork<Reply>.TimedOut: late
      case let error as HTTPClientError where [.deadlineExceeded, .readTimeout, .connectTimeout].contains(error): late
      case is NIOTooManyBytesError: "the answer is larger than \(Int64(target.maximumBytes)) bytes"
      case let error as NIOHTTPDecompression.DecompressionError:
        "cannot be unpacked: \(SafeText(sanitizing: "\(error)", limit: 100))"
      case let error as NIOSSLError: "TLS: \(SafeText(sanitizing: "\(error)", limit: 160))"
      case let error as HTTPClientError: SafeText(sanitizing: error.shortDescription, limit: 120)
      case let error as any CustomStringConvertible: SafeText(sanitizing: error.description, limit: 160)
      default: SafeText(sanitizing: "\(error)", limit: 160)
      }
    return SafeText(sanitizing: target.url, limit: 120) + ": " + reason
  }
}
