internal import Panels
internal import TextSafety
internal import TextUI

/// The one table of keys: what is pressed, what it does, what the help, the palette and the key bar say.
struct KeyMap: Sendable {
  struct Binding: Sendable {
    var keys: [KeyPress]
    var command: KeyCommand
  }

  var bindings: [Binding]
  private var commands: [KeyPress: KeyCommand] = [:]

  init(bindings: [Binding] = KeyMap.standard) {
    self.bindings = bindings
    for binding in bindings { for key in binding.keys { commands[key] = binding.command } }
  }

  /// The standard with other keys for the commands that are named.
  init(changes: [String: [KeyPress]]) {
    self.init(
      bindings: KeyMap.standard.map { Binding(keys: changes[$0.command.name] ?? $0.keys, command: $0.command) })
  }

  subscript(key: KeyPress) -> KeyCommand? { commands[key] }

  func command(named name: String) -> KeyCommand? { bindings.first { $0.command.name == name }?.command }

  /// The keys of a command, as the help writes them.
  func label(_ command: KeyCommand) -> SafeText {
    bindings.first { $0.command == command }?.keys.map(\.label).joined(separator: " ") ?? ""
  }

  /// How texts call the keys: the first of a command; where it has none, what is typed in the palette.
  var labels: KeyLabels {
    KeyLabels(boards: boards) { name in
      let binding = bindings.first { $0.command.name == name.rawValue }
      if let key = binding?.keys.first { return key.label }
      return (bindings.first { $0.command == .palette }?.keys.first?.label ?? "") + SafeText(sanitizing: name.rawValue)
    }
  }

  /// `0–9` while every board has its digit.
  private var boards: SafeText {
    let boards = bindings.filter { if case .board = $0.command { true } else { false } }
    let labels = boards.map { label($0.command) }
    return labels == (0...9).map { "\($0)" } ? "0–9" : labels.filter { !$0.isEmpty }.joined(separator: " ")
  }

  static let standard: [Binding] = {
    var bindings: [Binding] = (0...9).map { number in
      Binding(keys: [.character(Unicode.Scalar(UInt8(48 + number)))], command: .board(number))
    }
    func bind(_ command: KeyCommand, _ keys: KeyPress...) { bindings.append(Binding(keys: keys, command: command)) }
    bind(.nextBoard, .control("n"))
    bind(.previousBoard, .control("p"))
    bind(.nextPanel, .tab)
    bind(.previousPanel, .backTab)
    bind(.up, .up, .character("k"))
    bind(.down, .down, .character("j"))
    bind(.pageUp, .pageUp, .control("b"), .control("u"))
    bind(.pageDown, .pageDown, .control("f"), .control("d"))
    bind(.first, .home)
    bind(.last, .end, .character("G"))
    bind(.open, .enter, .right)
    bind(.back, .escape, .left, .backspace)
    bind(.zoom, .character("z"))
    bind(.fold, .character("F"))
    bind(.resort, .character("o"))
    bind(.filter, .character("f"))
    bind(.order, .character("O"))
    bind(.layer, .character("v"))
    bind(.acknowledge, .character("a"))
    bind(.acknowledgeScreen, .character("A"))
    bind(.unacknowledge, .character("U"))
    bind(.note, .character("n"))
    bind(.shelve, .character("s"))
    bind(.assign, .character("p"))
    bind(.urge, .character("u"))
    bind(.supervise, .character("d"))
    bind(.escalate, .character("e"))
    bind(.report, .character("R"))
    bind(.reveal, .character("r"))
    bind(.hush, .character("m"))
    bind(.quiet, .character("M"))
    bind(.handover, .character("h"))
    bind(.signIn, .character("S"))
    bind(.lock, .character("l"))
    bind(.search, .character("/"))
    bind(.place, .character("g"))
    bind(.palette, .character(":"))
    bind(.pause, .character(" "))
    bind(.minuteBack, .character("["))
    bind(.minuteForward, .character("]"))
    bind(.previousEvent, .character("{"))
    bind(.nextEvent, .character("}"))
    bind(.stepBack, .character(","))
    bind(.stepForward, .character("."))
    bind(.previousChapter, .character("<"))
    bind(.nextChapter, .character(">"))
    bind(.chapters, .character("C"))
    bind(.faster, .character("+"), .character("="))
    bind(.slower, .character("-"))
    bind(.live, .character("L"))
    bind(.wall, .character("w"))
    bind(.theme, .character("t"))
    bind(.language, .function(2))
    bind(.help, .character("?"), .function(1))
    bind(.redraw, .control("l"))
    bind(.suspend, .control("z"))
    bind(.quit, .character("q"), .control("c"))
    return bindings
  }()
}

extension KeyPress {
  /// How the help writes the key.
  var label: SafeText {
    switch self {
    case .character(" "): "Space"
    case .character(let scalar): SafeText(sanitizing: String(scalar))
    case .control(let scalar): "Ctrl-\(SafeText(sanitizing: String(scalar).uppercased()))"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .insert: "Ins"
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    case .paste, .mouse: ""
    }
  }
}
