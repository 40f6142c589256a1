import Foundation
import Testing

/// The real program as a filter and as a desk that is told things while it runs.
@Suite(.serialized) struct FeedCommandTests {
  let commands = CommandTests()

  @Test func convertIsAFilterThatNamesWhatItLeavesOut() throws {
    let folder = try commands.folder()
    let sheet = folder + "/daily.csv"
    try "日期,区县,受理量\n2022年7月2日,霞山区,\"1,204件\"\n2022年7月2日,赤坎区,1.2万件\n2022年7月2日,坡头区,许多\n".write(
      toFile: sheet, atomically: true, encoding: .utf8)
    let map = folder + "/daily.yaml"
    try """
    kind: metric
    input: csv
    utc_offset: "+08:00"
    fields:
      time: $日期
      adcode: {column: 区县, lookup: {霞山区: 440803, 赤坎区: 440802, 坡头区: 440804}}
      subject: hotline-12345
    samples:
      - {name: hotline.received.count, value: $受理量, unit: "{ticket}"}
    """.write(toFile: map, atomically: true, encoding: .utf8)
    let result = try commands.run("convert", "--from", "csv", "--map", map, "--source", "/440800/daily", sheet)
    let lines = result.output.split(separator: "\n").map {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    #expect(lines.compactMap { $0?["adcode"] as? String } == ["440803", "440802"])
    #expect(result.code == 1)
    #expect(result.errors.contains("line 4: data.samples[0].value"))
    let explained = try commands.run("check", "--map", map, "--explain", "--record", "2", sheet)
    #expect(explained.output.contains("data.samples[0].value ← $受理量: “1.2万件” → 12000\n"))
    #expect(try commands.run("check", map).output == "\(map): map, 0 errors\n")
    #expect(try commands.run("convert", "--from", "csv", sheet).errors.contains("needs --map FILE"))
    #expect(try commands.run("convert", "--from", "nonsense", sheet).code == 1)
  }

  @Test func aBadConfigurationKeepsTheLastGoodOne() throws {
    let folder = try commands.folder()
    let file = folder + "/zhiban.yaml"
    let good = "collectors:\n  - {name: later, kind: file, path: \(folder)/later.jsonl}\n"
    try good.write(toFile: file, atomically: false, encoding: .utf8)
    let (process, output, errors) = try commands.start(["run", "--config", file, "--headless"])
    let told = Told(errors)
    #expect(told.wait(for: #""kind":"collector""#))
    try (good + "  - {name: x, kind: file, paht: a}\n").write(toFile: file, atomically: false, encoding: .utf8)
    #expect(told.wait(for: #""kind":"not_reconfigured""#))
    try (good + "  - {name: note, kind: exec, command: 'echo 新的 >&2; sleep 60'}\n").write(
      toFile: file, atomically: false, encoding: .utf8)
    #expect(told.wait(for: "新的"))
    kill(process.processIdentifier, SIGHUP)
    #expect(told.wait(for: #""kind":"reconfigured""#, times: 2))
    kill(process.processIdentifier, SIGTERM)
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let document = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let log = try #require(document["log"] as? [[String: Any]])
    let kinds = log.compactMap { $0["kind"] as? String }
    #expect(kinds.filter { !$0.hasPrefix("collector") } == ["not_reconfigured", "reconfigured", "reconfigured"], "\(log)")
    let reason = log.first { $0["kind"] as? String == "not_reconfigured" }?["reason"] as? String
    #expect(reason?.hasPrefix("\(file):3:1: collector 'x': 'paht' is no key of kind file") == true, "\(reason ?? "")")
    // The same collector is left at work: its one complaint came once.
    #expect(log.compactMap { $0["note"] as? String } == ["新的"])
  }

  /// What was answered 2xx is in the log after a kill.
  @Test func whatWasAcceptedSurvivesAKill() throws {
    let folder = try commands.folder()
    let port = 20_000 + Int(ProcessInfo.processInfo.processIdentifier) % 20_000
    let file = folder + "/zhiban.yaml"
    try "state: state\ncollectors:\n  - {name: door, kind: listen, port: \(port)}\n".write(
      toFile: file, atomically: true, encoding: .utf8)
    let (process, _, _) = try commands.start(["run", "--config", file, "--headless"])
    let now = ISO8601DateFormatter().string(from: Date())
    let event = { (id: Int) in
      #"{"specversion":"1.0","type":"zhiban.queue.v1","source":"/440800/x","id":"q\#(id)","time":"\#(now)","#
        + #""subject":"q\#(id)","adcode":"440800","data":{"queue_id":"q\#(id)","title":"t","mode":"table","provider":{"id":"a","name":"a"},"#
        + #""consumer":{"id":"b","name":"b"},"depth":1,"unit":"{record}","state":"ok"}}"#
    }
    var accepted: [Int] = []
    for id in 0..<400 where accepted.count < 20 {
      let status = try post("http://127.0.0.1:\(port)/v1/events", event(id))
      if status == 202 { accepted.append(id) } else { usleep(20_000) }
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(accepted.count == 20)
    try "state: state\ncollectors: []\n".write(toFile: file, atomically: true, encoding: .utf8)
    let found = try commands.run("snapshot", "--config", file, "--format", "json")
    let document = try #require(JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String: Any], "\(found.errors)")
    let queues = (document["queues"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
    #expect(Set(queues).isSuperset(of: accepted.map { "q\($0)" }))
  }

  /// Posts without a library: the status, or 0 where nobody is there.
  private func post(_ url: String, _ body: String) throws -> Int {
    let parts = try #require(URL(string: url))
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(parts.port ?? 0).bigEndian
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    guard isConnected == 0 else { return 0 }
    let bytes = Array(body.utf8)
    let head =
      "POST \(parts.path) HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-ndjson\r\ncontent-length: \(bytes.count)\r\nconnection: close\r\n\r\n"
    _ = (Array(head.utf8) + bytes).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    var answer = [UInt8](repeating: 0, count: 64)
    let count = recv(descriptor, &answer, answer.count, 0)
    return Int(String(decoding: answer.prefix(max(0, count)), as: UTF8.self).split(separator: " ").dropFirst().first ?? "") ?? 0
  }
}

/// What a program has told on its standard error so far.
final class Told {
  let descriptor: Int32
  private let pipe: Pipe
  private var bytes: [UInt8] = []

  init(_ pipe: Pipe) {
    self.pipe = pipe
    descriptor = pipe.fileHandleForReading.fileDescriptor
  }

  /// False where the words have not come so many times within a minute.
  func wait(for words: String, times: Int = 1) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    for _ in 0..<600 {
      if String(decoding: bytes, as: UTF8.self).components(separatedBy: words).count > times { return true }
      var polls = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&polls, 1, 100) > 0 else { continue }
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return false }
      bytes += chunk[..<count]
    }
    return false
  }
}
