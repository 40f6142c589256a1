extension KeyPress {
  /// Keys that are no character, by the names files give them; the first name of each is the one that is written.
  private static let names: [(key: KeyPress, names: [String])] = [
    (.enter, ["enter", "return"]), (.escape, ["esc", "escape"]), (.tab, ["tab"]), (.backTab, ["shift-tab", "btab"]),
    (.backspace, ["backspace", "bs"]), (.delete, ["delete", "del"]), (.insert, ["insert", "ins"]), (.up, ["up"]),
    (.down, ["down"]), (.left, ["left"]), (.right, ["right"]), (.home, ["home"]), (.end, ["end"]),
    (.pageUp, ["page-up", "pgup"]), (.pageDown, ["page-down", "pgdn"]), (.character(" "), ["space"]),
  ]

  /// What a terminal sends for these with Ctrl is another key: Tab, Enter, Backspace, Esc.
  private static let taken: Set<Unicode.Scalar> = ["h", "i", "j", "m", "["]

  /// A key by its name: a character as it is, `space`, `Enter`, `shift-tab`, `ctrl-l` or `C-l`, `f1` to `f20`.
  public init?(name: String) {
    let scalars = Array(name.unicodeScalars)
    if scalars.count == 1, let scalar = scalars.first {
      guard scalar.value > 0x20, scalar.value != 0x7F, !scalar.properties.isWhitespace else { return nil }
      self = .character(scalar)
      return
    }
    let lower = name.lowercased()
    if let known = KeyPress.names.first(where: { $0.names.contains(lower) }) {
      self = known.key
    } else if let letter = KeyPress.rest(of: lower, after: ["ctrl-", "control-", "c-"])?.unicodeScalars, letter.count == 1,
      let scalar = letter.first, ("a"..."z").contains(scalar) || scalar == "]" || scalar == "\\", !KeyPress.taken.contains(scalar)
    {
      self = .control(scalar)
    } else if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...20).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }

  private static func rest(of text: String, after prefixes: [String]) -> Substring? {
    prefixes.first { text.hasPrefix($0) }.map { text.dropFirst($0.count) }
  }

  /// The name that `init(name:)` takes; nil for a paste and the mouse, which no file names.
  public var name: String? {
    switch self {
    case .character(" "): "space"
    case .character(let scalar): String(scalar)
    case .control(let scalar): "ctrl-" + String(scalar)
    case .function(let number): "f\(number)"
    case .paste, .mouse: nil
    default: KeyPress.names.first { $0.key == self }?.names.first
    }
  }
}
