public import TextSafety

/// Lines over time in braille dots, with a value axis, thresholds, the band of usual values and marked events.
public struct LineChart: Widget {
  public struct Series: Hashable, Sendable {
    /// Evenly spaced in time; nil where there was no data, which leaves a gap.
    public var values: [Double?]
    public var role: Role

    public init(_ values: [Double?], role: Role = .chart) {
      self.values = values
      self.role = role
    }
  }

  public struct Threshold: Hashable, Sendable {
    public var value: Double
    public var role: Role

    public init(_ value: Double, role: Role) {
      self.value = value
      self.role = role
    }
  }

  /// What is usual at a time.
  public struct Band: Hashable, Sendable {
    public var low: Double
    public var high: Double

    public init(low: Double, high: Double) {
      self.low = low
      self.high = high
    }
  }

  /// A label below, or an event with a line through the chart.
  public struct Mark: Hashable, Sendable {
    /// 0 is the left edge of the plot, 1 the right.
    public var position: Double
    public var text: SafeText
    /// The role of the line of an event; nil for a label only.
    public var role: Role?

    public init(_ position: Double, _ text: SafeText, role: Role? = nil) {
      self.position = position
      self.text = text
      self.role = role
    }
  }

  public var series: [Series]
  public var thresholds: [Threshold]
  /// Evenly spaced over the width, like a series.
  public var band: [Band?]
  public var marks: [Mark]
  /// The range of the axis; from the data where nil.
  public var minimum: Double?
  public var maximum: Double?
  public var glyphs: GlyphSet

  public init(
    series: [Series], thresholds: [Threshold] = [], band: [Band?] = [], marks: [Mark] = [], minimum: Double? = nil,
    maximum: Double? = nil, glyphs: GlyphSet = .unicode
  ) {
    self.series = series
    self.thresholds = thresholds
    self.band = band
    self.marks = marks
    self.minimum = minimum
    self.maximum = maximum
    self.glyphs = glyphs
  }

  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let hasMarks = !marks.isEmpty && rect.height > 3
    var plot = rect.inset(bottom: hasMarks ? 1 : 0)
    let axis = ValueAxis(covering: extent, minimum: minimum, maximum: maximum, rows: plot.height)
    let labels = axis.ticks.map { axis.label($0) }
    let labelWidth = labels.map(\.width).max() ?? 0
    if rect.width > labelWidth * 3 {
      for (tick, label) in zip(axis.ticks, labels) {
        canvas.put(
          label, x: rect.x, y: axis.row(of: tick, in: plot), style: Style(.faint), maxWidth: labelWidth, align: .trailing)
      }
      plot = plot.inset(left: labelWidth + 1)
    }
    guard !plot.isEmpty else { return }
    drawBand(axis, on: &canvas, in: plot)
    for threshold in thresholds where axis.contains(threshold.value) {
      let y = axis.row(of: threshold.value, in: plot)
      for x in plot.x..<plot.maxX {
        canvas.put(glyphs.dash, x: x, y: y, style: Style(threshold.role, on: canvas[x, y].style.background))
      }
    }
    drawMarks(labelRow: hasMarks ? rect.maxY - 1 : nil, on: &canvas, in: plot)
    var dots = DotPlot(width: plot.width, height: plot.height, hasBraille: glyphs.hasBraille)
    for line in series { dots.add(line.values.map { $0.flatMap { $0.isFinite ? axis.share($0) : nil } }, role: line.role) }
    dots.draw(on: &canvas, at: plot, point: glyphs.point)
  }

  private var extent: [Double] {
    series.flatMap { $0.values.compactMap { $0 } } + thresholds.map(\.value)
      + band.compactMap { $0 }.flatMap { [$0.low, $0.high] }
  }

  private func drawBand(_ axis: ValueAxis, on canvas: inout Canvas, in plot: Rect) {
    guard !band.isEmpty else { return }
    for x in 0..<plot.width {
      guard let usual = band[x * band.count / plot.width] else { continue }
      let top = axis.row(of: usual.high, in: plot)
      let bottom = axis.row(of: usual.low, in: plot)
      for y in min(top, bottom)...max(top, bottom) {
        canvas.put(glyphs == .ascii ? ":" : " ", x: plot.x + x, y: y, style: Style(.baseline, on: .plate))
      }
    }
  }

  private func drawMarks(labelRow: Int?, on canvas: inout Canvas, in plot: Rect) {
    // The name of an event goes before a label of the axis.
    var taken: [Range<Int>] = []
    for mark in marks.sorted(by: { ($0.role == nil ? 1 : 0, $0.position) < ($1.role == nil ? 1 : 0, $1.position) }) {
      let x = plot.x + Int((mark.position.clampedShare * Double(plot.width - 1)).rounded())
      if let role = mark.role {
        for y in plot.y..<plot.maxY {
          canvas.put(glyphs == .ascii ? "|" : "╎", x: x, y: y, style: Style(role, on: canvas[x, y].style.background))
        }
      }
      guard let labelRow else { continue }
      let width = mark.text.width
      let start = max(plot.x, min(x - (mark.role == nil ? width / 2 : 0), plot.maxX - width))
      guard start + width <= plot.maxX, !taken.contains(where: { $0.overlaps(start - 1..<start + width + 1) }) else { continue }
      canvas.put(mark.text, x: start, y: labelRow, style: Style(mark.role ?? .faint), maxWidth: width)
      taken.append(start..<start + width)
    }
  }
}
