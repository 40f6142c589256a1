import CNcurses
import CLinux
import Glibc
public import TextUI

/// The terminal, taken for a full-screen display: canvases go in, key presses come out, and every way out gives it back.
///
/// One screen at a time, used by one thread: ncurses has one screen per process that can be resized.
/// ncurses compares and writes a frame into a file in memory; from there it goes to the tty in one `write`, wrapped in a
/// synchronised update. Nothing here ever waits for the tty.
public final class Screen {
  /// Columns and rows; changed by `resizeIfNeeded` only.
  public internal(set) var size: Size
  /// The colours in use.
  public let colorDepth: ColorDepth
  /// The text console of Linux: no Chinese, no emoji, 512 glyphs.
  public let isLinuxConsole: Bool
  /// Whether characters beyond ASCII are sent.
  public let usesUnicode: Bool
  /// The characters this terminal shows well. It may turn from `unicode` to `safe` once, soon after the start, when the
  /// terminal answers that it draws ambiguous characters in two columns.
  public internal(set) var suggestedGlyphs: GlyphSet
  /// The descriptor that becomes readable when there are keys.
  public var inputDescriptor: Int32 { device.input }
  /// The descriptor to wait for while `wantsWrite`.
  public var outputDescriptor: Int32 { device.output }
  /// Whether a change of size comes as a signal; else `resizeIfNeeded` is to be called now and then.
  public var signalsSize: Bool { device.isControlling }
  /// The name of the tty; empty where it has none.
  public var terminalName: String { device.path }
  /// Whether the terminal is gone: its line dropped, its window closed.
  public var isGone: Bool { device.isGone }

  enum Phase { case active, suspended, closed }

  let device: TerminalDevice
  let profile: TerminalProfile
  let curses: CursesSession
  let reportsMouse: Bool
  var phase = Phase.active
  var decoder = KeyDecoder()
  var outbox = Outbox()
  var colors: ColorTable
  /// Nil where the terminal's colours are said in another way.
  var compactor: SGRCompactor?
  /// What goes out before the next frame: modes, the title.
  var prelude: [UInt8] = []
  var shown: Shown?
  var title: String?
  var pushedTitle = false
  /// Whether anything has been sent that has to be undone.
  var isTaken = false
  var askedForWidth = false

  /// What the terminal shows now.
  struct Shown {
    var canvas: Canvas
    var theme: Theme
    var cursor: CursorPosition?
    /// The inks of the theme, by style.
    var inks: [Style: ColorTable.Ink] = [:]
  }

  /// Takes the terminal.
  public init(options: ScreenOptions = ScreenOptions()) throws(ScreenError) {
    let environment = Self.environment()
    let profile = TerminalProfile(override: options.term ?? Self.term(of: options.device), environment: environment)
    let encoding = TextEncoding.prepare(environment: environment)
    let device = try TerminalDevice(path: options.device, takesControl: options.takesControl)
    let size = device.size ?? Size(width: 80, height: 24)
    let curses: CursesSession
    do {
      curses = try CursesSession(profile: profile, size: size)
    } catch {
      device.close()
      throw error
    }
    self.device = device
    self.profile = profile
    self.curses = curses
    self.size = size
    reportsMouse = options.mouse && profile.hasPrivateModes
    isLinuxConsole = profile.isLinuxConsole
    usesUnicode = encoding.canEncode
    suggestedGlyphs = encoding.isPromised && !profile.isLinuxConsole ? .unicode : .ascii
    let sample = curses.colorSample
    colorDepth = profile.colorDepth(
      options.colorDepth, environment: environment, colors: curses.colorCount, sample: sample)
    colors = curses.colorTable(depth: colorDepth)
    if colorDepth >= .palette256, sample == "\u{1B}[38;5;100m" { compactor = SGRCompactor() }

    // Over a line, the rest of an arrow key may come a moment after its ESC.
    if environment["SSH_TTY"] != nil || environment["SSH_CONNECTION"] != nil { decoder.escapeDelay = KeyDecoder.lineEscapeDelay }
    armCrashRestore()
    device.makeRaw()
    prelude = curses.takeOutput() + modesOn
    if suggestedGlyphs == .unicode, profile.hasPrivateModes { askForWidth() }
  }

  deinit { close() }

  /// A virtual console is no terminal window, whatever TERM says of the one it was started from.
  private static func term(of device: String?) -> String? {
    guard let device, device.hasPrefix("/dev/tty"), !device.dropFirst(8).isEmpty, device.dropFirst(8).allSatisfy(\.isNumber)
    else {
      return nil
    }
    return "linux"
  }

  private static func environment() -> [String: String] {
    var values: [String: String] = [:]
    for name in [
      "TERM", "COLORTERM", "NO_COLOR", "TMUX", "LC_ALL", "LC_CTYPE", "LANG", "SSH_TTY", "SSH_CONNECTION", "TERM_PROGRAM",
    ] {
      if let value = getenv(name) { values[name] = String(cString: value) }
    }
    return values
  }
}

/// Where the cursor stands, for input methods that show what is being composed there.
public struct CursorPosition: Hashable, Sendable {
  public var x: Int
  public var y: Int

  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}
