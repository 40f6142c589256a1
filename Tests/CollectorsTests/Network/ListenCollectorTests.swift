import AsyncHTTPClient
@testable import Collectors
import Core
import Feeds
import Foundation
import Messaging
import NIOCore
import NIOHTTP1
import NIOSSL
import TestSupport
import Testing
import TextSafety

@Suite(.serialized) struct ListenCollectorTests {
  let folder = Scratch()

  private func line(_ id: Int) -> String { EventEncoder().line(SampleState.ticket("T\(id)", "积水", at: Double(id))) }

  /// A listening collector, and the port it was given.
  private func listen(_ values: [String: CollectorSettings.Value] = [:], capacity: Int = 4096) async throws -> (
    CollectorTests.Bench, Int
  ) {
    var values = values
    values["port"] = .number(0)
    let bench = try CollectorTests.Bench("listen", values, capacity: capacity)
    #expect(await bench.wait { !$0.notes.isEmpty })
    return (bench, try #require(bench.notes.first?.split(separator: ":").last.flatMap { Int($0) }))
  }

  private struct Answer: Sendable {
    var status: Int
    var retryAfter: String?
    var text: String
  }

  private func ask(
    _ method: HTTPMethod, _ path: String, _ port: Int, _ body: String = "", type: String = "application/x-ndjson",
    headers: [(String, String)] = [], scheme: String = "http", trusting authority: String? = nil
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: "\(scheme)://127.0.0.1:\(port)/\(path)")
    request.method = method
    if method == .POST {
      request.headers.add(name: "content-type", value: type)
      request.body = .bytes(ByteBuffer(string: body))
    }
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    var client = HTTPClient.shared
    if let authority {
      var tls = TLSConfiguration.makeClientConfiguration()
      tls.trustRoots = .file(authority)
      client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: .init(tlsConfiguration: tls))
    }
    defer { if authority != nil { client.shutdown { _ in } } }
    let response = try await client.execute(request, timeout: .seconds(20))
    let text = try await response.body.collect(upTo: 1 << 20)
    return Answer(
      status: Int(response.status.code), retryAfter: response.headers.first(name: "retry-after"), text: String(buffer: text))
  }

  private func get(_ path: String, _ port: Int) async throws -> Answer { try await ask(.GET, path, port) }

  private func post(
    _ path: String, _ port: Int, _ body: String, type: String = "application/x-ndjson", headers: [(String, String)] = [],
    scheme: String = "http", trusting authority: String? = nil
  ) async throws -> Answer {
    try await ask(.POST, path, port, body, type: type, headers: headers, scheme: scheme, trusting: authority)
  }

  /// Asks while the bus is being emptied.
  private func whileTaking(
    _ bench: CollectorTests.Bench, _ body: @escaping @Sendable () async throws -> Answer
  ) async throws -> Answer {
    let work = AsyncWork(body)
    #expect(await bench.wait { _ in work.isDone })
    return try #require(try work.value(unless: StopSignal()))
  }

  @Test func everyLineHasItsResult() async throws {
    let (bench, port) = try await listen()
    let body = [line(1), "{\"broken\": ", line(2), ""].joined(separator: "\n")
    let answer = try await whileTaking(bench) { try await post("v1/events", port, body) }
    #expect(answer.status == 207)
    let results = #"{"accepted":2,"rejected":1,"results":[{"line":1,"accepted":1},{"line":2,"accepted":0,"errors":[{"reason":"#
    #expect(answer.text.hasPrefix(results + "\"truncated\","))
    #expect(answer.text.hasSuffix("},{\"line\":3,\"accepted\":1}]}\n"))
    #expect(bench.tickets == ["T1-1", "T2-1"])
    let none = try await post("v1/events", port, "{\"broken\": ")
    #expect(none.status == 400)
    let all = try await whileTaking(bench) { try await post("v1/events", port, line(3)) }
    #expect(all.status == 202)
    #expect(await bench.stop())
  }

  @Test func structuredBatchAndBinaryEventsAreTheSame() async throws {
    let (bench, port) = try await listen()
    let one = try await whileTaking(bench) {
      try await post("v1/events", port, line(1), type: "application/cloudevents+json; charset=utf-8")
    }
    let many = try await whileTaking(bench) {
      try await post("v1/events", port, "[\(line(2)),\n \(line(3))]", type: "application/cloudevents-batch+json")
    }
    let event = try #require(JSONSerialization.jsonObject(with: Data(line(4).utf8)) as? [String: Any])
    let data = try JSONSerialization.data(withJSONObject: #require(event["data"]))
    let headers = event.filter { $0.key != "data" }.map { ("ce-" + $0.key, $0.value as? String ?? "true") }
    let binary = try await whileTaking(bench) {
      try await post(
        "v1/events", port, String(decoding: data, as: UTF8.self), type: "application/json", headers: headers)
    }
    for answer in [one, many, binary] { #expect(answer.status == 202) }
    #expect(bench.tickets == ["T1-1", "T2-1", "T3-1", "T4-1"])
    #expect(try await post("v1/events", port, "x", type: "image/png").status == 415)
    #expect(await bench.stop())
  }

  @Test func whatIsAnsweredIsKeptAndAFullBusSaysSo() async throws {
    let (bench, port) = try await listen(capacity: 8)
    // Nobody takes anything: the bus is full, the sender is told to come again.
    while bench.bus.send([.tick(Timestamp(milliseconds: 0))]) {}
    let full = try await post("v1/events", port, line(1))
    #expect(full.status == 429 && full.retryAfter == "1")
    #expect(try await get("readyz", port).status == 503)
    #expect(try await get("healthz", port).status == 200)
    #expect(await bench.wait { $0.bus.count == 0 })
    #expect(bench.tickets.isEmpty)
    #expect(try await get("readyz", port).status == 200)
    // What cannot be kept is not accepted.
    bench.keeps = false
    let lost = try await whileTaking(bench) { try await post("v1/events", port, line(2)) }
    #expect(lost.status == 503 && lost.retryAfter == "5")
    let metrics = try await get("metrics", port)
    #expect(metrics.text.contains("zhiban_listen_responses_total{status=\"429\"} 1\n"))
    #expect(await bench.stop())
  }

  @Test func otherFormatsHaveTheirOwnPath() async throws {
    let (bench, port) = try await listen()
    let body =
      #"{"version":"4","alerts":[{"status":"firing","labels":{"alertname":"DiskFull"},"startsAt":"2022-07-03T10:00:00Z"}]}"#
    let answer = try await whileTaking(bench) { try await post("v1/alertmanager", port, body, type: "application/json") }
    #expect(answer.status == 202)
    #expect(bench.ids.count == 1)
    #expect(try await post("v1/no-such", port, body).status == 404)
    #expect(await bench.stop())
  }

  @Test func bodiesRatesAndEncodingsAreBounded() async throws {
    let (bench, port) = try await listen(["max_bytes": .number(1000), "rate": .number(3)])
    #expect(try await post("v1/events", port, String(repeating: "x", count: 1001)).status == 413)
    #expect(try await post("v1/events", port, "x", headers: [("content-encoding", "gzip")]).status == 415)
    #expect(try await post("v1/events", port, "x").status == 400)
    // On a busy machine the next one may come late enough to pass.
    var limited = try await post("v1/events", port, "x")
    for _ in 0..<100 where limited.status != 429 { limited = try await post("v1/events", port, "x") }
    #expect(limited.status == 429 && limited.retryAfter == "1")
    #expect(await bench.stop())
  }

  @Test func withATokenOnlyItsBearerMaySend() async throws {
    let token = try folder.write("token", "s3cret\n")
    let (certificate, key) = try folder.certificate()
    let (bench, port) = try await listen([
      "token_file": .text(token), "cert_file": .text(certificate), "key_file": .text(key),
    ])
    for wrong in [[], [("authorization", "Bearer s3cre")], [("authorization", "Bearer s3crett")]] {
      let answer = try await post("v1/events", port, line(1), headers: wrong, scheme: "https", trusting: certificate)
      #expect(answer.status == 401)
    }
    let right = try await whileTaking(bench) {
      try await post(
        "v1/events", port, line(1), headers: [("authorization", "Bearer s3cret")], scheme: "https", trusting: certificate)
    }
    #expect(right.status == 202)
    #expect(await bench.stop())
  }

  @Test func aSlowSenderIsShownTheDoor() async throws {
    let (bench, port) = try await listen()
    let descriptor = try SocketEndpoint.tcp(address: "127.0.0.1", port: UInt16(port)).connect()
    defer { close(descriptor) }
    let head = "POST /v1/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-ndjson\r\ncontent-length: 5000\r\n\r\n"
    _ = head.withCString { write(descriptor, $0, strlen($0)) }
    // A byte now and then would keep an idle timer from firing; the body has ten seconds in all.
    let begun = Date()
    var answer = [UInt8](repeating: 0, count: 200)
    var count = -1
    while count < 0, Date().timeIntervalSince(begun) < 14 {
      _ = write(descriptor, " ", 1)
      try await Task.sleep(for: .milliseconds(500))
      count = recv(descriptor, &answer, answer.count, Int32(MSG_DONTWAIT))
    }
    #expect(String(decoding: answer.prefix(max(0, count)), as: UTF8.self).hasPrefix("HTTP/1.1 408 "))
    #expect(await bench.stop())
  }

  @Test(
    arguments: [
      (["address": .text("0.0.0.0")], "beyond this machine it needs token_file, cert_file and key_file"),
      (["cert_file": .text("/x")], "cert_file and key_file belong together"),
      (["port": .number(70_000)], "port must be 0 to 65535"),
      (["rate": .number(0)], "rate must be 1 to 100000 requests a second"),
    ] as [([String: CollectorSettings.Value], String)])
  func wrongSettingsAreRefused(values: [String: CollectorSettings.Value], words: String) {
    #expect { try ListenCollector(name: "x", settings: CollectorSettings(values)) } throws: {
      ($0 as? CollectorError)?.message.string == words
    }
  }
}
