import Glibc
import Terminal
import TextSafety
import TextUI
import Testing

/// ncurses has one screen per process, so these run one after the other.
@Suite(.serialized) struct ScreenTests {
  let pty = Pty(width: 80, height: 24)

  init() {
    setenv("LANG", "C.UTF-8", 1)
    for name in ["LC_ALL", "LC_CTYPE", "COLORTERM", "NO_COLOR"] { unsetenv(name) }
  }

  func open(_ term: String = "xterm-256color", depth: ColorDepth? = .palette256) throws -> Screen {
    try Screen(options: ScreenOptions(device: pty.path, term: term, colorDepth: depth))
  }

  func canvas(_ text: SafeText, width: Int = 80, height: Int = 24) -> Canvas {
    var canvas = Canvas(width: width, height: height)
    canvas.put(text, x: 2, y: 1, style: Style(.title))
    canvas.put("12:00", x: 40, y: 10, style: Style(.text, on: .plate))
    return canvas
  }

  @Test func aFrameIsOneUpdateAndOnlyDifferencesFollow() throws {
    let screen = try open()
    defer { screen.close() }
    #expect(screen.size == Size(width: 80, height: 24))
    #expect(screen.present(canvas("一网统管 值班"), theme: .night))
    let first = pty.output()
    #expect(first.count("\u{1B}[?2026h") == 1 && first.hasSuffix("\u{1B}[?2026l"))
    #expect(first.contains("一网统管 值班") && first.contains("\u{1B}[?1049h") && first.contains("\u{1B}[?25l"))
    #expect(first.contains("\u{1B}[?2004h") && first.contains("\u{1B}[?1000h\u{1B}[?1006h"))
    #expect(!first.contains("\u{1B}(0"))

    #expect(screen.present(canvas("一网统管 值班"), theme: .night))
    #expect(pty.output() == "")

    #expect(screen.present(canvas("一网统管 值守"), theme: .night))
    let second = pty.output()
    #expect(second.utf8.count < 80 && second.contains("守") && second.count("\u{1B}[?2026h") == 1)

    var third = canvas("一网统管 值守")
    third.put("1", x: 44, y: 10, style: Style(.text, on: .plate))
    #expect(screen.present(third, theme: .night))
    // 16 bytes of it are the synchronised update, 36 the colours.
    #expect(pty.output().utf8.count < 70)
  }

