public import Core
internal import TextUI
internal import TextSafety

/// A walk over the screen for newcomers, a step at a time: what stands where, and what one does about it. Its steps are data of a city.
public struct Tour: Sendable, Equatable {
  public struct Step: Sendable, Equatable {
    /// The moment of the recording that it speaks of; nil stays where it is.
    public var at: Timestamp?
    public var board: BoardID
    /// The panel it speaks of.
    public var panel: PanelID?
    public var title: LocalName
    public var text: LocalName

    public init(at: Timestamp?, board: BoardID, panel: PanelID?, title: LocalName, text: LocalName) {
      self.at = at
      self.board = board
      self.panel = panel
      self.title = title
      self.text = text
    }
  }

  public var steps: [Step]

  public init(steps: [Step]) { self.steps = steps }
}

/// Draws a step in a box that leaves the panel it speaks of in sight.
enum TourPainter {
  private static let widest = 64

  static func draw(_ tour: Tour, _ number: Int, _ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    guard tour.steps.indices.contains(number) else { return }
    let step = tour.steps[number]
    let width = min(widest, rect.width - 6)
    let text = context.view.keys.filled(step.text(context.language)).wrapped(toColumns: width)
    let popup = Popup(
      title: step.title(context.language), lines: text.map { StyledText($0, Style(.bright, on: .popup)) },
      hint: "\(number + 1)/\(tour.steps.count)  "
        + context.language.say(
          "\(FixedKey.enter) 下一步  \(FixedKey.back) 上一步  \(FixedKey.escape) 结束",
          "\(FixedKey.enter) next  \(FixedKey.back) back  \(FixedKey.escape) ends"),
      minimumWidth: width, glyphs: context.glyphs)
    popup.draw(on: &canvas, in: place(for: popup.frame(in: rect), beside: panel(step, context, canvas), in: rect))
  }

  /// Where the panel stands that is spoken of.
  private static func panel(_ step: Tour.Step, _ context: PanelContext, _ canvas: Canvas) -> Rect? {
    let size = Size(width: canvas.width, height: canvas.height)
    return ScreenPainter.panels(state: context.state, view: context.view, size: size).first { $0.id.panel == step.panel }?.rect
  }

  /// Of the four corners the one that hides least of the panel.
  private static func place(for box: Rect, beside panel: Rect?, in rect: Rect) -> Rect {
    let corners = [
      (rect.maxX - box.width, rect.maxY - box.height), (rect.x, rect.maxY - box.height), (rect.maxX - box.width, rect.y),
      (rect.x, rect.y),
    ]
    let places = corners.map { Rect(x: $0.0, y: $0.1, width: box.width, height: box.height) }
    return places.min { hidden($0, panel) < hidden($1, panel) } ?? box
  }

  private static func hidden(_ box: Rect, _ panel: Rect?) -> Int {
    guard let panel else { return 0 }
    let width = min(box.maxX, panel.maxX) - max(box.x, panel.x)
    let height = min(box.maxY, panel.maxY) - max(box.y, panel.y)
    return max(0, width) * max(0, height)
  }
}
