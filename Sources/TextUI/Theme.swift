/// What every role looks like.
public struct Theme: Hashable, Sendable {
  public let name: String
  public let isDark: Bool
  /// One paint for every role, by raw value.
  private let paints: [Paint]

  /// A theme out of paints; a role without one takes that of the night theme where the theme is dark, else the terminal's
  /// own colours.
  public init(name: String, isDark: Bool, paints: [Role: Paint]) {
    self.init(name: name, isDark: isDark, paints: paints, fallback: isDark ? Theme.nightPaints : [:])
  }

  init(name: String, isDark: Bool, paints: [Role: Paint], fallback: [Role: Paint]) {
    self.name = name
    self.isDark = isDark
    self.paints = Role.allCases.map { paints[$0] ?? fallback[$0] ?? Paint() }
  }

  public subscript(role: Role) -> Paint { paints[Int(role.rawValue)] }

  /// The colours and attributes of a style on a terminal of a colour depth.
  ///
  /// Callers that draw many cells keep the results: one frame has few styles.
  public func resolve(_ style: Style, depth: ColorDepth) -> ResolvedStyle {
    let text = self[style.foreground]
    let ground = self[style.background]
    var attributes = style.attributes
    attributes.formUnion(text.attributes.subtracting(.reverse))
    attributes.formUnion(ground.attributes.intersection(.reverse))
    if depth == .mono { return monochrome(style, attributes) }
    if attributes.contains(.reverse) { attributes.remove(.dim) }

    if depth > .palette16, !usesTerminalPalette {
      let background = ground.color.terminalColor(depth)
      return ResolvedStyle(foreground: ink(style, on: background, depth), background: background, attributes: attributes)
    }
    return fewColors(style, text.color, ground.color, attributes, min(depth, .palette16))
  }

  /// Themes in the terminal's own 16 colours get the rules for 16 colours on every terminal.
  private var usesTerminalPalette: Bool {
    if case .palette(let index) = self[.background].color { return index < 16 }
    return false
  }
}

extension Theme {
  /// Without colours: unacknowledged severities are reverse and bold, what is selected or announced is reverse, quiet
  /// severities are plain, what is less important is dim.
  private func monochrome(_ style: Style, _ start: Style.Attributes) -> ResolvedStyle {
    var attributes = start
    switch style.background {
    case .red, .orange, .yellow, .blue, .bannerAlarm: attributes.formUnion([.reverse, .bold])
    case .selection, .headerSelected, .banner, .match: attributes.formUnion(.reverse)
    default: break
    }
    switch style.foreground {
    case .dim, .faint, .rule, .acknowledged, .shelved, .stale, .chartDim, .baseline: attributes.formUnion(.dim)
    case .bright, .title, .key, .red, .orange, .yellow, .blue: attributes.formUnion(.bold)
    case .focus: attributes.formUnion([.bold, .underline])
    case .fault, .match: attributes.formUnion(.underline)
    default: break
    }
    if attributes.contains(.reverse) || attributes.contains(.bold) { attributes.remove(.dim) }
    return ResolvedStyle(attributes: attributes)
  }

  /// With 8 or 16 colours: greys by lightness with `dim` for the shades that are missing, hues by name.
  ///
  /// Orange has no place there. With 16 colours it is the dark yellow (3) next to the bright yellow (11) of yellow; with 8,
  /// where that difference is lost, it is magenta (5), the only hue no other severity uses. A selected row is black on
  /// white, since no dark grey exists to lay under it; banners and matches, dark tints elsewhere, take plain hues.
  private func fewColors(
    _ style: Style, _ text: PaintColor, _ ground: PaintColor, _ start: Style.Attributes, _ depth: ColorDepth
  ) -> ResolvedStyle {
    var attributes = start
    let selected = style.background == .selection || style.background == .headerSelected
    var background: TerminalColor
    switch style.background {
    case .selection, .headerSelected: background = .index(isDark ? 7 : 0)
    case .banner: background = .index(3)
    case .match: background = .index(6)
    default: background = ground.ground(depth, isDark: isDark)
    }
    var (foreground, needsDim) = text.ink(depth, isDark: isDark)
    if selected {
      foreground = .index(isDark ? 0 : 7)
      needsDim = false
    } else if case .index(let under) = background, case .index(let ink) = foreground {
      let wanted = style.foreground == .onSeverity ? 4.5 : under == 0 ? 1.5 : 3
      let colors = PaintColor.xterm
      if colors[Int(ink)].contrast(with: colors[Int(under)]) < wanted {
        let white: UInt8 = depth == .palette16 ? 15 : 7
        let isLight = colors[0].contrast(with: colors[Int(under)]) >= colors[15].contrast(with: colors[Int(under)])
        foreground = .index(isLight ? 0 : white)
      }
    }
    // The blue of eight colours is too dark on black; bold is bright blue on most terminals.
    if depth == .palette8, foreground == .index(4), background != .index(4) { attributes.formUnion(.bold) }
    if needsDim { attributes.formUnion(.dim) }
    if attributes.contains(.reverse) || attributes.contains(.bold) { attributes.remove(.dim) }
    return ResolvedStyle(foreground: foreground, background: background, attributes: attributes)
  }
}