  @Test func closingGivesTheTerminalBack() throws {
    let before = pty.modes
    let screen = try open()
    #expect(pty.modes != before)
    screen.setTitle("值班")
    screen.present(canvas("a"), theme: .night)
    #expect(pty.output().contains("\u{1B}]2;值班\u{1B}\\"))
    screen.suspend()
    #expect(pty.modes == before)
    #expect(pty.output().contains("\u{1B}[?1049l"))
    screen.resume()
    #expect(pty.modes != before)
    screen.present(canvas("a"), theme: .night)
    let again = pty.output()
    #expect(again.contains("\u{1B}[?1049h") && again.contains("12:00") && again.contains("\u{1B}[?1006h"))
    screen.close()
    #expect(pty.modes == before)
    let end = pty.output()
    for off in ["?1049l", "?25h", "?1000l", "?1006l", "?2004l"] { #expect(end.contains("\u{1B}[\(off)")) }
    screen.close()
    #expect(!screen.present(canvas("b"), theme: .night))
    #expect(pty.output() == "")
  }

  @Test func aStalledTerminalSkipsFramesAndIsRepairedLater() throws {
    pty.resize(width: 300, height: 100)
    let screen = try open()
    defer { screen.close() }
    var skipped = 0
    var text = Array(repeating: SafeText("甲乙丙丁"), count: 100)
    for round in 0..<60 {
      text[round] = "\(round)"
      var canvas = Canvas(width: 300, height: 100)
      for y in 0..<100 {
        for x in stride(from: 0, to: 290, by: 10) { canvas.put(text[(x + y + round) % 100], x: x, y: y, style: Style()) }
      }
      if !screen.present(canvas, theme: .night) { skipped += 1 }
    }
    #expect(skipped > 0 && screen.wantsWrite)
    var bytes: [UInt8] = []
    while !screen.flush() { bytes += pty.bytes() }
    #expect(screen.present(canvas("恢复", width: 300, height: 100), theme: .night))
    while !screen.flush() { bytes += pty.bytes() }
    bytes += pty.bytes()
    let received = String(decoding: bytes, as: UTF8.self)
    let isComplete = received.contains("恢复") && received.count("\u{1B}[?2026h") == received.count("\u{1B}[?2026l")
    #expect(!screen.wantsWrite && isComplete)
    let isWhole = !received.contains("\u{FFFD}")
    #expect(isWhole)
  }

  @Test func anotherSizePaintsEverything() throws {
    let screen = try open()
    defer { screen.close() }
    screen.present(canvas("一"), theme: .night)
    _ = pty.output()
    #expect(screen.resizeIfNeeded() == nil)
    for size in [
      Size(width: 120, height: 40), Size(width: 1, height: 1), Size(width: 20, height: 5), Size(width: 80, height: 24),
    ] {
      pty.resize(width: size.width, height: size.height)
      #expect(screen.resizeIfNeeded() == size)
      // The canvas may still have another size.
      #expect(screen.present(canvas("一网统管"), theme: .night))
      #expect(pty.output().contains("一网统管") == (size.width > 9))
    }
  }

  @Test func keysCome() throws {
    let screen = try open()
    defer { screen.close() }
    pty.type("q\u{1B}[A值\u{1B}[<0;3;4M\u{1B}[?62;22c\u{3}")
    #expect(
      screen.readKeys() == [
        .character("q"), .up, .character("值"), .mouse(.init(.press, x: 2, y: 3)), .control("c"),
      ])
    #expect(screen.readKeys().isEmpty && screen.keyDeadline == nil)
    pty.type("\u{1B}")
    #expect(screen.readKeys().isEmpty)
    let deadline = try #require(screen.keyDeadline)
    #expect(screen.readKeys(at: deadline) == [.escape])
  }

  @Test func aDroppedLineIsNoticed() throws {
    let screen = try open()
    screen.present(canvas("一"), theme: .night)
    #expect(!screen.isGone)
    pty.hangUp()
    #expect(screen.readKeys().isEmpty && screen.isGone)
    #expect(screen.present(canvas("二"), theme: .night) && !screen.wantsWrite)
    screen.close()
  }

  @Test func wideAmbiguousCharactersAreNoticed() throws {
    let screen = try open()
    defer { screen.close() }
    #expect(screen.suggestedGlyphs == .unicode)
    screen.present(canvas("一"), theme: .night)
    #expect(pty.output().contains("①\u{1B}[6n"))
    pty.type("\u{1B}[1;3R")
    #expect(screen.readKeys().isEmpty)
    #expect(screen.suggestedGlyphs == .safe)
    screen.present(canvas("一"), theme: .night)
    #expect(pty.output().contains("12:00"))
    // Texts lose what would shift the rest of their row.
    screen.present(canvas("×0.5 → “秒享” ≥80%"), theme: .night)
    #expect(pty.output().contains("x0.5 > \"秒享\" >80%"))
  }

