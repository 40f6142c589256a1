public import TextSafety

/// What comes in, what waits and what goes out, from left to right; only what waits has a bar, so that a queue that keeps up is quiet.
public struct FlowStrip: Widget {
  /// The figures as they are to be read.
  public var inText: SafeText
  public var backlogText: SafeText
  public var outText: SafeText
  /// What waits, as a share of a full bar; nil where it is not known.
  public var backlog: Double?
  /// Of the figure that waits: `.chart`, or a quiet severity for what does not drain.
  public var role: Role
  public var glyphs: GlyphSet

  public init(
    inText: SafeText, backlogText: SafeText, outText: SafeText, backlog: Double?, role: Role = .chart, glyphs: GlyphSet = .unicode
  ) {
    self.inText = inText
    self.backlogText = backlogText
    self.outText = outText
    self.backlog = backlog
    self.role = role
    self.glyphs = glyphs
  }

  private static let longest = 24

  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let sign: SafeText = glyphs == .ascii ? " > " : " ▸ "
    let needed = inText.width + backlogText.width + outText.width + 2 * sign.width
    // A bar only where every figure stands whole, and never so long that they stand apart.
    let bar = min(Self.longest, rect.width - needed - 1)
    var x = rect.x
    func room() -> Int { max(0, rect.maxX - x) }
    x += canvas.put(inText, x: x, y: rect.y, style: Style(.text), maxWidth: room())
    x += canvas.put(sign, x: x, y: rect.y, style: Style(.faint), maxWidth: room())
    if bar >= 4 {
      Gauge(value: backlog, shape: .line, glyphs: glyphs)
        .draw(on: &canvas, in: Rect(x: x, y: rect.y, width: bar, height: 1))
      x += bar + 1
    }
    x += canvas.put(backlogText, x: x, y: rect.y, style: Style(role == .chart ? .bright : role), maxWidth: room())
    x += canvas.put(sign, x: x, y: rect.y, style: Style(.faint), maxWidth: room())
    canvas.put(outText, x: x, y: rect.y, style: Style(.text), maxWidth: room())
  }
}
