import Foundation
import Testing

/// A drill in the running program, beside its live feeds.
@Suite(.serialized) struct DrillCommandTests {
  private let commands = CommandTests()
  private let scenario = CommandTests.root + "/SampleFeeds/zhanjiang/scenarios/s13-exercise-and-real.yaml"

  private func alerts(_ config: String) throws -> [[Substring]] {
    try commands.run("alerts", "--config", config).output.split(separator: "\n").map { $0.split(separator: "\t") }
  }

  private func wait(_ body: () throws -> Bool) throws -> Bool {
    for _ in 0..<600 {
      if try body() { return true }
      usleep(50_000)
    }
    return false
  }

  @Test func itIsMarkedScoredAndTouchesNothingActual() throws {
    let folder = try commands.folder()
    let config = folder + "/zhiban.yaml"
    let time = Date().ISO8601Format()
    try
      (#"{"specversion":"1.0","type":"zhiban.alert.v1","source":"/440800/test","id":"a","time":"\#(time)","subject":"a","#
      + #""adcode":"440800","data":{"alert_id":"a","status":"firing","severity":"orange","category":"cloud","event":"e","#
      + #""headline":"存储池将满"}}"# + "\n").write(toFile: folder + "/feed.jsonl", atomically: true, encoding: .utf8)
    try "state: state\ncollectors:\n  - {name: f, kind: file, path: feed.jsonl}\n".write(
      toFile: config, atomically: true, encoding: .utf8)
    let (process, _, _) = try commands.start(["run", "--config", config, "--headless"])
    defer { kill(process.processIdentifier, SIGKILL) }
    #expect(try wait { try alerts(config).count == 1 })
    let drill = ["drill", "--operator", "lead-01", "--config", config]
    #expect(try commands.run(drill + ["--end", "1"]).errors.hasPrefix("zhiban: refused, DRILL: there is no drill to end"))
    let begun = try commands.run(drill + [scenario, "--speed", "60"])
    #expect(begun.output.contains("21 alerts within 1 min"), "\(begun.errors)")
    let number = try #require(begun.output.split(whereSeparator: { " ,".contains($0) }).dropFirst().first.map(String.init))
    #expect(begun.output.hasPrefix("drill \(number), ") && Int(number) != nil)
    #expect(try commands.run(drill + [scenario]).errors.hasPrefix("zhiban: refused, DRILL: a drill is on already"))
    let first = "exercise/feed/zhiban/drill/feed/440800/yuedun/drill-01"
    #expect(try wait { try alerts(config).contains { $0[4] == first } })
    let done = try commands.run("ack", first, "--revision", "1", "--operator", "duty-02", "--config", config)
    #expect(done.code == 0, "\(done.errors)")
    let other = try commands.run(drill + ["--end", "999999"])
    #expect(other.errors.hasPrefix("zhiban: refused, DRILL: the drill that is on is number \(number), "), "\(other.errors)")
    #expect(other.errors.contains("begun by lead-01"))
    #expect(try commands.run(drill + ["--end", number]).code == 0)
    let left = try alerts(config)
    #expect(left.filter { $0[4].hasPrefix("exercise/") }.allSatisfy { $0[1] == "returned" })
    #expect(!left.contains { $0[4] == first }, "acknowledged and over")
    #expect(left.first { !$0[4].hasPrefix("exercise/") }?[1] == "unacknowledged")
    let report = try commands.run("report", "--config", config, "--format", "json", "--lang", "zh")
    let page = try #require(try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any])
    let score = try #require(page["exercise"] as? [String: Any], "\(page.keys)")
    #expect((score["acknowledged"] as? Int) == 1, "\(score)")
    let journal = try commands.run("audit", "export", "--config", config).output
    #expect(journal.contains("\"drill_begin\"") && journal.contains("\"drill_end\""))
    // The same again in the same run: its alerts are new ones.
    #expect(try commands.run(drill + [scenario, "--speed", "60"]).code == 0)
    #expect(try wait { try alerts(config).contains { $0[4] == first && $0[1] == "unacknowledged" } })
  }
}
