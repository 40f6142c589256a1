internal import Glibc
public import TextUI

/// What a `Screen` is opened on and with.
public struct ScreenOptions: Sendable {
  /// The tty device; without it the one standard output or input is, or the controlling one.
  public var device: String?
  /// The terminal type; without it `TERM`. One given here is taken literally: `xterm` is not upgraded.
  public var term: String?
  /// The colours; without it what the terminal says. More than it has are not used.
  public var colorDepth: ColorDepth?
  /// Whether the mouse is reported.
  public var mouse = true
  /// Whether the device becomes the controlling terminal of a process that has none, so that signals tell of its size and its end.
  public var takesControl = false

  public init(device: String? = nil, term: String? = nil, colorDepth: ColorDepth? = nil, mouse: Bool = true) {
    self.device = device
    self.term = term
    self.colorDepth = colorDepth
    self.mouse = mouse
  }
}

/// Why there is no screen.
public enum ScreenError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Neither output nor input is a tty, or the device is none.
  case notATerminal(String)
  /// The terminal cannot place its cursor.
  case tooSimple(term: String)
  /// No terminal description was found, not even one of the common ones.
  case noDescription(term: String)
  case cannotOpen(String, code: Int32)
  case system(call: String, code: Int32)

  public var description: String {
    switch self {
    case .notATerminal(let name): "\(name) is not a terminal"
    case .tooSimple(let term):
      "TERM=\(term) cannot place its cursor; a full-screen display needs a terminal such as xterm-256color"
    case .noDescription(let term): "no terminal description for TERM=\(term); install ncurses-base or set TERM=xterm-256color"
    case .cannotOpen(let name, let code): "\(name) cannot be opened: \(String(cString: strerror(code)))"
    case .system(let call, let code): "\(call) failed with error \(code)"
    }
  }
}
