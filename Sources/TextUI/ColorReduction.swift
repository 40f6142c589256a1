/// Red, green and blue in 0…255.
struct RGB: Hashable {
  var red: Int
  var green: Int
  var blue: Int

  init(_ red: Int, _ green: Int, _ blue: Int) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// WCAG 2 relative luminance.
  var luminance: Double { 0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue) }

  /// WCAG 2 contrast ratio, 1…21.
  func contrast(with other: RGB) -> Double {
    let lighter = max(luminance, other.luminance)
    let darker = min(luminance, other.luminance)
    return (lighter + 0.05) / (darker + 0.05)
  }

  /// sRGB to linear light. The exponent 2.4 needs a library the module does without; x²·⁴ = x²·(x²)^⅕, the fifth root by
  /// Newton's method.
  private static func linear(_ value: Int) -> Double {
    let share = Double(value) / 255
    if share <= 0.04045 { return share / 12.92 }
    let base = (share + 0.055) / 1.055
    let square = base * base
    var root = 1.0
    for _ in 0..<20 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
    return square * root
  }
}

extension PaintColor {
  /// The colour's parts; nil for the terminal's own, which nobody knows.
  var components: RGB? {
    switch self {
    case .terminalDefault: nil
    case .rgb(let red, let green, let blue): RGB(Int(red), Int(green), Int(blue))
    case .palette(let index): Self.xterm[Int(index)]
    }
  }

  /// With many colours: as it is, or the nearest of the 240 fixed ones.
  func terminalColor(_ depth: ColorDepth) -> TerminalColor {
    switch self {
    case .terminalDefault: .default
    case .palette(let index): .index(index)
    case .rgb(let red, let green, let blue):
      depth == .trueColor ? .rgb(red, green, blue) : .index(Self.nearest(RGB(Int(red), Int(green), Int(blue))))
    }
  }

  /// With 8 or 16 colours, as a ground: near-black and near-white are black and white, shades between them too.
  func ground(_ depth: ColorDepth, isDark: Bool) -> TerminalColor {
    switch self {
    case .terminalDefault: return .default
    case .palette(let index) where index < 16: return .index(depth == .palette8 ? index % 8 : index)
    default:
      guard let color = components else { return .default }
      if let hue = color.namedHue(depth) { return .index(hue) }
      return .index(color.luminance < 0.18 ? 0 : depth == .palette16 && !isDark ? 15 : 7)
    }
  }

  /// With 8 or 16 colours, as text; true where `dim` has to stand in for a missing shade.
  func ink(_ depth: ColorDepth, isDark: Bool) -> (TerminalColor, Bool) {
    switch self {
    case .terminalDefault: return (.default, false)
    case .palette(8) where depth == .palette8: return (.index(isDark ? 7 : 0), true)
    case .palette(let index) where index < 16: return (.index(depth == .palette8 ? index % 8 : index), false)
    default:
      guard let color = components else { return (.default, false) }
      if let hue = color.namedHue(depth) { return (.index(hue), false) }
      let light = color.luminance
      if isDark {
        if depth == .palette16 { return (.index(light > 0.85 ? 15 : light > 0.33 ? 7 : light > 0.02 ? 8 : 0), false) }
        return light > 0.02 ? (.index(7), light < 0.5) : (.index(0), false)
      }
      if depth == .palette16 { return (.index(light < 0.1 ? 0 : light < 0.4 ? 8 : 15), false) }
      return light < 0.6 ? (.index(0), light > 0.1) : (.index(7), false)
    }
  }

  /// The 256 colours as xterm has them.
  static let xterm: [RGB] = {
    var colors = [
      RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0), RGB(0, 0, 238), RGB(205, 0, 205), RGB(0, 205, 205),
      RGB(229, 229, 229), RGB(127, 127, 127), RGB(255, 0, 0), RGB(0, 255, 0), RGB(255, 255, 0), RGB(92, 92, 255),
      RGB(255, 0, 255), RGB(0, 255, 255), RGB(255, 255, 255),
    ]
    let steps = [0, 95, 135, 175, 215, 255]
    for red in steps { for green in steps { for blue in steps { colors.append(RGB(red, green, blue)) } } }
    for grey in 0..<24 { colors.append(RGB(8 + 10 * grey, 8 + 10 * grey, 8 + 10 * grey)) }
    return colors
  }()

  /// The first 16 are left out: every terminal has its own.
  private static func nearest(_ color: RGB) -> UInt8 {
    var best = 16
    var least = Int.max
    for index in 16..<256 {
      let other = xterm[index]
      let red = color.red - other.red
      let green = color.green - other.green
      let blue = color.blue - other.blue
      let distance = 3 * red * red + 6 * green * green + blue * blue
      if distance < least { (best, least) = (index, distance) }
    }
    return UInt8(best)
  }
}

extension RGB {
  /// The palette colour that has this hue's name; nil for greys.
  fileprivate func namedHue(_ depth: ColorDepth) -> UInt8? {
    let most = max(red, green, blue)
    let spread = most - min(red, green, blue)
    // Tinted greys (grounds, text) stay greys.
    guard spread >= 70, spread * 100 >= most * 35 else { return nil }
    let sixth: Double
    if most == red {
      sixth = Double(green - blue) / Double(spread)
    } else if most == green {
      sixth = 2 + Double(blue - red) / Double(spread)
    } else {
      sixth = 4 + Double(red - green) / Double(spread)
    }
    let degrees = sixth < 0 ? sixth * 60 + 360 : sixth * 60
    let few = depth == .palette8
    let dark = most < 140
    switch degrees {
    case 15..<39: return few ? 5 : 3
    case 39..<70: return few || dark ? 3 : 11
    case 70..<165: return few || dark ? 2 : 10
    case 165..<195: return few || dark ? 6 : 14
    case 195..<265: return few || dark ? 4 : 12
    case 265..<340: return few || dark ? 5 : 13
    default: return few || dark ? 1 : 9
    }
  }
}
