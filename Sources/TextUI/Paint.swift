/// A colour as a theme names it.
public enum PaintColor: Hashable, Sendable {
  /// Whatever the terminal uses for text or ground.
  case terminalDefault
  case rgb(UInt8, UInt8, UInt8)
  /// A number of the 256-colour palette; 0–15 are the terminal's own.
  case palette(UInt8)

  /// A colour out of `0xRRGGBB`.
  public static func hex(_ value: UInt32) -> PaintColor {
    .rgb(UInt8(truncatingIfNeeded: value >> 16), UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value))
  }
}

/// How a theme paints one role.
public struct Paint: Hashable, Sendable {
  /// The colour, for text of the role and for a ground of the role alike.
  public var color: PaintColor
  /// Bold, underline and dim belong to text of the role, reverse to a ground of the role.
  public var attributes: Style.Attributes

  public init(_ color: PaintColor = .terminalDefault, _ attributes: Style.Attributes = []) {
    self.color = color
    self.attributes = attributes
  }
}

/// How many colours a terminal shows.
public enum ColorDepth: UInt8, CaseIterable, Comparable, Sendable {
  case mono, palette8, palette16, palette256, trueColor

  public static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }
}

/// A colour as it is sent to a terminal.
public enum TerminalColor: Hashable, Sendable {
  case `default`
  case rgb(UInt8, UInt8, UInt8)
  case index(UInt8)
}

/// A style that a theme has turned into colours for a terminal.
public struct ResolvedStyle: Hashable, Sendable {
  public var foreground: TerminalColor
  public var background: TerminalColor
  public var attributes: Style.Attributes

  public init(
    foreground: TerminalColor = .default, background: TerminalColor = .default, attributes: Style.Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

extension Role {
  /// The name in theme files: that of the case.
  public var name: String { String(describing: self) }

  public init?(name: String) {
    guard let role = Role.allCases.first(where: { $0.name == name }) else { return nil }
    self = role
  }
}
