@testable import Collectors
import Core
import Feeds
import Foundation
import HTTPTypes
import TestSupport
import Testing
import TextSafety

@Suite(.serialized) struct HTTPCollectorTests {
  let folder = Scratch()

  private func body(_ ids: [Int]) -> [UInt8] {
    Array(ids.map { EventEncoder().line(SampleState.ticket("T\($0)", "积水", at: Double($0))) + "\n" }.joined().utf8)
  }

  private func bench(_ server: WebServer, _ values: [String: CollectorSettings.Value] = [:]) throws -> CollectorTests.Bench {
    var values = values
    values["url"] = values["url"] ?? .text("http://127.0.0.1:\(server.port)/feed")
    values["interval"] = .number(0.2)
    return try CollectorTests.Bench("http", values)
  }

  @Test func anUnchangedAnswerIsNotReadAgain() async throws {
    let server = try await WebServer()
    server.reply(.init(headers: ["etag": "\"1\""], body: body([1, 2])))
    let bench = try bench(server)
    #expect(await bench.wait { $0.tickets == ["T1-1", "T2-1"] })
    try #require(await bench.wait { _ in server.asked.count >= 3 })
    #expect(server.asked[2][.ifNoneMatch] == "\"1\"")
    server.reply(.init(headers: ["etag": "\"2\""], body: body([3])))
    #expect(await bench.wait { $0.tickets == ["T1-1", "T2-1", "T3-1"] })
    // Every answer is a sign of life of the source.
    #expect(bench.heartbeats.contains(.ok) && !bench.heartbeats.contains(.down))
    #expect(await bench.stop())
  }

  @Test func aRefusalSaysWhatTheServerSaid() async throws {
    let server = try await WebServer()
    server.reply(.init(status: 503, body: Array("维护中".utf8)))
    let bench = try bench(server)
    #expect(await bench.wait { $0.failure?.hasSuffix("/feed: HTTP 503 维护中") == true })
    #expect(bench.heartbeats == [.down])
    #expect(await bench.stop())
  }

  @Test func aRedirectIsNamedNotFollowed() async throws {
    let server = try await WebServer()
    server.reply(.init(status: 302, headers: ["location": "http://elsewhere.example/"]))
    let bench = try bench(server)
    #expect(await bench.wait { $0.failure?.hasSuffix("HTTP 302 has moved to http://elsewhere.example/") == true })
    #expect(await bench.stop())
  }

  @Test func aServerThatNeverAnswersIsGivenUp() async throws {
    let server = try await WebServer()
    server.reply(.init(delay: .seconds(30)))
    let bench = try bench(server, ["timeout": .number(0.3)])
    #expect(await bench.wait { $0.failure?.hasSuffix("no answer within 0.3 s") == true })
    #expect(await bench.stop())
  }

  @Test func nobodyThereIsAFailureWithItsReason() async throws {
    let bench = try CollectorTests.Bench("http", ["url": .text("http://127.0.0.1:1/feed"), "interval": .number(0.2)])
    #expect(await bench.wait { $0.failure?.contains("127.0.0.1:1/feed") == true })
    #expect(bench.heartbeats == [.down])
    #expect(await bench.stop())
  }

  @Test func gzipIsUnpackedAndABombIsNot() async throws {
    let server = try await WebServer()
    server.reply(.init(headers: ["content-encoding": "gzip"], body: try folder.gzip(body([7]))))
    let good = try bench(server)
    #expect(await good.wait { $0.tickets == ["T7-1"] })
    #expect(server.asked[0][.acceptEncoding] == "gzip")
    #expect(await good.stop())
    // Eight megabytes of spaces in eight kilobytes.
    server.reply(.init(headers: ["content-encoding": "gzip"], body: try folder.gzip([UInt8](repeating: 32, count: 8 << 20))))
    let bomb = try bench(server, ["max_bytes": .number(65_536)])
    #expect(await bomb.wait { $0.failure != nil })
    #expect(bomb.failure?.contains("limit") == true || bomb.failure?.contains("larger") == true)
    #expect(await bomb.stop())
  }

  @Test func anAnswerThatIsTooLargeIsRefused() async throws {
    let server = try await WebServer()
    server.reply(.init(body: [UInt8](repeating: 32, count: 100_000)))
    let bench = try bench(server, ["max_bytes": .number(65_536)])
    #expect(await bench.wait { $0.failure?.hasSuffix("the answer is larger than 65536 bytes") == true })
    #expect(await bench.stop())
  }

  @Test func secretsComeFromFilesThatOthersCannotRead() async throws {
    let server = try await WebServer()
    server.reply(.init(body: body([1])))
    let secret = try folder.write("token", "s3cret\n", mode: 0o600)
    let bench = try bench(server, ["token_file": .text(secret)])
    #expect(await bench.wait { $0.tickets == ["T1-1"] })
    #expect(server.asked[0][.authorization] == "Bearer s3cret")
    #expect(await bench.stop())

    let open = try folder.write("open", "s3cret\n", mode: 0o644)
    let refused = try self.bench(server, ["user": .text("duty"), "password_file": .text(open)])
    #expect(await refused.wait { $0.failure?.contains("can be read by everyone") == true })
    #expect(await refused.stop())
  }

  @Test(
    arguments: [
      (["url": .text("ftp://x/")], "url must begin with http:// or https:// and name a host"),
      (["url": .text("http://u:p@x/")], "url must hold no password; use user and password_file"),
      (["url": .text("http://x.example/"), "token_file": .text("/t")], "a secret is sent over https only"),
      (["url": .text("http://x/"), "user": .text("u")], "user and password_file belong together"),
      (["url": .text("http://x/"), "interval": .number(0)], "interval must be 0.2 to 86400 seconds"),
    ] as [([String: CollectorSettings.Value], String)])
  func wrongSettingsAreRefused(values: [String: CollectorSettings.Value], words: String) {
    #expect { try HTTPCollector(name: "x", settings: CollectorSettings(values)) } throws: {
      ($0 as? CollectorError)?.message.string == words
    }
  }

  @Test func onlyTheOwnAuthorityIsTrusted() async throws {
    let (certificate, key) = try folder.certificate()
    let server = try await WebServer(certificate: certificate, key: key)
    server.reply(.init(body: body([1])))
    let url = CollectorSettings.Value.text("https://localhost:\(server.port)/feed")
    let stranger = try bench(server, ["url": url])
    #expect(await stranger.wait { $0.failure?.contains("certificate") == true || $0.failure?.contains("CERTIFICATE") == true })
    #expect(stranger.tickets.isEmpty)
    #expect(await stranger.stop())
    let known = try bench(server, ["url": url, "ca_file": .text(certificate)])
    #expect(await known.wait { $0.tickets == ["T1-1"] })
    #expect(await known.stop())
  }
}
