internal import Core
public import TextSafety
public import TextUI

/// A board that is not built yet says so, and where its alerts are meanwhile.
public struct ComingSoonPanel: Panel {
  public let id = PanelID.comingSoon
  public var headRows: Int { 0 }

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { context.view.board.name(context.language) }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let lines: [Phrase] = [
      Phrase(zh: "本专页尚在建设。相关指标已接入,告警照常产生。", en: "This board is being built. Its metrics arrive and its alerts are raised."),
      Phrase(
        zh: "现有内容见下方与 1 总览;数据是否到达见 9 数据源。", en: "What there is stands below and on 1 Overview; 9 Sources says what arrives."),
    ]
    for (index, line) in lines.enumerated() where index < rect.height {
      canvas.put(line(context.language), x: rect.x, y: rect.y + index, style: Style(.dim), maxWidth: rect.width - 1)
    }
  }
}
