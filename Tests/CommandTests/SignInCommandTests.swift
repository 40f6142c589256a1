import Foundation
import Testing

/// The real program with operators: a wrong PIN, a sign-in, an acknowledgement, and the records of all three.
@Suite(.serialized) struct SignInCommandTests {
  let commands = CommandTests()

  /// A desk where duty-02 signs in with 20220703, and one orange alert.
  private func desk() throws -> String {
    let folder = try commands.folder()
    let now = ISO8601DateFormatter().string(from: Date())
    let alert =
      #"{"specversion":"1.0","type":"zhiban.alert.v1","source":"/440800/risk","id":"a1","time":"\#(now)","subject":"a1","#
      + #""adcode":"440803","data":{"alert_id":"a1","status":"firing","severity":"orange","category":"flood","event":"积水","headline":"桥下积水"}}"#
    try (alert + "\n").write(toFile: folder + "/feed.jsonl", atomically: true, encoding: .utf8)
    let line = try commands.run(["operator", "hash", "duty-02", "--role", "duty"], input: "20220703\n").output
    #expect(line.hasPrefix("  - {id: duty-02, role: duty, hash: \"$scrypt$ln=15,r=8,p=1$") && !line.contains("20220703"))
    try ("operators:\n" + line).write(toFile: folder + "/operators.yaml", atomically: true, encoding: .utf8)
    try """
    state: state
    lang: zh
    operators: operators.yaml
    collectors:
      - {name: f, kind: file, path: feed.jsonl}
    """.write(toFile: folder + "/zhiban.yaml", atomically: true, encoding: .utf8)
    return folder
  }

  /// The journal's records as `input by refusal`.
  private func records(_ config: String) throws -> [String] {
    let exported = try commands.run("audit", "export", "--config", config).output
    return try exported.split(separator: "\n").dropFirst().map { line in
      let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let text = record["entry"] as? String
      let entry =
        try text.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] } ?? record["entry"]
        as? [String: Any]
      let refusal = (entry?["refusal"] as? [String: Any])?.keys.first
      return [entry?["input"] as? String, entry?["by"] as? String, refusal].compactMap(\.self).joined(separator: " ")
    }
  }

  @Test func aWrongPINIsRefusedTheRightOneActsAndAllIsInTheExport() throws {
    let folder = try desk()
    let config = folder + "/zhiban.yaml"
    try """
    waitfor 20 桥下积水
    key a
    waitfor 5 编号
    type duty-02
    key Enter
    type 11111111
    key Enter
    waitfor 20 编号或口令不对
    type 20220703
    key Enter
    waitfor 20 已登录:duty-02
    key a
    waitfor 20 ✓ duty-02
    key u
    key Enter
    waitfor 20 催1
    key l
    waitfor 20 已锁定
    wait 0.2

    """.write(toFile: folder + "/keys.txt", atomically: true, encoding: .utf8)
    let run = try commands.run("run", "--config", config, "--headless", "--keys", folder + "/keys.txt")
    #expect(run.code == 0, "\(run.errors)")
    #expect(
      try records(config) == [
        "raise", "sign_in duty-02 wrongPIN", "sign_in duty-02", "ack duty-02", "urge duty-02", "lock duty-02",
      ])
    #expect(try commands.run("audit", "verify", "--config", config).code == 0)
    let names = FileManager.default.enumerator(atPath: folder + "/state")?.compactMap { $0 as? String } ?? []
    for name in names {
      let data = FileManager.default.contents(atPath: folder + "/state/" + name) ?? Data()
      #expect(data.range(of: Data("20220703".utf8)) == nil && data.range(of: Data("11111111".utf8)) == nil, "\(name)")
    }
  }

  @Test func otherProgramsNeedThePINToo() throws {
    let folder = try desk()
    let config = folder + "/zhiban.yaml"
    let (process, _, _) = try commands.start(["run", "--config", config, "--headless"])
    defer { kill(process.processIdentifier, SIGKILL) }
    let key = "feed/440800/risk/a1"
    for _ in 0..<600 {
      if try commands.run("alerts", "--config", config).output.contains(key) { break }
      usleep(50_000)
    }
    let common = [key, "--operator", "duty-02", "--config", config]
    let without = try commands.run(["assign"] + common + ["--to", "cloud"])
    #expect(without.code == 1 && without.errors == "zhiban: operators sign in here: a PIN is missing\n", "\(without.errors)")
    let wrong = try commands.run(["assign", "--pin"] + common + ["--to", "cloud"], input: "11111111\n")
    #expect(wrong.code == 1 && wrong.errors == "zhiban: refused, WRONGPIN: wrong id or PIN\n", "\(wrong.errors)")
    let done = try commands.run(["assign", "--pin"] + common + ["--to", "cloud"], input: "20220703\n")
    #expect(done.code == 0, "\(done.errors)")
    let supervise = try commands.run(["supervise", "--pin"] + common, input: "20220703\n")
    #expect(supervise.errors == "zhiban: refused, ROLE: not for this role\n", "\(supervise.errors)")
    #expect(try commands.run("alerts", "--config", config, "--json").output.contains(#""assigned":"cloud""#))
    #expect(
      try records(config) == ["raise", "sign_in duty-02 wrongPIN", "sign_in duty-02", "assign duty-02", "supervise duty-02 role"])
  }

  /// A new PIN and a new role count without a restart; a file with a fault leaves those that were.
  @Test func theOperatorsFileIsFollowedWhileItRuns() throws {
    let folder = try desk()
    let config = folder + "/zhiban.yaml"
    let (process, _, errors) = try commands.start(["run", "--config", config, "--headless"])
    defer { kill(process.processIdentifier, SIGKILL) }
    let told = Told(errors)
    let key = "feed/440800/risk/a1"
    let common = [key, "--operator", "duty-02", "--config", config]
    #expect(told.wait(for: key))
    #expect(try commands.run(["supervise", "--pin"] + common, input: "20220703\n").errors.contains("ROLE"))
    let file = folder + "/operators.yaml"
    let line = try commands.run(["operator", "hash", "duty-02", "--role", "lead"], input: "20230814\n").output
    try "operators: []\n".write(toFile: file, atomically: true, encoding: .utf8)
    #expect(told.wait(for: #""kind":"not_reconfigured""#))
    #expect(try commands.run(["assign", "--pin"] + common + ["--to", "cloud"], input: "20220703\n").code == 0)
    try ("operators:\n" + line).write(toFile: file, atomically: true, encoding: .utf8)
    kill(process.processIdentifier, SIGHUP)
    #expect(told.wait(for: #""kind":"reconfigured""#))
    #expect(try commands.run(["supervise", "--pin"] + common, input: "20230814\n").code == 0)
    #expect(try commands.run(["assign", "--pin"] + common + ["--to", "cloud"], input: "20220703\n").code == 1)
  }

  @Test func aHashThatIsNoneStopsTheStart() throws {
    let folder = try desk()
    try "operators:\n  - {id: duty-02, role: duty, hash: \"$scrypt$nonsense\"}\n".write(
      toFile: folder + "/operators.yaml", atomically: true, encoding: .utf8)
    let run = try commands.run("run", "--config", folder + "/zhiban.yaml", "--headless")
    #expect(run.code == 1 && run.errors.contains("the hash of 'duty-02' is none"), "\(run.errors)")
    #expect(try commands.run("check", folder + "/operators.yaml").code == 1)
  }
}
