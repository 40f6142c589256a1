import Foundation
import Testing

/// The table of keys, in the real program.
@Suite struct KeysCommandTests {
  let commands = CommandTests()

  @Test func aTableIsCheckedListedAndUsed() throws {
    let folder = try commands.folder()
    let keys = folder + "/keys.yaml"
    try "search: [f3]\nfold: \"/\"\n".write(toFile: keys, atomically: true, encoding: .utf8)
    #expect(try commands.run("check", keys).output == "\(keys): keys, 0 errors\n")
    let listed = try commands.run("keys", "--keys", keys, "--json")
    let lines = try #require(try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: Any]])
    #expect(lines.first { $0["command"] as? String == "search" }?["keys"] as? [String] == ["f3"])
    #expect(try commands.run("keys").output.contains("ack-screen"))
    try "key F3\nwaitfor 5 搜索\nkey Esc\nquit\n".write(toFile: folder + "/press.txt", atomically: true, encoding: .utf8)
    let played = try commands.run(
      "play", CommandTests.recording, "--to", "07:00:30", "--speed", "max", "--headless", "--lang", "zh", "--keys", keys,
      "--script",
      folder + "/press.txt")
    #expect(played.code == 0, "\(played.errors)")
    try "quit: []\n".write(toFile: keys, atomically: true, encoding: .utf8)
    let refused = try commands.run("check", keys)
    #expect(refused.code == 1)
    #expect(refused.errors == "zhiban: \(keys):1:7: 'quit' needs a key: nobody could leave without one\n")
    let run = try commands.run("run", "--headless", "--keys", keys)
    #expect(run.code == 1 && run.errors.contains(":1:7: 'quit' needs a key"))
  }

  @Test func aTableThatChangesIsTakenWhileItRuns() throws {
    let folder = try commands.folder()
    try "keys: my-keys.yaml\nlang: zh\ncollectors: []\n".write(toFile: folder + "/zhiban.yaml", atomically: true, encoding: .utf8)
    try "{}\n".write(toFile: folder + "/my-keys.yaml", atomically: true, encoding: .utf8)
    try "waitfor 20 配置已重新载入\nkey f9\nwaitfor 5 退出值班台\nkey y\n".write(
      toFile: folder + "/press.txt", atomically: true, encoding: .utf8)
    let (process, _, errors) = try commands.start([
      "run", "--config", folder + "/zhiban.yaml", "--headless", "--script", folder + "/press.txt",
    ])
    usleep(700_000)
    try "quit: [f9, q]\n".write(toFile: folder + "/my-keys.yaml", atomically: true, encoding: .utf8)
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(said)")
  }
}
