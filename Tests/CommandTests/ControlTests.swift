import Foundation
import Testing

/// Other programs ask the running one; the rules of the desk hold for them.
@Suite(.serialized) struct ControlTests {
  let commands = CommandTests()

  private func line(_ id: String) -> String {
    let now = ISO8601DateFormatter().string(from: Date())
    return #"{"specversion":"1.0","type":"zhiban.alert.v1","source":"/440800/weather-risk","id":"\#(id)","time":"\#(now)","#
      + #""subject":"\#(id)","adcode":"440803","data":{"alert_id":"\#(id)","status":"firing","severity":"orange","#
      + #""category":"weather","event":"暴雨","headline":"暴雨预警"}}"# + "\n"
  }

  private func wait(_ config: String, _ words: String) throws -> String {
    for _ in 0..<600 {
      let answer = try commands.run("alerts", "--config", config)
      if answer.output.contains(words) { return answer.output }
      usleep(50_000)
    }
    return ""
  }

  @Test func alertsAreListedAcknowledgedOnceAndOnDisk() throws {
    let folder = try commands.folder()
    let config = folder + "/zhiban.yaml"
    try "state: state\ncollectors:\n  - {name: f, kind: file, path: feed.jsonl}\n".write(
      toFile: config, atomically: true, encoding: .utf8)
    try line("a1").write(toFile: folder + "/feed.jsonl", atomically: true, encoding: .utf8)
    #expect(try commands.run("alerts", "--config", config).code == 1)
    let (process, _, _) = try commands.start(["run", "--config", config, "--headless"])
    defer { kill(process.processIdentifier, SIGKILL) }
    let listed = try wait(config, "暴雨预警")
    #expect(listed.hasPrefix("orange\tunacknowledged\tr1\t"), "\(listed)")
    let key = "feed/440800/weather-risk/a1"
    let old = try commands.run("ack", key, "--revision", "7", "--operator", "duty-03", "--config", config)
    #expect(old.code == 1 && old.errors.hasPrefix("zhiban: refused, STALE: "), "\(old.errors)")
    let done = try commands.run(
      "ack", key, "--revision", "1", "--operator", "duty-03", "--note", "已电话通知", "--config", config)
    #expect(done.code == 0 && done.output == "{\"message\":\"done\"}\n", "\(done.errors)")
    let again = try commands.run("ack", key, "--revision", "1", "--operator", "duty-04", "--config", config)
    #expect(again.errors.hasPrefix("zhiban: refused, ALREADY: already acknowledged by duty-03"), "\(again.errors)")
    #expect(
      try commands.run("shelve", key, "--minutes", "30", "--reason", "检修", "--operator", "duty-03", "--config", config).code == 0)
    // What was said to be done is there after a kill, and nobody is behind the socket.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let report = try commands.run("report", "--config", config, "--lang", "zh")
    #expect(report.output.contains("duty-03 搁置至"), "\(report.errors)")
    #expect(report.output.contains("duty-03 备注 暴雨预警:已电话通知"))
    #expect(try commands.run("audit", "verify", "--config", config).code == 0)
    #expect(try commands.run("alerts", "--config", config).code == 1)
  }
}
