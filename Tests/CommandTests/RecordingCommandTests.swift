import Foundation
import Testing

/// Recording, cutting, filming and comparing with the real program.
@Suite(.serialized) struct RecordingCommandTests {
  private let commands = CommandTests()
  private let city = CommandTests.root + "/SampleFeeds/zhanjiang"

  private func state(_ file: String, at moment: String) throws -> String {
    let result = try commands.run("snapshot", "--recording", file, "--at", moment, "--format", "json", "--city", city)
    #expect(result.code == 0, "\(result.errors)")
    return result.output
  }

  @Test func aPartBeginsWithTheStateOfThen() throws {
    let part = try commands.folder() + "/part.zbr"
    let cut = try commands.run("export", CommandTests.recording, "--from", "07:30", "--to", "07:40", "-o", part)
    #expect(cut.code == 0, "\(cut.errors)")
    for moment in ["07:30:00", "07:36:20", "07:40:00"] {
      #expect(try state(part, at: moment) == state(CommandTests.recording, at: moment), "\(moment)")
    }
    #expect(try commands.run("check", part).code == 0)
    let late = try commands.run("export", part, "--from", "12:00", "-o", part + "x.zbr")
    #expect(late.code == 0, "what came before is the warm-up: \(late.errors)")
    #expect(try commands.run("export", part, "-o", part).errors.hasSuffix("is the recording itself\n"))
  }

  @Test func aCastIsAHeaderAndFramesInOrder() throws {
    let file = try commands.folder() + "/film.cast"
    let filmed = try commands.run(
      "export", CommandTests.recording, "--from", "07:30", "--to", "07:32", "--cast", "--speed", "60", "--size", "100x30", "-o",
      file)
    #expect(filmed.code == 0, "\(filmed.errors)")
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    let header = try #require(try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
    #expect(header["version"] as? Int == 2 && header["width"] as? Int == 100 && header["height"] as? Int == 30)
    let frames = try lines.dropFirst().map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
    }
    let times = frames.compactMap { $0[0] as? Double }
    #expect(times == times.sorted() && times.first == 0 && times.last == 2)
    #expect(frames.allSatisfy { $0[1] as? String == "o" })
    #expect((frames[0][2] as? String)?.contains("【回放】") == true)
    // Later frames tell only the rows that are another.
    #expect(frames.dropFirst().allSatisfy { ($0[2] as? String ?? "").count < (frames[0][2] as? String ?? "").count })
  }

  @Test func aDifferenceNamesWhatIsNew() throws {
    func difference(_ format: String) throws -> String {
      let result = try commands.run(
        "diff", CommandTests.recording, "--from", "07:05", "--to", "10:07", "--format", format, "--lang", "zh")
      #expect(result.code == 0, "\(result.errors)")
      return result.output
    }
    let text = try difference("text")
    #expect(text.hasPrefix("2022-07-03 07:05:00 → 2022-07-03 10:07:00\n"))
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(try difference("json").utf8)) as? [String: Any])
    let alerts = try #require(document["alerts"] as? [[String: Any]])
    #expect(alerts.contains { $0["change"] as? String == "raised" })
    #expect(text.split(separator: "\n").count { $0.hasPrefix("新增") } == alerts.count { $0["change"] as? String == "raised" })
    let same = try commands.run("diff", CommandTests.recording, CommandTests.recording, "--at", "07:30", "--lang", "zh")
    #expect(same.output.hasSuffix("没有变化\n"))
  }

  private var alert: String {
    let time = Date(timeIntervalSinceNow: -5).ISO8601Format()
    return
      #"{"specversion":"1.0","type":"zhiban.alert.v1","source":"/440800/test","id":"a","time":"\#(time)","subject":"a","#
      + #""adcode":"440800","data":{"alert_id":"a","status":"firing","severity":"orange","category":"cloud","event":"e","#
      + #""headline":"存储池将满"}}"# + "\n"
  }

  /// Everything that a recording of a desk holds: what came, what was no event, what was done.
  @Test(arguments: [["run", "--headless", "--record"], ["record"]]) func aDeskIsRecordedWhole(_ command: [String]) throws {
    let folder = try commands.folder()
    try (alert + "{oops 13800138000\n").write(toFile: folder + "/feed.jsonl", atomically: true, encoding: .utf8)
    try """
    state: state
    lang: zh
    operator: duty-02
    record: {folder: kept}
    collectors:
      - {name: f, kind: file, path: feed.jsonl}

    """.write(toFile: folder + "/zhiban.yaml", atomically: true, encoding: .utf8)
    try "waitfor 60 未确认 1\nwait 1\nkey a\nwaitfor 60 未确认 0\nwait 1\nquit\n".write(
      toFile: folder + "/keys.txt", atomically: true, encoding: .utf8)
    let ran = try commands.run(command + ["--config", folder + "/zhiban.yaml", "--keys", folder + "/keys.txt"])
    #expect(ran.code == 0, "\(ran.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/kept")
    let file = try #require(files.first { $0.hasSuffix(".zbr") })
    let recording = folder + "/kept/" + file
    let played = try commands.run("play", recording, "--speed", "max", "--headless", "--city", city)
    let document = try #require(try JSONSerialization.jsonObject(with: Data(played.output.utf8)) as? [String: Any])
    let alerts = try #require(document["alerts"] as? [String: Any])
    #expect(alerts["acknowledged"] as? Int == 1, "\(played.output)")
    #expect((document["counts"] as? [String: Any])?["malformed"] as? Int == 1)
    let checked = try commands.run("check", recording)
    #expect(checked.code == 0 && checked.output.hasSuffix("recording 1, action 1, set aside 1, 0 errors\n"), "\(checked.output)")
    let board = try commands.run(
      "snapshot", "--recording", recording, "--board", "9", "--format", "text", "--at", "23:59:59", "--city", city, "--lang", "zh"
    )
    #expect(board.output.contains("feed.jsonl:2:2  语法错"), "\(board.output)")
    #expect(!board.output.contains("13800138000"))
  }
}
