public import TextSafety

/// A number in digits of three rows or a multiple of that, to be read from across the room.
public struct BigDigits: Widget {
  /// Digits and `: . , - – + × / %`; other characters are left out.
  public var text: SafeText
  public var style: Style
  public var glyphs: GlyphSet
  /// How many half rows and columns a point of a digit takes.
  public var scale: Int

  public init(_ text: SafeText, style: Style = Style(.bright), glyphs: GlyphSet = .unicode, scale: Int = 1) {
    self.text = text
    self.style = style
    self.glyphs = glyphs
    self.scale = max(1, min(scale, 16))
  }

  public static let height = 3

  /// The rows the digits take.
  public var height: Int { (Self.points * scale + 1) / 2 }

  /// The columns the digits take.
  public var width: Int { max(0, shapes.reduce(-1) { $0 + $1.columns + 1 }) * scale }

  /// The same digits as large as a rectangle allows.
  public func enlarged(toFit size: Size) -> BigDigits {
    var digits = self
    digits.scale = 1
    let (width, points) = (digits.width, Self.points)
    let widest = width > 0 ? size.width / width : 1
    digits.scale = max(1, min(16, widest, size.height * 2 / points))
    return digits
  }

  /// Half rows of a digit.
  private static let points = 5

  /// Draws the number, or plain bold text where the digits do not fit: a number must never be cut.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    guard rect.height >= height, rect.width >= width, shapes.count == text.string.unicodeScalars.count else {
      var plain = style
      plain.attributes.formUnion(.bold)
      canvas.put(text, x: rect.x, y: rect.y + rect.height / 2, style: plain, maxWidth: rect.width)
      return
    }
    var x = rect.x
    for shape in shapes {
      for row in 0..<height {
        for column in 0..<shape.columns * scale {
          let bit = shape.columns - 1 - column / scale
          let (upper, lower) = (shape.isSet(2 * row / scale, bit), shape.isSet((2 * row + 1) / scale, bit))
          canvas.put(glyph(upper, lower), x: x + column, y: rect.y + row, style: style)
        }
      }
      x += (shape.columns + 1) * scale
    }
  }

  private func glyph(_ upper: Bool, _ lower: Bool) -> Unicode.Scalar {
    switch (upper, lower, glyphs) {
    case (false, false, _): " "
    case (true, true, .unicode): "█"
    case (true, false, .unicode): "▀"
    case (false, true, .unicode): "▄"
    case (true, true, .safe): "⣿"
    case (true, false, .safe): "⠛"
    case (false, true, .safe): "⣤"
    case (true, true, .ascii): "#"
    case (true, false, .ascii): "\""
    case (false, true, .ascii): "."
    }
  }

  /// Five half rows of bits, the leftmost column in the highest bit.
  private struct Shape {
    var columns: Int
    var rows: [UInt8]

    func isSet(_ row: Int, _ bit: Int) -> Bool { row < rows.count && rows[row] >> bit & 1 == 1 }
  }

  private var shapes: [Shape] { text.string.unicodeScalars.compactMap { Self.font[$0] } }

  private static let font: [Unicode.Scalar: Shape] = [
    "0": Shape(columns: 3, rows: [0b111, 0b101, 0b101, 0b101, 0b111]),
    "1": Shape(columns: 3, rows: [0b110, 0b010, 0b010, 0b010, 0b111]),
    "2": Shape(columns: 3, rows: [0b111, 0b001, 0b111, 0b100, 0b111]),
    "3": Shape(columns: 3, rows: [0b111, 0b001, 0b011, 0b001, 0b111]),
    "4": Shape(columns: 3, rows: [0b101, 0b101, 0b111, 0b001, 0b001]),
    "5": Shape(columns: 3, rows: [0b111, 0b100, 0b111, 0b001, 0b111]),
    "6": Shape(columns: 3, rows: [0b111, 0b100, 0b111, 0b101, 0b111]),
    "7": Shape(columns: 3, rows: [0b111, 0b001, 0b001, 0b001, 0b001]),
    "8": Shape(columns: 3, rows: [0b111, 0b101, 0b111, 0b101, 0b111]),
    "9": Shape(columns: 3, rows: [0b111, 0b101, 0b111, 0b001, 0b111]),
    ":": Shape(columns: 1, rows: [0, 1, 0, 1, 0]),
    ".": Shape(columns: 1, rows: [0, 0, 0, 0, 1]),
    ",": Shape(columns: 1, rows: [0, 0, 0, 0, 1]),
    "-": Shape(columns: 2, rows: [0, 0, 0b11, 0, 0]),
    "+": Shape(columns: 3, rows: [0, 0b010, 0b111, 0b010, 0]),
    "/": Shape(columns: 3, rows: [0b001, 0b001, 0b010, 0b100, 0b100]),
    "×": Shape(columns: 3, rows: [0, 0b101, 0b010, 0b101, 0]),
    "–": Shape(columns: 3, rows: [0, 0, 0b111, 0, 0]),
    "%": Shape(columns: 3, rows: [0b101, 0b001, 0b010, 0b100, 0b101]),
    " ": Shape(columns: 1, rows: [0, 0, 0, 0, 0]),
  ]
}
