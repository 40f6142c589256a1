import Foundation
import Testing

/// A look back from the running program, driven by keys.
@Suite(.serialized) struct TimeTravelTests {
  private let commands = CommandTests()

  private func line(_ id: String, minutesAgo: Double, _ severity: String, _ headline: String) -> String {
    let time = Date(timeIntervalSinceNow: -60 * minutesAgo).ISO8601Format()
    return
      #"{"specversion":"1.0","type":"zhiban.alert.v1","source":"/440800/test","id":"\#(id)","time":"\#(time)","subject":"\#(id)","#
      + #""adcode":"440800","data":{"alert_id":"\#(id)","status":"firing","severity":"\#(severity)","category":"cloud","event":"e","#
      + #""headline":"\#(headline)"}}"# + "\n"
  }

  /// An older head of a recording among the kept events, as a demonstration leaves it, must not make it begin years ago.
  private var header: String {
    let time = Date(timeIntervalSinceNow: -1800).ISO8601Format()
    return
      #"{"specversion":"1.0","type":"zhiban.recording.v1","source":"/zhiban/recordings","id":"h","time":"\#(time)","subject":"h","#
      + #""adcode":"440800","data":{"title":"旧记录","started_at":"2022-07-03T07:00:00+08:00"}}"# + "\n"
  }

  @Test func thePastIsShownAndNothingIsDoneInIt() throws {
    let folder = try commands.folder()
    let feed =
      header + line("a", minutesAgo: 20, "orange", "半小时前的告警") + line("b", minutesAgo: 0.05, "yellow", "刚才的告警")
    try feed.write(toFile: folder + "/feed.jsonl", atomically: true, encoding: .utf8)
    try "state: state\nlang: zh\noperator: duty-02\ncollectors:\n  - {name: f, kind: file, path: feed.jsonl}\n".write(
      toFile: folder + "/zhiban.yaml", atomically: true, encoding: .utf8)
    try """
    waitfor 60 刚才的告警
    wait 1
    key [
    waitfor 60 【回放】
    waitfor 60 半小时前的告警
    type :screen \(folder)/past.txt
    key Enter
    key a
    waitfor 60 这是过去,不能处置
    key L
    waitfor 60 刚才的告警
    type :screen \(folder)/live.txt
    key Enter
    quit

    """.write(toFile: folder + "/keys.txt", atomically: true, encoding: .utf8)
    let result = try commands.run("run", "--config", folder + "/zhiban.yaml", "--headless", "--keys", folder + "/keys.txt")
    #expect(result.code == 0, "\(result.errors)")
    let past = try String(contentsOfFile: folder + "/past.txt", encoding: .utf8)
    #expect(past.contains("【回放】") && past.contains("半小时前的告警") && !past.contains("刚才的告警"))
    let live = try String(contentsOfFile: folder + "/live.txt", encoding: .utf8)
    #expect(!live.contains("【回放】") && live.contains("半小时前的告警") && live.contains("刚才的告警"))
    let journal = try commands.run("audit", "export", "--state", folder + "/state")
    #expect(!journal.output.contains("\"ack\""))
  }
}
