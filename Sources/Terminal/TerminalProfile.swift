import TextUI

/// What is known about a terminal from its name and the environment, before and beside its description.
struct TerminalProfile: Hashable, Sendable {
  /// The name the user gave, in the environment or as an option.
  let name: String
  /// Descriptions to try, best first.
  let candidates: [String]
  let isLinuxConsole: Bool
  /// What the terminal calls itself in the environment.
  let program: String

  init(override: String?, environment: [String: String]) {
    let given = override ?? environment["TERM"] ?? ""
    name = given
    program = environment["TMUX"] == nil ? environment["TERM_PROGRAM"] ?? "" : ""
    isLinuxConsole = given == "linux" || given.hasPrefix("linux-")
    if override != nil || given == "dumb" {
      candidates = [given]
      return
    }
    var first = given
    // Every terminal that says `xterm` has had 256 colours for years; PuTTY says it by default. Direct colour is sent in a
    // form with colons that many terminals ignore, so it is made otherwise (`ColorTable`).
    if given == "xterm" || (given.hasPrefix("xterm") && given.contains("direct")) { first = "xterm-256color" }
    var names = first.isEmpty || first == "unknown" ? [] : [first]
    for common in ["xterm-256color", "xterm", "vt100"] where !names.contains(common) { names.append(common) }
    candidates = names
  }

  /// Whether private modes and title sequences may be sent. The Linux console and old terminals know none.
  var hasPrivateModes: Bool { !isLinuxConsole && !name.hasPrefix("vt") && !name.hasPrefix("fbterm") }

  /// Whether `OSC 2` sets a title and nothing else; screen puts it elsewhere, others print it.
  var hasTitle: Bool {
    ["xterm", "tmux", "foot", "alacritty", "konsole", "vte", "gnome", "putty", "rxvt", "st-", "wezterm", "ghostty"]
      .contains { name.hasPrefix($0) }
  }

  /// What goes around the text of a notification; nil where none is made. tmux and screen keep it from the terminal outside.
  var notification: (String, String)? {
    if ["foot", "rxvt", "ghostty", "xterm-ghostty"].contains(where: { name.hasPrefix($0) }) { return ("777;notify;zhiban;", "") }
    if ["wezterm", "xterm-kitty", "iterm"].contains(where: { name.hasPrefix($0) }) || program == "iTerm.app"
      || program == "WezTerm"
    {
      return ("9;", "")
    }
    return nil
  }

  /// The colours to use.
  ///
  /// - Parameters:
  ///   - colors: how many the description has.
  ///   - sample: the sequence for text in colour 100. Only where it is `38;5;100` can a frame's colours be replaced by true ones.
  func colorDepth(_ wanted: ColorDepth?, environment: [String: String], colors: Int, sample: String?) -> ColorDepth {
    let most: ColorDepth
    switch colors {
    case 256...: most = sample == "\u{1B}[38;5;100m" ? .trueColor : .palette256
    // With 8 colours bold text is bright: surely so on the Linux console.
    case 16..<256: most = .palette16
    case 8..<16: most = isLinuxConsole ? .palette16 : .palette8
    default: most = .mono
    }
    if let wanted { return min(wanted, most) }
    if let no = environment["NO_COLOR"], !no.isEmpty { return .mono }
    let promise = environment["COLORTERM"] ?? ""
    // GNU screen passes the promise of the terminal outside on, but not its colours.
    let isScreen = name.hasPrefix("screen") && environment["TMUX"] == nil
    let hasTrueColor = (promise == "truecolor" || promise == "24bit" || name.contains("direct")) && !isScreen
    return hasTrueColor ? most : min(most, .palette256)
  }
}
