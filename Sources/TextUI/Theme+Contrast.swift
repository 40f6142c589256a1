extension Theme {
  /// The colour of a style's text or mark: the theme's own where it can be seen on its ground, else the nearest one towards
  /// black or white that can.
  ///
  /// So any Base16 scheme is legible, and a theme need not think of every pair of roles.
  func ink(_ style: Style, on background: TerminalColor, _ depth: ColorDepth) -> TerminalColor {
    let own = self[style.foreground].color
    let plain = own.terminalColor(depth)
    guard let wanted = style.foreground.leastContrast, let under = background.components, let over = own.components,
      let shown = plain.components
    else { return plain }
    if shown.contrast(with: under) >= wanted { return plain }
    let black = RGB(0, 0, 0)
    let white = RGB(255, 255, 255)
    let end = white.contrast(with: under) >= black.contrast(with: under) ? white : black
    // Letters on a severity are black or white: a tint between them would only look like a mistake.
    let steps = style.foreground == .onSeverity ? 1 : 24
    for step in 1...steps {
      let mixed = over.mixed(with: end, step, of: steps).color.terminalColor(depth)
      if let color = mixed.components, color.contrast(with: under) >= wanted { return mixed }
    }
    return end.color.terminalColor(depth)
  }
}

extension Role {
  /// The least contrast with its ground (WCAG 2.2: 1.4.3 for text, 1.4.11 for marks and large digits); nil for what is only
  /// ever a ground.
  var leastContrast: Double? {
    switch self {
    case .rule, .chart, .chartDim, .baseline, .target, .popupBorder, .red, .orange, .yellow, .blue: 3
    case .background, .plate, .header, .headerSelected, .keyBar, .banner, .bannerAlarm, .selection, .match, .popup, .input: nil
    case .text, .dim, .faint, .bright, .key, .title, .focus, .onSeverity, .redQuiet, .orangeQuiet, .yellowQuiet, .blueQuiet,
      .acknowledged, .shelved, .stale, .fault:
      4.5
    }
  }
}

extension RGB {
  /// This colour, `part` of `whole` on the way to another.
  func mixed(with other: RGB, _ part: Int, of whole: Int) -> RGB {
    func mix(_ from: Int, _ to: Int) -> Int { from + (to - from) * part / whole }
    return RGB(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
  }

  var color: PaintColor { .rgb(UInt8(red), UInt8(green), UInt8(blue)) }
}

extension TerminalColor {
  /// The colour's parts; nil for the terminal's own.
  var components: RGB? {
    switch self {
    case .default: nil
    case .rgb(let red, let green, let blue): RGB(Int(red), Int(green), Int(blue))
    case .index(let index): PaintColor.xterm[Int(index)]
    }
  }
}
