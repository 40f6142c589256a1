import Foundation
import Testing

/// The journal's proof on the command line, and what a crash or a full disk leaves of it.
@Suite(.serialized) struct AuditCommandTests {
  let commands = CommandTests()

  /// A log with the first alerts of the sample city.
  private func state(_ folder: String) throws -> String {
    let state = folder + "/state"
    let played = try commands.run(
      "play", CommandTests.recording, "--state", state, "--to", "07:41", "--speed", "max", "--headless")
    #expect(played.code == 0, "\(played.errors)")
    return state
  }

  @Test func anExportVerifiesByItselfAndAChangeIsNamed() throws {
    let folder = try commands.folder()
    let state = try state(folder)
    let sound = try commands.run("audit", "verify", "--state", state)
    #expect(sound.code == 0, "\(sound.errors)")
    #expect(sound.output.hasPrefix("\(state): sound, "))
    let file = folder + "/journal.jsonl"
    #expect(try commands.run("audit", "export", "--state", state, "-o", file).code == 0)
    let figures = try commands.run("audit", "verify", file)
    #expect(figures.output.replacing(file, with: state) == sound.output)
    var lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    try #require(lines.count > 3)
    lines.remove(at: 2)
    try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
    let removed = try commands.run("audit", "verify", file)
    #expect(removed.code == 1)
    #expect(removed.errors == "zhiban: \(file): record 2: removed\n")
    #expect(try commands.run("audit", "verify").code == 2)
    #expect(try commands.run("audit", "verify", "--state", folder + "/nowhere").code == 1)
    #expect(try commands.run("audit", "export", "--state", state, "-o", "/nowhere/x").code == 3)
  }

  @Test func aLogKeepsItsHash() throws {
    let folder = try commands.folder()
    try "state: state\naudit_hash: sha256\ncollectors: []\n".write(
      toFile: folder + "/zhiban.yaml", atomically: true, encoding: .utf8)
    try "wait 0\nquit\n".write(toFile: folder + "/keys.txt", atomically: true, encoding: .utf8)
    let run = { (more: [String]) in
      let (process, output, errors) = try commands.start(
        ["run", "--config", folder + "/zhiban.yaml", "--headless", "--keys", folder + "/keys.txt"] + more)
      _ = output.fileHandleForReading.readDataToEndOfFile()
      let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return (process.terminationStatus, said)
    }
    #expect(try run([]).0 == 0)
    #expect(try commands.run("audit", "verify", "--state", folder + "/state").output.contains("sha256"))
    let (code, said) = try run(["--audit-hash", "sm3"])
    #expect(code == 3)
    #expect(said.contains("the log was made with sha256; it cannot go on with sm3"), "\(said)")
  }

  /// A damaged log is an alarm that asks for an officer, and what it knew is there.
  @Test func aDamagedLogIsAnAlarm() throws {
    let folder = try commands.folder()
    let state = try state(folder)
    let file = try #require(FileHandle(forUpdatingAtPath: state + "/zhiban.db"))
    try file.write(contentsOf: Data(repeating: 0, count: 64))
    try file.close()
    let before = try commands.run("audit", "verify", "--state", state)
    #expect(before.code == 1)
    #expect(before.errors.contains("the file is damaged"), "\(before.errors)")
    // A snapshot that comes first does not hide it.
    #expect(
      try commands.run("snapshot", "--recording", CommandTests.recording, "--state", state, "--format", "json").code == 0)
    try "state: state\nlang: zh\ncollectors: []\n".write(toFile: folder + "/zhiban.yaml", atomically: true, encoding: .utf8)
    try "waitfor 20 日志损坏,已隔离\nquit\n".write(toFile: folder + "/keys.txt", atomically: true, encoding: .utf8)
    let result = try commands.run(
      "run", "--config", folder + "/zhiban.yaml", "--headless", "--keys", folder + "/keys.txt")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("rule/zhiban.log.damaged/log"))
    #expect(try commands.run("audit", "verify", "--state", state).code == 0)
  }

  /// T4: a limit on the size of files is a full disk too: the desk lives on, refuses visibly, and its journal stays sound.
  @Test func t04WhenNothingCanBeWrittenAcknowledgingIsRefused() throws {
    let folder = try commands.folder()
    let alert = { (number: Int) in
      #"{"status":"firing","labels":{"alertname":"A\#(number)","severity":"critical"},"annotations":{"summary":"disk \#(number) full"},"#
        + #""startsAt":"2026-01-01T00:00:00Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://x","fingerprint":"f\#(number)"}"#
    }
    let feed = { (numbers: ClosedRange<Int>) in
      #"{"version":"4","groupKey":"g","status":"firing","receiver":"r","groupLabels":{},"commonLabels":{},"commonAnnotations":{},"#
        + #""externalURL":"http://x","alerts":[\#(numbers.map(alert).joined(separator: ","))]}"#
    }
    try feed(1...200).write(toFile: folder + "/alerts.json", atomically: true, encoding: .utf8)
    try
      "state: state\nlang: zh\noperator: duty-02\ncollectors:\n  - {name: am, kind: file, path: alerts.json, format: alertmanager}\n"
      .write(toFile: folder + "/zhiban.yaml", atomically: true, encoding: .utf8)
    try "waitfor 20 disk\nwait 0.5\nkey a\nwaitfor 20 不能确认\nquit\n".write(
      toFile: folder + "/keys.txt", atomically: true, encoding: .utf8)
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // 96 KiB: the tables fit, two hundred alarms do not.
    process.arguments = [
      "-c", "ulimit -f 192; exec \"$@\"", "sh", CommandTests.program.path, "run", "--config", folder + "/zhiban.yaml",
      "--headless",
      "--keys", folder + "/keys.txt",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = output
    process.environment = ProcessInfo.processInfo.environment.merging(["ZHIBAN_HOME": CommandTests.root, "LANG": "C.UTF-8"]) {
      _, new in new
    }
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit, "\(said)")
    #expect(process.terminationStatus == 0, "\(said.suffix(2000))")
    #expect(said.contains("journal_failed"))
    #expect(try commands.run("audit", "verify", "--state", folder + "/state").code == 0)
    // Without the limit it goes on.
    try "waitfor 20 未确认 200\nkey F a\nwaitfor 20 未确认 199\nquit\n".write(
      toFile: folder + "/keys.txt", atomically: true, encoding: .utf8)
    let after = try commands.run(
      "run", "--config", folder + "/zhiban.yaml", "--headless", "--keys", folder + "/keys.txt")
    #expect(after.code == 0, "\(after.errors.suffix(2000))")
    #expect(try commands.run("audit", "verify", "--state", folder + "/state").code == 0)
  }

  /// T1, the short form of `.ci/proof/crash`: every seventh call that changes the log.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")))
  func t01AKillAtASystemCallLosesNothingThatWasShown() throws {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: CommandTests.root + "/.ci/proof/crash")
    process.arguments = [CommandTests.program.path, "7"]
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(said)")
    #expect(said.contains("0 lost, 0 unsound, 0 starts refused"), "\(said)")
  }
}
