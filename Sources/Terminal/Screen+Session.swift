import CNcurses
import CLinux
import Glibc
public import TextUI
public import TextSafety

extension Screen {
  /// The keys that have arrived. Never waits.
  public func readKeys(at now: ContinuousClock.Instant = .now) -> [KeyPress] {
    guard phase == .active else { return [] }
    var bytes: [UInt8] = []
    device.read(into: &bytes)
    let keys = decoder.feed(bytes, at: now) + decoder.expire(at: now)
    checkWidth()
    return keys
  }

  /// When to call `readKeys` even though nothing arrives: a lone ESC becomes the key then. Nil most of the time.
  public var keyDeadline: ContinuousClock.Instant? { decoder.deadline }

  /// Takes the size the terminal has now; the new size where it changed, which the next frame then paints entirely.
  public func resizeIfNeeded() -> Size? {
    guard phase == .active, let now = device.size, now != size else { return nil }
    resize_term(Int32(now.height), Int32(now.width))
    size = now
    shown = nil
    return now
  }

  /// Gives the terminal back for a while: before the process stops, before another program runs in it.
  public func suspend() {
    guard phase == .active else { return }
    phase = .suspended
    giveBack()
  }

  /// Takes the terminal again after `suspend`; the next frame paints everything. Its size may have changed meanwhile.
  public func resume() {
    guard phase == .suspended else { return }
    phase = .active
    compactor?.forget()
    let delay = decoder.escapeDelay
    decoder = KeyDecoder()
    decoder.escapeDelay = delay
    shown = nil
    armCrashRestore()
    device.makeRaw()
    prelude = modesOn
    if let title {
      self.title = nil
      setTitle(SafeText(sanitizing: title))
    }
  }

  /// Gives the terminal back for good. May be called in any state, any number of times.
  public func close() {
    guard phase != .closed else { return }
    if phase == .active { giveBack() }
    phase = .closed
    curses.close()
    device.close()
  }

  /// Sounds the bell, or flashes, as the terminal is set to.
  public func bell() {
    guard phase == .active else { return }
    outbox.append([0x07], at: .now)
    flush()
  }

  /// A notification of the desktop, on terminals known to make one of it; others would print it, or worse.
  public func notify(_ text: SafeText) {
    guard phase == .active, let (before, after) = profile.notification else { return }
    outbox.append("\u{1B}]\(before)\(text.string.replacing(";", with: ","))\(after)\u{1B}\\".utf8, at: .now)
    flush()
  }

  /// Names the window, with the next frame, on terminals that have names. The old name comes back at the end.
  public func setTitle(_ text: SafeText) {
    guard phase == .active, profile.hasTitle, title != text.string else { return }
    title = text.string
    if !curses.keepsTitle, !pushedTitle {
      pushedTitle = true
      prelude += "\u{1B}[22;2t".utf8
    }
    prelude += "\u{1B}]2;\(text.string)\u{1B}\\".utf8
  }
}

extension Screen {
  /// Bracketed paste, and the mouse: presses and the wheel, in the form without limits.
  var modesOn: [UInt8] {
    guard profile.hasPrivateModes else { return [] }
    return Array("\u{1B}[?2004h\(reportsMouse ? "\u{1B}[?1000h\u{1B}[?1006h" : "")".utf8)
  }

  private var modesOff: [UInt8] {
    guard profile.hasPrivateModes else { return Array("\u{1B}[?2026l".utf8) }
    let text = "\u{1B}[?2026l\(reportsMouse ? "\u{1B}[?1006l\u{1B}[?1000l" : "")\u{1B}[?2004l\(pushedTitle ? "\u{1B}[23;2t" : "")"
    return Array(text.utf8)
  }

  /// For deaths that run no Swift code. To be called while the modes of the tty are those of before.
  func armCrashRestore() {
    let bytes = "\u{1B}[?2026l\u{1B}[?1006l\u{1B}[?1000l\u{1B}[?2004l\u{1B}[?1049l\u{1B}[?25h\u{1B}[0m"
    zb_crash_restore_arm(device.output, device.input, bytes, bytes.utf8.count)
  }

  private func giveBack() {
    let patience = ContinuousClock.now + .milliseconds(300)
    func drain() { while !flush(), .now < patience { device.waitToWrite(milliseconds: 50) } }
    // Frames not begun yet are not shown any more; one cut off in the middle ends at the first ESC that follows.
    drain()
    outbox.clear()
    prelude.removeAll()
    let leaving = curses.leave()
    if isTaken { outbox.append(modesOff + leaving + "\u{1B}[0m".utf8, at: .now) }
    drain()
    pushedTitle = false
    isTaken = false
    device.restoreModes()
    zb_crash_restore_disarm()
  }

  /// Asks where the cursor is after an ambiguous character: terminals set to draw these in two columns need other glyphs.
  func askForWidth() {
    askedForWidth = true
    prelude += "\u{1B}[H\u{2460}\u{1B}[6n\u{1B}[H\u{1B}[K".utf8
  }

  private func checkWidth() {
    for report in decoder.takeCursorReports() where askedForWidth {
      askedForWidth = false
      if report.row == 1, report.column == 3 {
        suggestedGlyphs = .safe
        repaint()
      }
    }
  }
}
