import Foundation
import Glibc
import Testing

/// The real program on a terminal.
@Suite(.serialized) struct TerminalCommandTests {
  let commands = CommandTests()

  /// A pseudo terminal: the end of the window, and the name of the other one.
  private final class Window {
    let end: Int32
    let path: String

    init() throws {
      end = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
      try #require(end >= 0)
      var (locked, number): (Int32, Int32) = (0, 0)
      _ = ioctl(end, 0x4004_5431, &locked)  // TIOCSPTLCK
      _ = ioctl(end, 0x8004_5430, &number)  // TIOCGPTN
      path = "/dev/pts/\(number)"
      resize(80, 24)
    }

    deinit { close(end) }

    func resize(_ columns: UInt16, _ rows: UInt16) {
      var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
      _ = ioctl(end, UInt(TIOCSWINSZ), &size)
    }

    var echoes: Bool {
      var modes = termios()
      tcgetattr(end, &modes)
      return modes.c_lflag & tcflag_t(ECHO) != 0
    }

    func read() -> String {
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 65_536)
      while true {
        let count = Glibc.read(end, &chunk, chunk.count)
        if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
        bytes += chunk[..<count]
      }
    }

    /// What was written when `words` are in it, or after so many seconds.
    func read(until words: String, seconds: Double = 20) -> String {
      var text = ""
      let limit = Date().addingTimeInterval(seconds)
      while !text.contains(words), Date() < limit {
        text += read()
        usleep(20_000)
      }
      return text
    }
  }

  @Test func aTerminalOfItsOwnFollowsItsSizeAndIsGivenBack() throws {
    let folder = try commands.folder()
    try "lang: en\ncollectors: []\n".write(toFile: folder + "/zhiban.yaml", atomically: true, encoding: .utf8)
    let window = try Window()
    let (process, _, errors) = try commands.start([
      "run", "--config", folder + "/zhiban.yaml", "--tty", window.path, "--fresh",
    ])
    defer { kill(process.processIdentifier, SIGKILL) }
    #expect(window.read(until: "Overview").contains("Overview"))
    #expect(!window.echoes)
    // No signal tells of it: the terminal is not the controlling one of a process that has another, or has none and stays so.
    window.resize(20, 6)
    #expect(window.read(until: "20x6").contains("20x6"))
    process.terminate()
    process.waitUntilExit()
    #expect(window.read(until: "\u{1B}[?1049l").contains("\u{1B}[?1049l"))
    #expect(window.echoes)
    #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
  }

  @Test func whatIsNoTerminalIsSaidSo() throws {
    let folder = try commands.folder()
    try "".write(toFile: folder + "/file", atomically: true, encoding: .utf8)
    let file = try commands.run("run", "--tty", folder + "/file")
    #expect(file.code == 1 && file.errors.contains("\(folder)/file is not a terminal"), "\(file.errors)")
    let none = try commands.run("run", "--tty", folder + "/none")
    #expect(
      none.code == 1 && none.errors.contains("\(folder)/none cannot be opened: No such file or directory"), "\(none.errors)")
    #expect(try commands.run("run", "--plain", "--tty", "/dev/tty").code == 2)
  }

  @Test func aPINThatIsBrokenOffLeavesTheEchoOn() throws {
    for signal in [SIGINT, SIGTERM, SIGQUIT, SIGHUP] {
      let window = try Window()
      let process = Process()
      process.executableURL = CommandTests.program
      process.arguments = ["operator", "hash", "duty-01"]
      let tty = open(window.path, O_RDWR | O_NOCTTY)
      process.standardInput = FileHandle(fileDescriptor: tty, closeOnDealloc: true)
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle(fileDescriptor: tty)
      try process.run()
      #expect(window.read(until: "PIN:").contains("PIN:"))
      #expect(!window.echoes)
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == signal)
      #expect(window.echoes)
    }
  }

  @Test func sentencesInsteadOfAScreen() throws {
    let folder = try commands.folder()
    let alert =
      #"{"specversion":"1.0","type":"zhiban.alert.v1","source":"/440800/weather-risk","id":"a1","time":"2026-01-01T00:00:00Z","#
      + #""subject":"a1","adcode":"440803","data":{"alert_id":"a1","status":"firing","severity":"orange","category":"weather","#
      + #""event":"暴雨","headline":"暴雨预警"}}"# + "\n"
    try alert.write(toFile: folder + "/feed.jsonl", atomically: true, encoding: .utf8)
    try "collectors:\n  - {name: f, kind: file, path: feed.jsonl}\n".write(
      toFile: folder + "/zhiban.yaml", atomically: true, encoding: .utf8)
    let (process, output, _) = try commands.start(["run", "--config", folder + "/zhiban.yaml", "--plain", "--lang", "zh"])
    defer { kill(process.processIdentifier, SIGKILL) }
    var text = ""
    while !text.contains("暴雨预警"), process.isRunning {
      text += String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    }
    process.terminate()
    process.waitUntilExit()
    text += String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(process.terminationStatus == 0)
    // The feed may be quicker than the first word, or not.
    #expect(text.contains("未确认的告警") && text.contains("在办工单 0 件。\n"))
    #expect(text.contains(" 新的橙色告警:440803 暴雨预警。\n"), "\(text)")
    #expect(!text.contains("\u{1B}") && !text.contains("{"))
    let snapshot = try commands.run("snapshot", "--recording", CommandTests.recording, "--at", "10:07", "--plain", "--lang", "en")
    #expect(snapshot.output.hasPrefix("Zhanjiang Smart Monitoring Centre: the situation at 2022-07-03 10:07:00.\n"))
    #expect(
      snapshot.output.contains(
        "\nRed alert in City: Cloud vCPU allocation 97.2% ≥ 97.0%, since 07-03 07:10:14, unacknowledged for"))
  }
}
