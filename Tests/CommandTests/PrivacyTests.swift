import Foundation
import Testing

/// Personal data of a citizen's text: on the disk never, on the screen only for a shift lead with a reason.
@Suite(.serialized) struct PrivacyTests {
  let commands = CommandTests()
  static let phone = "13812345678"

  /// A run on one ticket that holds a number; the keys are typed once it is on the screen.
  private func run(role: String, audience: String = "console", keys: String) throws -> (
    result: CommandTests.Result, folder: String
  ) {
    let folder = try commands.folder()
    let now = ISO8601DateFormatter().string(from: Date())
    let line =
      #"{"specversion":"1.0","type":"zhiban.ticket.v1","source":"/440800/hotline-12345","id":"t1","time":"\#(now)","subject":"T1","#
      + #""adcode":"440803","data":{"ticket_id":"T1","domain":"hotline","title":"积水难行,请回电\#(Self.phone)","state":"received","#
      + #""priority":"urgent","received_at":"\#(now)","rev":1}}"#
    try (line + "\n").write(toFile: folder + "/feed.jsonl", atomically: true, encoding: .utf8)
    try """
    state: state
    lang: zh
    operator: duty-02
    role: \(role)
    audience: \(audience)
    collectors:
      - {name: hotline, kind: file, path: feed.jsonl}
    """.write(toFile: folder + "/zhiban.yaml", atomically: true, encoding: .utf8)
    try "key 2\nwaitfor 20 积水难行\nkey r\ntype 回访核实\nkey Enter\n\(keys)\nwait 0.2\n".write(
      toFile: folder + "/keys.txt", atomically: true, encoding: .utf8)
    let result = try commands.run(
      "run", "--config", folder + "/zhiban.yaml", "--headless", "--keys", folder + "/keys.txt")
    return (result, folder)
  }

  /// Every file below the folder that holds the number, besides the feed and the script.
  private func leaks(_ folder: String) -> [String] {
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return files.filter { name in
      guard name != "feed.jsonl", name != "keys.txt", let data = FileManager.default.contents(atPath: folder + "/" + name) else {
        return false
      }
      return data.range(of: Data(Self.phone.utf8)) != nil
    }
  }

  private func entries(_ result: CommandTests.Result) -> [[String: String?]] {
    result.errors.split(separator: "\n").compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    .filter { $0["kind"] as? String == "revealed" }.map {
      ["target": $0["target"] as? String, "refusal": $0["refusal"] as? String]
    }
  }

  @Test func aShiftLeadSeesItWithAReasonAndTheDiskNever() throws {
    let (result, folder) = try run(
      role: "lead", keys: "waitfor 20 请回电\(Self.phone)\ntype :screen shown.txt\nkey Esc\nwaitfor 10 请回电138****5678")
    #expect(result.code == 0, "\(result.errors)")
    #expect(entries(result) == [["target": "ticket/T1", "refusal": nil]])
    #expect(leaks(folder) == [])
    #expect(!result.output.contains(Self.phone))
  }

  @Test(arguments: [("duty", "console", "本岗位无此权限", "ROLE"), ("lead", "wall", "大屏不显示个人信息", "WALL")])
  func othersAreRefusedAndThatIsOnRecord(role: String, audience: String, words: String, code: String) throws {
    let (result, folder) = try run(role: role, audience: audience, keys: "waitfor 20 不予查看:\(words)")
    #expect(result.code == 0, "\(result.errors)")
    #expect(entries(result) == [["target": "ticket/T1", "refusal": code]])
    #expect(leaks(folder) == [])
  }
}
