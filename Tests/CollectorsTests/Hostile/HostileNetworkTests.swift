@testable import Collectors
import Core
import Feeds
import Foundation
import Glibc
import Synchronization
import Testing
import TextSafety

/// Senders and servers that do not behave.
@Suite(.serialized) struct HostileNetworkTests {
  let folder = Scratch()

  private func write(_ text: some StringProtocol, _ descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
  }

  private func connect(_ endpoint: SocketEndpoint) async throws -> Int32 {
    for _ in 0..<6000 {
      if let descriptor = try? endpoint.connect() { return descriptor }
      try await Task.sleep(for: .milliseconds(10))
    }
    return try endpoint.connect()
  }

  private func bench(_ path: String, places: Int, patience: Duration = .seconds(600)) throws -> CollectorTests.Bench {
    var collector = try SocketCollector(name: "test", settings: CollectorSettings(["path": .text(path)]))
    collector.connectionLimit = places
    collector.patience = patience
    return CollectorTests.Bench([.init(name: "test", collector: collector)])
  }

  @Test func twoThousandSendersOneAfterAnotherLoseNothingAndLeaveNoDescriptor() async throws {
    let path = folder.file("in.sock")
    let bench = try bench(path, places: 256)
    let endpoint = try SocketEndpoint.unix(path: path)
    close(try await connect(endpoint))
    // A thread of its own: a connection waits while the door's queue is full.
    let lines = (1...2000).map { $0.isMultiple(of: 20) ? feedLine($0) : "{bad\n" }
    await withCheckedContinuation { done in
      Thread.detachNewThread {
        for start in stride(from: 0, to: 2000, by: 50) {
          let group = lines[start..<start + 50].compactMap { line -> Int32? in
            guard let descriptor = try? endpoint.connect() else { return nil }
            self.write(line, descriptor)
            return descriptor
          }
          for descriptor in group { close(descriptor) }
        }
        done.resume()
      }
    }
    #expect(await bench.wait { $0.ids.count == 100 && $0.badCount == 1900 })
    #expect(Set(bench.ids) == Set((1...100).map { "T\($0 * 20)-1" }))
    #expect(await bench.stop())
  }

  @Test func whoOnlyHoldsAPlaceGivesItUpWhenOthersWait() async throws {
    let path = folder.file("in.sock")
    let bench = try bench(path, places: 4, patience: .milliseconds(200))
    let endpoint = try SocketEndpoint.unix(path: path)
    var idle: [Int32] = []
    for _ in 0..<4 { idle.append(try await connect(endpoint)) }
    write("{\"half\":1", idle[0])
    let late = try await connect(endpoint)
    write(feedLine(1), late)
    #expect(await bench.wait { $0.ids == ["T1-1"] && !$0.notes.isEmpty })
    #expect(bench.notes[0].hasPrefix("all 4 places were taken; closed "))
    // What the silent one had begun is counted.
    #expect(await bench.wait { $0.malformed.count == 1 })
    #expect(bench.malformed[0].reason == .truncated)
    for descriptor in idle + [late] { close(descriptor) }
    #expect(await bench.stop())
  }

  @Test func aSenderThatNeverStopsKeepsNobodyWaiting() async throws {
    let path = folder.file("in.sock")
    let bench = try bench(path, places: 8)
    let endpoint = try SocketEndpoint.unix(path: path)
    let flood = try await connect(endpoint)
    let isOver = Mutex(false)
    Thread.detachNewThread {
      let chunk = [UInt8](repeating: 0x78, count: 65_536)
      while !isOver.withLock({ $0 }) {
        if chunk.withUnsafeBytes({ send(flood, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }) <= 0 { break }
      }
      close(flood)
    }
    let other = try await connect(endpoint)
    write(feedLines(1...3), other)
    #expect(await bench.wait { $0.ids == feedIDs(1...3) && $0.malformed.count == 1 })
    #expect(bench.malformed[0].reason == .tooLong)
    isOver.withLock { $0 = true }
    close(other)
    #expect(await bench.stop())
  }

  /// Answers each connection with these bytes, one every few milliseconds, and never ends.
  private func drip(_ text: String) throws -> (door: Int32, port: UInt16) {
    let door = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        #expect(bind(door, $0, length) == 0 && listen(door, 16) == 0 && getsockname(door, $0, &length) == 0)
      }
    }
    Thread.detachNewThread {
      while true {
        let guest = accept(door, nil, nil)
        guard guest >= 0 else { return }
        for byte in Array(text.utf8) + [UInt8](repeating: 0x20, count: 5000) {
          var byte = byte
          guard send(guest, &byte, 1, Int32(MSG_NOSIGNAL)) == 1 else { break }
          usleep(10_000)
        }
        close(guest)
      }
    }
    return (door, UInt16(bigEndian: address.sin_port))
  }

  @Test(arguments: ["HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", "HTTP/1.1 200 OK\r\nX-Slow: "])
  func anAnswerThatDripsIsGivenUp(_ head: String) async throws {
    let (door, port) = try drip(head)
    let bench = try CollectorTests.Bench("http", ["url": .text("http://127.0.0.1:\(port)/"), "timeout": .number(1)])
    #expect(await bench.wait { $0.failure?.hasSuffix("no answer within 1 s") == true })
    #expect(!bench.heartbeats.isEmpty && bench.heartbeats.allSatisfy { $0 == .down })
    #expect(await bench.stop())
    shutdown(door, Int32(SHUT_RDWR))
    close(door)
  }
}
