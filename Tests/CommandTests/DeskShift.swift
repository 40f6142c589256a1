import Foundation

/// A scripted shift of the real program: four alerts, acknowledged one after the other; each is on disk when its screen is written.
struct DeskShift {
  static let strace = "/usr/bin/strace"
  static let hasStrace = FileManager.default.isExecutableFile(atPath: strace)

  let folder: String
  var state: String { folder + "/state" }
  var nothing: String { folder + "/nothing.yaml" }
  private let commands = CommandTests()

  init() throws {
    folder = try commands.folder()
    let alerts = (1...4).map { number in
      #"{"status":"firing","labels":{"alertname":"A\#(number)","severity":"critical"},"annotations":{"summary":"disk \#(number) full"},"#
        + #""startsAt":"2026-01-01T00:00:00Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://x","fingerprint":"f\#(number)"}"#
    }
    let feed =
      #"{"version":"4","groupKey":"g","status":"firing","receiver":"r","groupLabels":{},"commonLabels":{},"commonAnnotations":{},"#
      + #""externalURL":"http://x","alerts":[\#(alerts.joined(separator: ","))]}"#
    try write(feed + "\n", "alerts.json")
    try write(
      "state: state\nlang: zh\noperator: duty-02\ncollectors:\n  - {name: am, kind: file, path: alerts.json, format: alertmanager}\n",
      "zhiban.yaml")
    try write("state: state\nlang: zh\ncollectors: []\n", "nothing.yaml")
    var keys = "waitfor 30 未确认 4\n"
    for number in 1...4 {
      keys += "key a\nwaitfor 30 未确认 \(4 - number)\ntype :screen \(folder)/shown\(number).txt\nkey Enter\nwait 0.05\nkey Up*6\n"
    }
    try write(keys + "quit\n", "keys.txt")
    // A log in use: its tables are there.
    _ = try commands.run("snapshot", "--config", nothing, "--state", state, "--format", "json")
  }

  func write(_ text: String, _ name: String) throws {
    try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
  }

  /// Runs the desk under strace; what it says on its standard error.
  func run(strace options: [String]) throws -> (code: Int32, errors: String) {
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(fileURLWithPath: DeskShift.strace)
    process.arguments =
      ["-f", "-qq"] + options + [
        CommandTests.program.path, "run", "--config", folder + "/zhiban.yaml", "--headless", "--keys", folder + "/keys.txt",
      ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    process.environment = ProcessInfo.processInfo.environment.merging(["ZHIBAN_HOME": CommandTests.root, "LANG": "C.UTF-8"]) {
      _, new in new
    }
    try process.run()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, said)
  }

  /// What a start finds: acknowledged alarms, and what the journal's check says; nil where it does not start.
  func start() throws -> (acknowledged: Int, fault: String)? {
    let found = try commands.run("snapshot", "--config", nothing, "--state", state, "--format", "json")
    guard found.code == 0, let match = found.output.firstMatch(of: /"acknowledged": *(\d+)/), let count = Int(match.1) else {
      return nil
    }
    let check = try commands.run("audit", "verify", "--state", state)
    return (count, check.code == 0 ? "" : check.errors)
  }
}
