public import TextSafety

/// The actions whose keys the program's texts name, by their names in keys.yaml.
public enum KeyName: String, Sendable, CaseIterable {
  case open, back, up, down, first, fold
  case acknowledge = "ack"
  case acknowledgeScreen = "ack-screen"
  case unacknowledge = "unack"
  case note, shelve, assign, urge, escalate, supervise, report, handover
  case signIn = "sign-in"
  case layer = "map-layer"
  case chapters
  case place, palette, pause, live, wall, help
  case minuteBack = "minute-back"
  case minuteForward = "minute-forward"
}

/// How the keys are called that do something: the one place where a text asks for a key, so that it follows keys.yaml.
public struct KeyLabels: Sendable, Equatable {
  private var labels: [KeyName: SafeText] = [:]
  /// The keys of the boards together.
  public private(set) var boards: SafeText

  public init(boards: SafeText, _ label: (KeyName) -> SafeText) {
    self.boards = boards
    for name in KeyName.allCases { labels[name] = label(name) }
  }

  public subscript(name: KeyName) -> SafeText { labels[name] ?? "" }

  /// Where nobody has bound others; a test compares it with the table of keys.
  public static let standard = KeyLabels(boards: "0–9") { name in
    switch name {
    case .open: "Enter"
    case .back: "Esc"
    case .up: "↑"
    case .down: "↓"
    case .first: "Home"
    case .fold: "F"
    case .acknowledge: "a"
    case .acknowledgeScreen: "A"
    case .unacknowledge: "U"
    case .report: "R"
    case .note: "n"
    case .shelve: "s"
    case .assign: "p"
    case .urge: "u"
    case .escalate: "e"
    case .supervise: "d"
    case .handover: "h"
    case .signIn: "S"
    case .layer: "v"
    case .chapters: "C"
    case .place: "g"
    case .palette: ":"
    case .pause: "Space"
    case .live: "L"
    case .wall: "w"
    case .help: "?"
    case .minuteBack: "["
    case .minuteForward: "]"
    }
  }

  /// A text of a city's, in which `{key:ack}` stands for the key of an action.
  func filled(_ text: SafeText) -> SafeText {
    guard text.string.contains("{key:") else { return text }
    return SafeText(
      sanitizing: KeyName.allCases.reduce(text.string) { $0.replacing("{key:\($1.rawValue)}", with: self[$1].string) })
  }

  /// The names in a text that are none of an action.
  public static func unknown(in text: SafeText) -> [Substring] {
    text.string.matches(of: /\{key:([^}]*)\}/).map(\.output.1).filter { KeyName(rawValue: String($0)) == nil }
  }
}

/// Keys that no table binds: those of a line being typed, of a form, of a question.
public enum FixedKey {
  public static let enter: SafeText = "Enter"
  public static let escape: SafeText = "Esc"
  public static let tab: SafeText = "Tab"
  public static let arrows: SafeText = "↑↓"
  public static let back: SafeText = "←"
  public static let yes: SafeText = "y"
  public static let sign: SafeText = "o"
  public static let all: SafeText = "0"
}
