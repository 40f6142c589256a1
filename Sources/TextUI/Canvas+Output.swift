extension Canvas {
  /// The rows as lines, trailing blanks trimmed, each ended by a newline.
  public var plainText: String { text.map { $0 + "\n" }.joined() }

  /// The canvas as text with SGR sequences (`;` forms only, as few as possible); every line starts and ends with plain style.
  public func ansi(theme: Theme, depth: ColorDepth) -> String {
    var resolved: [Style: ResolvedStyle] = [:]
    var output = String.UnicodeScalarView()
    for y in 0..<height {
      let row = cells[y * width..<(y + 1) * width]
      var current = ResolvedStyle()
      var blanks = 0
      for cell in row where !cell.isContinuation {
        let style: ResolvedStyle
        if let known = resolved[cell.style] {
          style = known
        } else {
          style = theme.resolve(cell.style, depth: depth)
          resolved[cell.style] = style
        }
        // Blanks that show nothing wait until something follows them.
        if cell.scalar == 0x20, cell.mark1 == 0, style.showsNothingWhenBlank {
          if current.showsNothingWhenBlank {
            blanks += 1
            continue
          }
          output.append(contentsOf: current.sequence(to: ResolvedStyle()).unicodeScalars)
          current = ResolvedStyle()
          blanks += 1
          continue
        }
        if blanks > 0 {
          output.append(contentsOf: repeatElement(" ", count: blanks))
          blanks = 0
        }
        if style != current {
          output.append(contentsOf: current.sequence(to: style).unicodeScalars)
          current = style
        }
        cell.appendScalars(to: &output)
      }
      if current != ResolvedStyle() { output.append(contentsOf: "\u{1B}[0m".unicodeScalars) }
      output.append("\n")
    }
    return String(output)
  }
}

extension ResolvedStyle {
  /// Whether a blank in this style cannot be told from an empty screen.
  var showsNothingWhenBlank: Bool {
    background == .default && attributes.isDisjoint(with: [.reverse, .underline])
  }

  /// The shortest SGR sequence from this style to another.
  func sequence(to next: ResolvedStyle) -> String {
    if next == ResolvedStyle() { return "\u{1B}[0m" }
    var codes: [String] = []
    var from = self
    if !attributes.isSubset(of: next.attributes) {
      codes.append("0")
      from = ResolvedStyle()
    }
    let added = next.attributes.subtracting(from.attributes)
    if added.contains(.bold) { codes.append("1") }
    if added.contains(.dim) { codes.append("2") }
    if added.contains(.underline) { codes.append("4") }
    if added.contains(.reverse) { codes.append("7") }
    if next.foreground != from.foreground { codes.append(next.foreground.code(base: 30)) }
    if next.background != from.background { codes.append(next.background.code(base: 40)) }
    return codes.isEmpty ? "" : "\u{1B}[\(codes.joined(separator: ";"))m"
  }
}

extension TerminalColor {
  /// The SGR parameters; base 30 for text, 40 for ground.
  fileprivate func code(base: Int) -> String {
    switch self {
    case .default: "\(base + 9)"
    case .index(let index) where index < 8: "\(base + Int(index))"
    case .index(let index) where index < 16: "\(base + 52 + Int(index))"
    case .index(let index): "\(base + 8);5;\(index)"
    case .rgb(let red, let green, let blue): "\(base + 8);2;\(red);\(green);\(blue)"
    }
  }
}
