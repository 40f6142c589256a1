import Foundation
import Testing

/// Boards of a city and the cities themselves, through the real program.
@Suite(.serialized) struct BoardCommandTests {
  private let commands = CommandTests()

  private func recording(_ city: String) throws -> String {
    let folder = CommandTests.root + "/SampleFeeds/" + city
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    return folder + "/" + (try #require(names.first { $0.hasSuffix(".jsonl") }))
  }

  private func frame(_ city: String, size: String, at time: String, _ more: String...) throws -> String {
    let result = try commands.run(
      ["snapshot", "--recording", try recording(city), "--at", time, "--size", size, "--lang", "zh"] + more)
    #expect(result.code == 0, "\(result.errors)")
    return result.output
  }

  /// Board 1 at the size of its desk has the figures of the place's own text.
  @Test func theFirstBoardOfEachPlaceHasItsFigures() throws {
    let district = try frame("xiashan", size: "80x24", at: "15:30")
    for figure in ["值守", "一体机在线", "/15", "小蓝OA账号", "/71", "监管清单已梳理", "607", "610"] {
      #expect(district.contains(figure), "\(figure)\n\(district)")
    }
    let grid = try frame("gaoming", size: "120x35", at: "09:40")
    for figure in ["網格", "683", "17", "1,646", "97.4%", "98.0%", "9400.00万", "1.70亿"] {
      #expect(grid.contains(figure), "\(figure)\n\(grid)")
    }
    #expect(try frame("gaoming", size: "80x24", at: "09:40").contains("/1,646"))
    let city = try frame("jiangmen", size: "200x56", at: "09:30")
    for figure in ["粤治慧专题", "智慧生态", "智慧水利", "智慧消防", "智慧应急", "企业诉求 7×24小时", "一件事主题服务"] {
      #expect(city.contains(figure), "\(figure)\n\(city)")
    }
  }

  @Test func aBoardThatIsNotThereIsToldWhichThereAre() throws {
    let result = try commands.run("snapshot", "--recording", try recording("xiashan"), "--board", "sharing")
    #expect(result.code == 2)
    #expect(
      result.errors.contains(
        "no board 'sharing'; there are 1 overview, 2 service, 3 cloud, 4 command, 5 office, 7 topics, 8 ledger, 9 sources, 0 log")
    )
  }

