@testable import Collectors
import Core
import Feeds
import Foundation
import TestSupport
import Testing
import TextSafety

@Suite(.serialized) struct SocketCollectorTests {
  let folder = Scratch()

  private func line(_ id: Int) -> String { EventEncoder().line(SampleState.ticket("T\(id)", "积水", at: Double(id))) + "\n" }

  private func connect(_ endpoint: SocketEndpoint) throws -> Int32 {
    for _ in 0..<400 {
      if let descriptor = try? endpoint.connect() { return descriptor }
      usleep(5000)
    }
    return try endpoint.connect()
  }

  private func send(_ text: String, _ descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  @Test func manySendersAtATimeEachWithTheirOwnLines() async throws {
    let path = folder.path + "/in.sock"
    let bench = try CollectorTests.Bench("socket", ["path": .text(path)])
    let endpoint = try SocketEndpoint.unix(path: path)
    let (first, second) = (try connect(endpoint), try connect(endpoint))
    let (one, two) = (line(1), line(2))
    send(String(one.prefix(50)), first)
    send(two, second)
    #expect(await bench.wait { $0.tickets == ["T2-1"] })
    send(String(one.dropFirst(50)), first)
    #expect(await bench.wait { $0.tickets == ["T2-1", "T1-1"] })
    // A last line needs no newline: the sender has closed.
    send(String(line(3).dropLast()), second)
    close(second)
    #expect(await bench.wait { $0.tickets.last == "T3-1" })
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    close(first)
    #expect(await bench.stop())
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func aSocketLeftBehindIsTakenOverAndALivingOneIsNot() async throws {
    let path = folder.path + "/in.sock"
    let endpoint = try SocketEndpoint.unix(path: path)
    close(try endpoint.listen())
    let bench = try CollectorTests.Bench("socket", ["path": .text(path)])
    let sender = try connect(endpoint)
    #expect { try endpoint.listen() } throws: { ($0 as? CollectorError)?.message.string == "\(path) is in use" }
    close(sender)
    #expect(await bench.stop())
  }

  @Test func aPortOfThisMachineAndAServerThatSendsToUs() async throws {
    let door = try CollectorTests.Bench("socket", ["port": .number(47_101)])
    let descriptor = try connect(.tcp(address: "127.0.0.1", port: 47_101))
    send(line(1), descriptor)
    #expect(await door.wait { $0.tickets == ["T1-1"] })
    close(descriptor)
    #expect(await door.stop())

    let endpoint = try SocketEndpoint.tcp(address: "127.0.0.1", port: 47_102)
    let server = try endpoint.listen()
    let client = try CollectorTests.Bench("socket", ["port": .number(47_102), "connect": .bool(true)])
    var guest: Int32 = -1
    for _ in 0..<400 where guest < 0 {
      guest = accept(server, nil, nil)
      if guest < 0 { usleep(5000) }
    }
    send(line(2), guest)
    #expect(await client.wait { $0.tickets == ["T2-1"] })
    close(guest)
    #expect(await client.wait { $0.failure == "127.0.0.1:47102: the other side has closed" })
    #expect(await client.stop())
    close(server)
  }

  @Test(
    arguments: [
      ([:], "path or port is missing"),
      (
        ["port": .number(99), "address": .text("0.0.0.0")],
        "address must be of this machine; from elsewhere use kind listen, with a token and TLS"
      ),
      (["port": .number(70_000)], "path or port is missing"),
      (["path": .text("/tmp/x"), "format": .text("open311")], "a socket carries lines; open311 is a format of documents"),
    ] as [([String: CollectorSettings.Value], String)])
  func wrongSettingsAreRefused(values: [String: CollectorSettings.Value], words: String) {
    #expect { try SocketCollector(name: "x", settings: CollectorSettings(values)) } throws: {
      ($0 as? CollectorError)?.message.string == words
    }
  }
}
