/// The characters widgets are made of.
///
/// `unicode` is for terminals that show ambiguous characters in one column, `safe` has only characters that are one column
/// everywhere (also in PuTTY with "CJK ambiguous as wide"), `ascii` is for terminals without Unicode.
public enum GlyphSet: String, CaseIterable, Hashable, Sendable {
  case unicode, safe, ascii

  /// Bar pieces that grow from the bottom; the last is a full cell.
  public var verticalBars: [Unicode.Scalar] {
    switch self {
    case .unicode: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    case .safe: ["⣀", "⣤", "⣶", "⣿"]
    case .ascii: [".", ":", "#"]
    }
  }

  /// Bar pieces that grow from the left; the last is a full cell.
  public var horizontalBars: [Unicode.Scalar] {
    switch self {
    case .unicode: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
    case .safe: ["⡇", "⣿"]
    case .ascii: ["#"]
    }
  }

  /// Thin pieces that grow from the left, so that bars in adjacent rows stay apart; the last is a full cell.
  public var thinBars: [Unicode.Scalar] {
    switch self {
    case .unicode: ["╾", "━"]
    case .safe: ["⠆", "⠶"]
    case .ascii: ["="]
    }
  }

  /// The rest of a thin bar, told from its filled part by more than colour.
  public var thinTrack: Unicode.Scalar {
    switch self {
    case .unicode: "─"
    case .safe: "⠒"
    case .ascii: "."
    }
  }

  /// What an empty part of a gauge shows; its ground shows the rest.
  public var emptyBar: Unicode.Scalar { self == .ascii ? "." : " " }
  /// A gauge or chart part without data.
  public var hatch: Unicode.Scalar { self == .ascii ? "~" : "░" }
  /// The target in a gauge.
  public var tick: Unicode.Scalar { self == .ascii ? "|" : "╏" }
  /// A threshold or baseline in a chart.
  public var dash: Unicode.Scalar { self == .ascii ? "-" : "╌" }
  /// The thumb of a scroll bar.
  public var thumb: Unicode.Scalar { self == .ascii ? "#" : "▐" }
  /// Whether lines are drawn with braille dots.
  public var hasBraille: Bool { self != .ascii }
  /// The point of a line chart without braille.
  public var point: Unicode.Scalar { "*" }

  public var horizontalLine: Unicode.Scalar { self == .unicode ? "─" : "-" }
  public var verticalLine: Unicode.Scalar { self == .unicode ? "│" : "|" }
  /// Top left, top right, bottom left, bottom right.
  public var corners: (Unicode.Scalar, Unicode.Scalar, Unicode.Scalar, Unicode.Scalar) {
    self == .unicode ? ("┌", "┐", "└", "┘") : ("+", "+", "+", "+")
  }

  /// What a lamp in front of a state says.
  public enum Lamp: CaseIterable, Hashable, Sendable {
    case unacknowledged, acknowledged, shelved, normal, stale, fault
  }

  public func lamp(_ lamp: Lamp) -> Unicode.Scalar {
    switch (self, lamp) {
    case (.unicode, .unacknowledged): "●"
    case (.unicode, .normal): "○"
    case (.safe, .unacknowledged): "◼"
    case (.safe, .normal): "◻"
    case (.unicode, .acknowledged), (.safe, .acknowledged): "✓"
    case (.unicode, .shelved), (.safe, .shelved): "◔"
    case (.unicode, .stale), (.safe, .stale): "◌"
    case (.unicode, .fault), (.safe, .fault): "✗"
    case (.ascii, .unacknowledged): "*"
    case (.ascii, .acknowledged): "v"
    case (.ascii, .shelved): "z"
    case (.ascii, .normal): "o"
    case (.ascii, .stale): "?"
    case (.ascii, .fault): "x"
    }
  }

  /// Rising, falling, level.
  public enum Trend: CaseIterable, Hashable, Sendable { case rising, falling, level }

  public func trend(_ trend: Trend) -> Unicode.Scalar {
    switch (self, trend) {
    case (.ascii, .rising): "^"
    case (.ascii, .falling): "v"
    case (.ascii, .level): "-"
    case (_, .rising): "▴"
    case (_, .falling): "▾"
    case (_, .level): "▸"
    }
  }
}