  @Test func systemsOfANamedCity() throws {
    let result = try commands.run("systems", "--city", "jiangmen", "--recording", try recording("jiangmen"), "--json")
    let list = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    #expect(list.count == 35)
    let topics = try #require(list.first { $0["id"] as? String == "jm-topics" })
    #expect(
      topics["live"] as? Bool == true && topics["data"] as? String == "recorded" && topics["board"] as? String == "governance")
    #expect(topics["kinds"] as? [String] == ["task", "queue"])
    let none = try commands.run("systems", "--city", "nowhere")
    #expect(none.code == 1 && none.errors.contains("no city 'nowhere'; there are gaoming, jiangmen, xiashan, zhanjiang"))
  }

  /// The zhiban that runs is asked, whoever has to sign in there.
  @Test func theRunningProgramSaysWhatItHears() throws {
    let folder = try commands.folder()
    try FileManager.default.createDirectory(atPath: folder + "/city", withIntermediateDirectories: true)
    try metric("pump.up", 11).write(toFile: folder + "/feed.jsonl", atomically: true, encoding: .utf8)
    let head = "id\tname\tenglish\tarea\tlead\tindicators\tkinds\ttier\tboard\ttarget\n"
    try (head + "pumps\t泵站\tPumps\t水务\t市水务局\t\tmetric\tA\t\t\nsluices\t水闸\tSluices\t水务\t市水务局\t\tmetric\tB\t\t\n").write(
      toFile: folder + "/city/systems.tsv", atomically: true, encoding: .utf8)
    try "code: \"440800\"\n".write(toFile: folder + "/city/city.yaml", atomically: true, encoding: .utf8)
    try "state: state\nlang: zh\ncity: city\ncollectors:\n  - {name: f, kind: file, path: feed.jsonl}\n".write(
      toFile: folder + "/zhiban.yaml", atomically: true, encoding: .utf8)
    try "wait 3\ntype :screen \(folder)/up.txt\nkey Enter\nwait 20\nquit\n".write(
      toFile: folder + "/keys.txt", atomically: true, encoding: .utf8)
    let (process, output, errors) = try commands.start([
      "run", "--config", folder + "/zhiban.yaml", "--headless", "--keys", folder + "/keys.txt",
    ])
    for _ in 0..<3000 where !FileManager.default.fileExists(atPath: folder + "/up.txt") { usleep(10_000) }
    let asked = try commands.run("systems", "--config", folder + "/zhiban.yaml")
    #expect(asked.code == 0, "\(asked.errors)")
    let rows = asked.output.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    #expect(rows.dropFirst().map { [$0[0], $0[7]] } == [["pumps", "fresh"], ["sluices", "no"]], "\(asked.output)")
    kill(process.processIdentifier, SIGKILL)
    _ = output.fileHandleForReading.readDataToEndOfFile()
    _ = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
  }

  private func metric(_ name: String, _ value: Double) -> String {
    let time = Date(timeIntervalSinceNow: -1).ISO8601Format()
    return
      #"{"specversion":"1.0","type":"zhiban.metric.v1","source":"/440800/pumps","id":"\#(name)","time":"\#(time)","#
      + #""subject":"pumps","adcode":"440800","data":{"samples":[{"name":"\#(name)","value":\#(value),"unit":"{pump}","target":12}]}}"#
      + "\n"
  }

  /// A board of a city's own, without code: shown by its key, by its name, changed while the program runs, and kept where the file is wrong.
  @Test func aBoardOfACitysOwnAppearsAndFollowsItsFile() throws {
    let folder = try commands.folder()
    try FileManager.default.createDirectory(atPath: folder + "/city", withIntermediateDirectories: true)
    try metric("pump.up", 11).write(toFile: folder + "/feed.jsonl", atomically: true, encoding: .utf8)
    func boards(_ title: String) -> String {
      """
      boards:
        - id: pumps
          key: 8
          name: {zh: 泵站, en: Pumps}
          panels:
            - {panel: metrics, title: {zh: \(title), en: Pumps}, indicators: [{id: pump.up, name: {zh: 在运泵站, en: Running}}], min: 5}
            - {panel: log, min: 5}
      """
    }
    try boards("泵站指标").write(toFile: folder + "/city/boards.yaml", atomically: true, encoding: .utf8)
    try "lang: zh\ncity: city\ncollectors:\n  - {name: f, kind: file, path: feed.jsonl}\n".write(
      toFile: folder + "/zhiban.yaml", atomically: true, encoding: .utf8)
    let check = try commands.run("check", folder + "/city/boards.yaml")
    #expect(
      check.code == 0 && check.output == "\(folder)/city/boards.yaml: city file, 0 errors\n", "\(check.output)\(check.errors)")
    try """
    wait 1
    key 8
    waitfor 20 在运泵站
    type :screen \(folder)/first.txt
    key Enter
    type :board overview
    key Enter
    waitfor 20 态势图
    type :board 泵站
    key Enter
    waitfor 30 换了名字
    type :screen \(folder)/second.txt
    key Enter
    waitfor 30 配置未采用
    type :screen \(folder)/third.txt
    key Enter
    type :board nowhere
    key Enter
    waitfor 10 专页有
    quit

    """.write(toFile: folder + "/keys.txt", atomically: true, encoding: .utf8)
    let (process, output, errors) = try commands.start([
      "run", "--config", folder + "/zhiban.yaml", "--headless", "--keys", folder + "/keys.txt",
    ])
    func waitFor(_ name: String) {
      for _ in 0..<3000 where !FileManager.default.fileExists(atPath: folder + "/" + name) { usleep(10_000) }
    }
    waitFor("first.txt")
    try boards("换了名字").write(toFile: folder + "/city/boards.yaml", atomically: true, encoding: .utf8)
    waitFor("second.txt")
    try "boards: [{id: pumps, panels: [{panel: nothing}]}]".write(
      toFile: folder + "/city/boards.yaml", atomically: true, encoding: .utf8)
    _ = output.fileHandleForReading.readDataToEndOfFile()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(said)")
    let first = try String(contentsOfFile: folder + "/first.txt", encoding: .utf8)
    #expect(first.contains("泵站指标") && first.contains("11") && first.contains("12") && first.contains("8 泵站"))
    #expect(try String(contentsOfFile: folder + "/second.txt", encoding: .utf8).contains("换了名字"))
    // The last good one stays in force.
    let third = try String(contentsOfFile: folder + "/third.txt", encoding: .utf8)
    #expect(third.contains("换了名字"), "\(third)")
  }

  @Test func aWrongBoardsFileIsNamedWithLineAndColumn() throws {
    let path = try commands.folder() + "/boards.yaml"
    try "boards:\n  - id: pumps\n    name: 泵站\n    panels: [{panel: pumps}]\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    let result = try commands.run("check", path)
    #expect(result.code == 1 && result.errors.contains("\(path):4:22: 'pumps' is none of alerts, hotline, "))
  }
}
