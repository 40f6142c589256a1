import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import Synchronization

/// A web server of this machine for tests: answers as it is told, remembers what it was asked.
final class WebServer: Sendable {
  struct Reply: Sendable {
    var status = 200
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    var delay: Duration = .zero
  }

  private struct Book {
    var reply = Reply()
    var asked: [HTTPFields] = []
  }

  private let book = Mutex(Book())
  private let task = Mutex<Task<Void, any Error>?>(nil)
  private let portBox = Mutex(0)

  var port: Int { portBox.withLock { $0 } }
  var asked: [HTTPFields] { book.withLock(\.asked) }

  func reply(_ reply: Reply) { book.withLock { $0.reply = reply } }

  init(certificate: String? = nil, key: String? = nil) async throws {
    let router = Router()
    router.get("**") { [self] request, _ in
      let reply = book.withLock { book in
        book.asked.append(request.headers)
        return book.reply
      }
      try await Task.sleep(for: reply.delay)
      var fields = HTTPFields()
      for (name, value) in reply.headers { fields[HTTPField.Name(name)!] = value }
      if let tag = fields[.eTag], request.headers[.ifNoneMatch] == tag { return Response(status: .notModified) }
      return Response(
        status: .init(code: reply.status), headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: reply.body)))
    }
    var server = HTTPServerBuilder.http1()
    if let certificate, let key {
      server = try .tls(
        server,
        tlsConfiguration: .makeServerConfiguration(
          certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
          privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))))
    }
    let application = Application(
      router: router, server: server, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { [self] channel in portBox.withLock { $0 = channel.localAddress?.port ?? -1 } },
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    task.withLock { $0 = Task { try await application.run() } }
    while port == 0 { try await Task.sleep(for: .milliseconds(5)) }
  }

  deinit { task.withLock { $0 }?.cancel() }
}
