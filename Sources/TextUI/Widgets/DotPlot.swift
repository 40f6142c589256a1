/// Lines in dots, two columns by four rows in every cell; without braille one point in every cell.
struct DotPlot {
  private let width: Int
  private let height: Int
  private let hasBraille: Bool
  private var dots: [UInt8]
  private var roles: [Role]

  init(width: Int, height: Int, hasBraille: Bool) {
    self.width = width
    self.height = height
    self.hasBraille = hasBraille
    dots = Array(repeating: 0, count: width * height)
    roles = Array(repeating: .chart, count: width * height)
  }

  /// Adds a line through shares of the height, evenly spaced over the width; a later line lies on top.
  mutating func add(_ shares: [Double?], role: Role) {
    let columns = width * (hasBraille ? 2 : 1)
    let rows = height * (hasBraille ? 4 : 1)
    guard columns > 0, rows > 0, !shares.isEmpty else { return }
    var last: (x: Int, y: Int)?
    for (index, share) in shares.enumerated() {
      guard let share, share.isFinite else {
        last = nil
        continue
      }
      let x = shares.count == 1 ? columns - 1 : index * (columns - 1) / (shares.count - 1)
      let y = rows - 1 - Int((share.clampedShare * Double(rows - 1)).rounded())
      if let last { line(from: last, to: (x, y), role: role) } else { dot(x, y, role) }
      last = (x, y)
    }
  }

  func draw(on canvas: inout Canvas, at plot: Rect, point: Unicode.Scalar) {
    for index in dots.indices where dots[index] != 0 {
      let (x, y) = (plot.x + index % width, plot.y + index / width)
      let glyph = hasBraille ? Unicode.Scalar(0x2800 + UInt32(dots[index])) ?? point : point
      canvas.put(glyph, x: x, y: y, style: Style(roles[index], on: canvas[x, y].style.background))
    }
  }

  /// The dots of a braille character, row by row.
  private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

  /// Bresenham's line.
  private mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), role: Role) {
    var (x, y) = start
    let (dx, dy) = (abs(end.x - x), -abs(end.y - y))
    let (sx, sy) = (x < end.x ? 1 : -1, y < end.y ? 1 : -1)
    var error = dx + dy
    while true {
      dot(x, y, role)
      if x == end.x, y == end.y { return }
      let twice = 2 * error
      if twice >= dy { (error, x) = (error + dy, x + sx) }
      if twice <= dx { (error, y) = (error + dx, y + sy) }
    }
  }

  private mutating func dot(_ x: Int, _ y: Int, _ role: Role) {
    let index = hasBraille ? y / 4 * width + x / 2 : y * width + x
    dots[index] |= hasBraille ? Self.bits[y % 4 * 2 + x % 2] : 1
    roles[index] = role
  }
}
