public import TextSafety

/// What comes in, what waits and what goes out, from left to right, each as a bar on the same scale of its kind.
public struct FlowStrip: Widget {
  /// Per second; nil where it is not known.
  public var inRate: Double?
  public var outRate: Double?
  /// What waits, as a share of a full bar.
  public var backlog: Double?
  /// The figures as they are to be read.
  public var inText: SafeText
  public var backlogText: SafeText
  public var outText: SafeText
  /// `.chart`, or a quiet severity for what does not drain.
  public var role: Role
  public var glyphs: GlyphSet

  public init(
    inRate: Double?, outRate: Double?, backlog: Double?, inText: SafeText, backlogText: SafeText, outText: SafeText,
    role: Role = .chart, glyphs: GlyphSet = .unicode
  ) {
    self.inRate = inRate
    self.outRate = outRate
    self.backlog = backlog
    self.inText = inText
    self.backlogText = backlogText
    self.outText = outText
    self.role = role
    self.glyphs = glyphs
  }

  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let texts = [inText, backlogText, outText]
    let sign: SafeText = glyphs == .ascii ? " > " : " ▸ "
    let needed = texts.reduce(0) { $0 + $1.width } + 2 * sign.width
    // Bars only where every figure stands whole.
    let bar = max(0, (rect.width - needed - 3) / 3)
    let fastest = max(inRate ?? 0, outRate ?? 0)
    let shares = [share(inRate, of: fastest), backlog, share(outRate, of: fastest)]
    var x = rect.x
    for (index, text) in texts.enumerated() {
      if bar >= 4 {
        Gauge(value: shares[index], role: index == 1 ? role : .chart, shape: .line, glyphs: glyphs)
          .draw(on: &canvas, in: Rect(x: x, y: rect.y, width: bar, height: 1))
        x += bar + 1
      }
      let style = Style(index == 1 && role != .chart ? role : .text)
      x += canvas.put(text, x: x, y: rect.y, style: style, maxWidth: max(0, rect.maxX - x))
      guard index < 2, x < rect.maxX else { continue }
      x += canvas.put(sign, x: x, y: rect.y, style: Style(.faint), maxWidth: rect.maxX - x)
    }
  }

  private func share(_ rate: Double?, of fastest: Double) -> Double? {
    rate.map { fastest > 0 ? $0 / fastest : 0 }
  }
}
