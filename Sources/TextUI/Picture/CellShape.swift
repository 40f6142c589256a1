/// What a block, line or braille character looks like, in eighths of a cell's width and height.
///
/// Pictures draw these themselves: fonts leave gaps between them, or do not have them.
struct CellShape {
  /// Left, top, width and height, 0…8.
  struct Box {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    init(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
      (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }
  }

  var boxes: [Box] = []
  /// Middles of the dots of a braille character.
  var dots: [(x: Double, y: Double)] = []
  /// A shade is its colour in part only.
  var opacity = 1.0

  /// Nil for characters that are letters and signs: a font shows them best.
  init?(_ scalar: UInt32) {
    switch scalar {
    case 0x2580: boxes = [Box(0, 0, 8, 4)]
    case 0x2581...0x2588:
      let height = Double(scalar - 0x2580)
      boxes = [Box(0, 8 - height, 8, height)]
    case 0x2589...0x258F: boxes = [Box(0, 0, Double(0x2590 - scalar), 8)]
    case 0x2590: boxes = [Box(4, 0, 4, 8)]
    case 0x2591...0x2593:
      boxes = [Box(0, 0, 8, 8)]
      opacity = Double(scalar - 0x2590) / 4
    case 0x2596...0x259F: boxes = CellShape.quadrants(scalar)
    case 0x2800...0x28FF: dots = CellShape.braille(scalar - 0x2800)
    default:
      guard let lines = CellShape.lines[scalar] else { return nil }
      boxes = lines
    }
  }

  /// Bits 0 to 7 are dots 1 to 8 of the braille standard: two columns, the fourth row last.
  private static func braille(_ bits: UInt32) -> [(x: Double, y: Double)] {
    let places: [(Double, Double)] = [(2, 1), (2, 3), (2, 5), (6, 1), (6, 3), (6, 5), (2, 7), (6, 7)]
    return places.enumerated().filter { bits & (1 << UInt32($0.offset)) != 0 }.map { ($0.element.0, $0.element.1) }
  }

  private static func quadrants(_ scalar: UInt32) -> [Box] {
    let upperLeft = Box(0, 0, 4, 4)
    let upperRight = Box(4, 0, 4, 4)
    let lowerLeft = Box(0, 4, 4, 4)
    let lowerRight = Box(4, 4, 4, 4)
    return switch scalar {
    case 0x2596: [lowerLeft]
    case 0x2597: [lowerRight]
    case 0x2598: [upperLeft]
    case 0x2599: [upperLeft, lowerLeft, lowerRight]
    case 0x259A: [upperLeft, lowerRight]
    case 0x259B: [upperLeft, upperRight, lowerLeft]
    case 0x259C: [upperLeft, upperRight, lowerRight]
    case 0x259D: [upperRight]
    case 0x259E: [upperRight, lowerLeft]
    default: [upperRight, lowerLeft, lowerRight]
    }
  }

  /// The lines that the glyph sets use; a cell is twice as high as wide, so a line across is half as many eighths.
  private static let lines: [UInt32: [Box]] = {
    let across = Box(0, 3.8, 8, 0.4)
    let down = Box(3.6, 0, 0.8, 8)
    let toRight = Box(3.6, 3.8, 4.4, 0.4)
    let toLeft = Box(0, 3.8, 4.4, 0.4)
    let toBottom = Box(3.6, 3.8, 0.8, 4.2)
    let toTop = Box(3.6, 0, 0.8, 4.2)
    let bold = Box(0, 3.6, 8, 0.8)
    return [
      0x2500: [across], 0x2502: [down], 0x250C: [toRight, toBottom], 0x2510: [toLeft, toBottom], 0x2514: [toRight, toTop],
      0x2518: [toLeft, toTop], 0x251C: [down, toRight], 0x2524: [down, toLeft], 0x252C: [across, toBottom],
      0x2534: [across, toTop], 0x253C: [across, down], 0x2501: [bold], 0x257E: [Box(0, 3.6, 4, 0.8), toRight],
      0x254C: [Box(0.5, 3.8, 3, 0.4), Box(4.5, 3.8, 3, 0.4)], 0x254F: [Box(3.2, 0.5, 1.6, 3), Box(3.2, 4.5, 1.6, 3)],
    ]
  }()
}
