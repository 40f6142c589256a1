import Foundation
import FoundationXML
import Testing

/// The real program in a process of its own, on real files.
@Suite(.serialized) struct CommandTests {
  static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardized.path
  static let recording = root + "/SampleFeeds/zhanjiang/storm-20220703.jsonl"

  /// Where the tests were built, the program was too.
  static var program: URL {
    Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }.map { $0.deletingLastPathComponent() }
      .map { $0.appendingPathComponent("zhiban") }
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("zhiban")
  }

  struct Result {
    var code: Int32
    var output: String
    var errors: String
  }

  func start(_ arguments: [String], input: String? = nil) throws -> (process: Process, output: Pipe, errors: Pipe) {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = Self.program
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    if let input {
      let pipe = Pipe()
      pipe.fileHandleForWriting.write(Data(input.utf8))
      try pipe.fileHandleForWriting.close()
      process.standardInput = pipe
    }
    process.environment = ProcessInfo.processInfo.environment.merging(["ZHIBAN_HOME": Self.root, "LANG": "C.UTF-8"]) { _, new in
      new
    }
    try process.run()
    return (process, output, errors)
  }

  func run(_ arguments: String...) throws -> Result { try run(arguments) }

  func run(_ arguments: [String], input: String? = nil) throws -> Result {
    let (process, output, errors) = try start(arguments, input: input)
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Result(code: process.terminationStatus, output: text, errors: said)
  }

  /// Everything the tests write is below it, and goes when they are over.
  private static let scratch: String = {
    atexit { try? FileManager.default.removeItem(atPath: CommandTests.scratchPath) }
    return scratchPath
  }()

  private static let scratchPath = FileManager.default.temporaryDirectory.appendingPathComponent(
    "zhiban-tests-\(ProcessInfo.processInfo.processIdentifier)"
  ).path

  func folder() throws -> String {
    let path = CommandTests.scratch + "/" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  @Test func snapshotAndPlayAgreeToTheByte() throws {
    let snapshot = try run("snapshot", "--recording", Self.recording, "--at", "07:40:30", "--format", "json")
    #expect(snapshot.code == 0, "\(snapshot.errors)")
    for speed in ["max", "3000", "600"] {
      let played = try run("play", Self.recording, "--to", "07:40:30", "--speed", speed, "--headless")
      #expect(played.output == snapshot.output, "×\(speed)")
    }
  }

  @Test func aFrameInEveryFormat() throws {
    func snapshot(_ format: String) throws -> String {
      let result = try run("snapshot", "--recording", Self.recording, "--at", "07:40:30", "--format", format, "--lang", "en")
      #expect(result.code == 0, "\(result.errors)")
      return result.output
    }
    let picture = try snapshot("svg")
    let parser = XMLParser(data: Data(picture.utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(picture.contains("viewBox=\"0 0 2000 1120\""))
    let page = try snapshot("html")
    #expect(page.contains(picture.dropLast()) && page.contains("<th scope=\"col\"><bdi>Severity</bdi></th>"))
    #expect(try snapshot("csv").contains("\r\n\"queue\",\""))
    #expect(try snapshot("ansi").contains("\u{1B}["))
  }

  @Test func exitCodesTellWhatHappened() throws {
    #expect(try run("snapshot").code == 2)
    #expect(try run("play", "/nowhere.jsonl", "--headless").code == 1)
    #expect(
      try run("simulate", Self.root + "/SampleFeeds/zhanjiang/scenarios/storm-20220703.yaml", "-o", "/nowhere/x").code == 3)
    #expect(try run("--version").code == 0)
    #expect(try run("check", Self.recording).code == 0)
  }

  @Test func checkNamesTheLineAndColumn() throws {
    let path = try folder() + "/bad.jsonl"
    try "{\"specversion\":\"1.0\"}\n{oops\n".write(toFile: path, atomically: true, encoding: .utf8)
    let result = try run("check", path)
    #expect(result.code == 1)
    #expect(result.errors.contains(path + ":1:"))
    #expect(result.errors.contains(path + ":2:2: syntax"))
  }

  @Test func systemsListsTheCatalogue() throws {
    let result = try run("systems", "--json")
    let list = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    #expect(list.count == 255)
    #expect(Set(list[0].keys) == ["id", "name", "area", "lead", "tier", "board", "kinds", "live", "data"])
  }

  /// An acknowledgement that was shown is there after a kill at any moment.
  @Test func whatWasShownAsAcknowledgedSurvivesAKill() throws {
    let folder = try folder()
    let webhook = """
      {"version":"4","groupKey":"g","status":"firing","receiver":"r","groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://x",\
      "alerts":[{"status":"firing","labels":{"alertname":"DiskFull","severity":"critical"},"annotations":{"summary":"disk full"},\
      "startsAt":"2026-01-01T00:00:00Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://x","fingerprint":"abc"}]}
      """
    try webhook.write(toFile: folder + "/alerts.json", atomically: true, encoding: .utf8)
    try
      "state: state\nlang: zh\noperator: duty-02\ncollectors:\n  - {name: am, kind: file, path: alerts.json, format: alertmanager}\n"
      .write(
        toFile: folder + "/zhiban.yaml", atomically: true, encoding: .utf8)
    try "waitfor 10 disk full\nkey a\nwaitfor 10 ✓ duty-02\ntype :screen \(folder)/shown.txt\nkey Enter\nwait 60\n".write(
      toFile: folder + "/keys.txt", atomically: true, encoding: .utf8)
    let (process, output, _) = try start([
      "run", "--config", folder + "/zhiban.yaml", "--headless", "--keys", folder + "/keys.txt",
    ])
    for _ in 0..<1000 where !FileManager.default.fileExists(atPath: folder + "/shown.txt") { usleep(10_000) }
    #expect(FileManager.default.fileExists(atPath: folder + "/shown.txt"))
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    _ = output
    let after = try run("snapshot", "--config", folder + "/zhiban.yaml", "--format", "text", "--lang", "zh", "--size", "160x40")
    #expect(after.output.contains("✓ duty-02"), "\(after.errors)\(after.output)")
    #expect(after.output.contains("未确认 0"))
  }
}