  @Test func aDeviceThatIsNoneIsSaidSo() {
    #expect(throws: ScreenError.cannotOpen("/nowhere/tty", code: ENOENT)) {
      try Screen(options: ScreenOptions(device: "/nowhere/tty"))
    }
    #expect(throws: ScreenError.notATerminal("/dev/null")) { try Screen(options: ScreenOptions(device: "/dev/null")) }
    #expect(ScreenError.cannotOpen("/dev/tty8", code: EACCES).description == "/dev/tty8 cannot be opened: Permission denied")
  }

  /// Over a network the rest of an arrow key may be late.
  @Test func aLoneEscapeIsWaitedForLongerOverANetwork() throws {
    for (variable, milliseconds) in [("", 25), ("SSH_TTY", 100)] {
      if !variable.isEmpty { setenv(variable, "/dev/pts/9", 1) }
      defer { unsetenv(variable) }
      unsetenv("SSH_CONNECTION")
      let screen = try open()
      defer { screen.close() }
      #expect(!screen.signalsSize && screen.terminalName == pty.path)
      pty.type("\u{1B}")
      let now = ContinuousClock.now
      #expect(screen.readKeys(at: now).isEmpty)
      #expect(screen.keyDeadline == now + .milliseconds(milliseconds))
      #expect(screen.readKeys(at: now + .milliseconds(milliseconds)) == [.escape])
    }
  }

  @Test func trueColorsAreSentWithSemicolons() throws {
    let screen = try open(depth: .trueColor)
    defer { screen.close() }
    #expect(screen.colorDepth == .trueColor)
    var canvas = canvas("一")
    canvas.put("告警", x: 0, y: 0, style: .filled(.red))
    screen.present(canvas, theme: .night)
    let frame = pty.output()
    // Red of the night theme is D7263D; its text is light.
    #expect(frame.contains("48;2;215;25;45m") && !frame.contains("38;5;") && !frame.contains("48;5;"))
  }

  @Test func moreColorPairsThanTheTerminalHasStillDraw() throws {
    let screen = try open("linux", depth: nil)
    defer { screen.close() }
    #expect(screen.isLinuxConsole && screen.colorDepth == .palette16 && screen.suggestedGlyphs == .ascii)
    for shift in 0..<4 {
      var canvas = Canvas(width: 80, height: 24)
      for (index, role) in Role.allCases.enumerated() {
        for y in 0..<24 {
          let ground = Role.allCases[(index + y + 11 * shift) % Role.allCases.count]
          canvas.put("x", x: index, y: y, style: Style(role, on: ground))
        }
      }
      #expect(screen.present(canvas, theme: .night))
      #expect(pty.output().filter { $0 == "x" }.count > 100)
    }
  }

  @Test func theConsoleOfLinuxGetsNoEmoji() throws {
    let screen = try open("linux", depth: nil)
    defer { screen.close() }
    screen.present(canvas("值😀e\u{301}"), theme: .night)
    let frame = pty.output()
    #expect(frame.contains("值? e") && !frame.contains("\u{301}") && !frame.contains("?2004h") && !frame.contains("]2;"))
  }

  @Test func severitiesDifferOnTheConsoleOfLinux() throws {
    let screen = try open("linux", depth: nil)
    defer { screen.close() }
    var frames: Set<String> = []
    for severity in [Role.red, .orange, .yellow, .blue] {
      var canvas = Canvas(width: 80, height: 24)
      canvas.put("x", x: 0, y: 0, style: .filled(severity))
      screen.present(canvas, theme: .night)
      let frame = pty.output()
      frames.insert(frame[..<(try #require(frame.lastIndex(of: "x")))].split(separator: "\u{1B}[H").last.map(String.init) ?? "")
    }
    #expect(frames.count == 4)
  }

  @Test func plainTerminalsWork() throws {
    let screen = try open("vt100", depth: nil)
    defer { screen.close() }
    #expect(screen.colorDepth == .mono)
    screen.present(canvas("一网统管"), theme: .night)
    let frame = pty.output()
    #expect(frame.contains("一网统管") && !frame.contains("[38") && !frame.contains("\0"))
  }

  @Test func terminalsThatCannotDoItAreRefused() {
    #expect(throws: ScreenError.tooSimple(term: "dumb")) { try open("dumb") }
    #expect(throws: ScreenError.noDescription(term: "no-such-terminal")) { try open("no-such-terminal") }
    #expect(throws: ScreenError.notATerminal("/dev/null")) { try Screen(options: ScreenOptions(device: "/dev/null")) }
  }

  @Test func runsOfOneCharacterAreWrittenOut() throws {
    // kmscon and others say xterm-256color but do not know REP.
    let screen = try open()
    defer { screen.close() }
    var canvas = Canvas(width: 80, height: 24)
    canvas.hline(x: 0, y: 3, length: 70, style: Style(), glyph: "-")
    canvas.hline(x: 0, y: 4, length: 70, style: Style())
    screen.present(canvas, theme: .night)
    let frame = pty.output()
    #expect(frame.contains(String(repeating: "-", count: 70)) && frame.contains(String(repeating: "─", count: 70)))
  }
}

extension String {
  fileprivate func count(_ part: String) -> Int {
    let bytes = Array(utf8)
    let wanted = Array(part.utf8)
    return bytes.indices.count { bytes[$0...].starts(with: wanted) }
  }
}
