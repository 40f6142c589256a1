public import TextSafety

extension Canvas {
  /// The canvas as a picture of its own, one unit a pixel, 10 by 20 a cell; every character stands in its column.
  ///
  /// `title` is what a screen reader says of it. A faithful copy: no font moves a column, bars and curves need none.
  public func svg(theme: Theme, title: SafeText) -> String {
    var picture = Picture(theme: theme)
    for y in 0..<height { picture.draw(row: Array(cells[y * width..<(y + 1) * width]), y: y) }
    let (right, bottom) = (width * Picture.cellWidth, height * Picture.cellHeight)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(right) \(bottom)" width="\(right)" height="\(bottom)" role="img" \
      aria-label="\(title.markup)"><title>\(title.markup)</title><style>\(picture.style)</style>\
      <rect width="100%" height="100%" fill="\(picture.ground)"/>
      \(picture.body.joined(separator: "\n"))
      </svg>

      """
  }
}

/// The parts of a picture while it is drawn: grounds first, then shapes and letters.
private struct Picture {
  static let cellWidth = 10
  static let cellHeight = 20
  private static let baseline = 15

  let theme: Theme
  private(set) var body: [String] = []
  private var resolved: [Style: ResolvedStyle] = [:]
  /// Short class names of the inks used.
  private var inks: [Ink: Int] = [:]

  private struct Ink: Hashable {
    var color: String
    var attributes: Style.Attributes
  }

  init(theme: Theme) { self.theme = theme }

  var ground: String { hex(theme.resolve(Style(.text), depth: .trueColor), ofText: false) }

  var style: String {
    // Latin fonts first: in a Chinese one arrows, dots and ≥ are two columns wide and would run into their neighbours.
    let fonts =
      "Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',ui-monospace,'Sarasa Term SC','Noto Sans Mono CJK SC',monospace"
    let classes = inks.sorted { $0.value < $1.value }.map { ink, number in
      var rule = ".i\(number){fill:\(ink.color)"
      if ink.attributes.contains(.bold) { rule += ";font-weight:bold" }
      if ink.attributes.contains(.underline) { rule += ";text-decoration:underline" }
      if ink.attributes.contains(.dim) { rule += ";opacity:.65" }
      return rule + "}"
    }
    return "text{font:16px \(fonts);white-space:pre}" + classes.joined()
  }

  mutating func draw(row: [Cell], y: Int) {
    var x = 0
    var grounds: [String] = []
    var runs: [String] = []
    while x < row.count {
      let style = look(row[x].style)
      var end = x + 1
      while end < row.count, row[end].isContinuation || look(row[end].style) == style { end += 1 }
      let under = hex(style, ofText: false)
      if under != ground {
        grounds.append(
          "<rect x=\"\(x * Self.cellWidth)\" y=\"\(y * Self.cellHeight)\" width=\"\((end - x) * Self.cellWidth)\" "
            + "height=\"\(Self.cellHeight)\" fill=\"\(under)\"/>")
      }
      runs += ink(Array(row[x..<end]), x: x, y: y, style)
      x = end
    }
    body += grounds + runs
  }

  /// The shapes and letters of cells of one style.
  private mutating func ink(_ cells: [Cell], x: Int, y: Int, _ style: ResolvedStyle) -> [String] {
    var shapes: [Double: String] = [:]
    var text = ""
    var places: [String] = []
    for (offset, cell) in cells.enumerated() where !cell.isContinuation {
      if cell.scalar == 0x20, cell.mark1 == 0, !style.attributes.contains(.underline) { continue }
      let left = (x + offset) * Self.cellWidth
      if let shape = CellShape(cell.scalar) {
        shapes[shape.opacity, default: ""] += path(shape, left: left, top: y * Self.cellHeight)
      } else {
        var scalars = String.UnicodeScalarView()
        cell.appendScalars(to: &scalars)
        text += String(scalars).markup
        // One place for each scalar: a mark stays with its base.
        places += [String(left)] + Array(repeating: String(left), count: scalars.count - 1)
      }
    }
    if shapes.isEmpty, text.isEmpty { return [] }
    let number = self.number(of: Ink(color: hex(style, ofText: true), attributes: style.attributes.subtracting(.reverse)))
    var elements: [String] = []
    for (opacity, outline) in shapes.sorted(by: { $0.key < $1.key }) {
      let fade = opacity < 1 ? " fill-opacity=\"\(opacity)\"" : ""
      elements.append("<path class=\"i\(number)\"\(fade) d=\"\(outline)\"/>")
    }
    if !text.isEmpty {
      let top = y * Self.cellHeight + Self.baseline
      elements.append("<text class=\"i\(number)\" y=\"\(top)\" x=\"\(places.joined(separator: " "))\">\(text)</text>")
    }
    return elements
  }

  private func path(_ shape: CellShape, left: Int, top: Int) -> String {
    let (wide, high) = (Double(Self.cellWidth) / 8, Double(Self.cellHeight) / 8)
    let boxes = shape.boxes.map { box in
      "M\(short(Double(left) + box.x * wide)) \(short(Double(top) + box.y * high))h\(short(box.width * wide))"
        + "v\(short(box.height * high))h-\(short(box.width * wide))z"
    }
    let dots = shape.dots.map { dot in
      "M\(short(Double(left) + dot.x * wide - 1.3)) \(short(Double(top) + dot.y * high))a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0-2.6 0z"
    }
    return (boxes + dots).joined()
  }

  /// At most two decimals.
  private func short(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    if hundredths % 100 == 0 { return String(hundredths / 100) }
    let rest = String(hundredths % 100 + 100).dropFirst()
    return "\(hundredths / 100).\(rest.hasSuffix("0") ? String(rest.dropLast()) : String(rest))"
  }

  private mutating func number(of ink: Ink) -> Int {
    if let known = inks[ink] { return known }
    inks[ink] = inks.count
    return inks.count - 1
  }

  private mutating func look(_ style: Style) -> ResolvedStyle {
    if let known = resolved[style] { return known }
    let look = theme.resolve(style, depth: .trueColor)
    resolved[style] = look
    return look
  }

  /// `#rrggbb` of the text or the ground; reverse swaps them, the terminal's own are black and white.
  private func hex(_ style: ResolvedStyle, ofText isText: Bool) -> String {
    let takesInk = isText != style.attributes.contains(.reverse)
    let color = (takesInk ? style.foreground : style.background).components
    let own = takesInk == theme.isDark ? RGB(255, 255, 255) : RGB(0, 0, 0)
    let shown = color ?? own
    return "#" + [shown.red, shown.green, shown.blue].map { String(String($0 + 256, radix: 16).dropFirst()) }.joined()
  }
}

extension SafeText {
  /// The text as XML character data.
  fileprivate var markup: String { string.markup }
}

extension String {
  fileprivate var markup: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
