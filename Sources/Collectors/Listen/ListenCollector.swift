internal import Core
internal import Feeds
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
internal import Logging
internal import NIOCore
internal import NIOSSL
public import TextSafety

/// A door for others: `POST /v1/events` (CloudEvents, JSON lines) and `POST /v1/<format>` (Alertmanager's webhook …), with
/// `GET /healthz /readyz /metrics`. Open to this machine alone unless it has a token and a certificate.
public struct ListenCollector: Collector {
  public static let kind = "listen"
  public static let settings = ["address", "port", "token_file", "cert_file", "key_file", "max_bytes", "rate"]
  /// Connections at a time; more wait at the door.
  static let connectionLimit = 256

  private let address: String
  private let port: Int
  private let token: Secret?
  private let tls: (certificate: String, key: String)?
  private let maximumBytes: Int
  private let rate: Double
  private let settings: CollectorSettings

  public init(name: SafeText, settings: CollectorSettings) throws(CollectorError) {
    address = try settings.text("address") ?? "127.0.0.1"
    let port = try settings.number("port") ?? 8470
    guard let number = Int(exactly: port), (0...65_535).contains(number) else { throw CollectorError("port must be 0 to 65535") }
    self.port = number
    token = try settings.text("token_file").map(Secret.init)
    let (certificate, key) = (try settings.text("cert_file"), try settings.text("key_file"))
    guard (certificate == nil) == (key == nil) else { throw CollectorError("cert_file and key_file belong together") }
    if let certificate, let key { tls = (certificate, key) } else { tls = nil }
    guard Loopback.contains(address) || (token != nil && tls != nil) else {
      throw CollectorError("beyond this machine it needs token_file, cert_file and key_file")
    }
    let bytes = try settings.number("max_bytes") ?? Double(8 << 20)
    guard bytes >= 1, bytes <= Double(FeedReader.maximumDocument) else {
      throw CollectorError("max_bytes must be 1 to \(Int64(FeedReader.maximumDocument))")
    }
    maximumBytes = Int(bytes)
    rate = try settings.number("rate") ?? 200
    guard rate >= 1, rate <= 100_000 else { throw CollectorError("rate must be 1 to 100000 requests a second") }
    self.settings = settings
  }

  public func run(into sink: Sink) throws(CollectorError) {
    let server = IntakeServer(
      sink: sink, intake: Intake(sink: sink, settings: settings), token: token, maximumBytes: maximumBytes,
      rate: RateLimit(perSecond: rate))
    let builder = try builder()
    let (address, port) = (address, port)
    let work = AsyncWork {
      var quiet = Logger(label: "zhiban.listen") { _ in SwiftLogNoOpLogHandler() }
      quiet.logLevel = .critical
      let application = Application(
        router: server.router, server: builder,
        configuration: .init(
          address: .hostname(address, port: port), serverName: "zhiban",
          availableConnectionsDelegate: MaximumAvailableConnections(ListenCollector.connectionLimit, logger: quiet)),
        onServerRunning: { channel in
          if let port = channel.localAddress?.port { sink.say("listens at \(SafeText(sanitizing: address)):\(Int64(port))") }
        },
        logger: quiet)
      try await application.run()
    }
    do {
      _ = try work.value(unless: sink.stop)
    } catch {
      throw CollectorError(
        "cannot listen at \(SafeText(sanitizing: address)):\(Int64(port)): \(SafeText(sanitizing: "\(error)", limit: 160))")
    }
    if !sink.isStopped { throw CollectorError("the server has ended") }
  }

  private func builder() throws(CollectorError) -> HTTPServerBuilder {
    // A head that does not come, or a connection that says no more, is closed after fifteen seconds.
    let plain = HTTPServerBuilder.http1(
      configuration: .init(
        idleTimeout: .seconds(15),
        httpDecoderConfiguration: .init(maxHeaderFieldSize: 8192, maxHeaderListSize: 16_384, maxHeaderFieldCount: 64)))
    guard let tls else { return plain }
    do {
      let configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: try NIOSSLCertificate.fromPEMFile(tls.certificate).map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(file: tls.key, format: .pem)))
      return try .tls(plain, tlsConfiguration: configuration)
    } catch {
      throw CollectorError("the certificate or key cannot be read: \(SafeText(sanitizing: "\(error)", limit: 160))")
    }
  }
}
