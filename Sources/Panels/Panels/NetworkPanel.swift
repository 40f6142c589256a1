internal import Core
public import TextSafety
public import TextUI

/// 电子政务外网: links, use, loss, delay.
public struct NetworkPanel: Panel {
  public let id = PanelID.network
  public var headRows: Int { 0 }

  public init() {}

  public func source(_ context: PanelContext) -> SafeText? { context.state.metrics.first("net.link.up_ratio")?.source }

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "电子政务外网", en: "E-government extranet")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    let metric = context.state.metrics.first("net.link.up_ratio")
    return Freshness.status(of: metric?.at, source: metric?.source, context)
  }

  private func lines(_ context: PanelContext) -> [FigureLine] {
    [
      context.line(
        Phrase(zh: "骨干与汇聚", en: "Backbone"), "net.link.up_ratio",
        context.figure("net.link.up_ratio", Phrase(zh: "链路在线", en: "links up")),
        context.figure("net.link.util_ratio", Phrase(zh: "带宽利用", en: "used")),
        context.figure("net.link.loss_ratio", Phrase(zh: "丢包", en: "loss")),
        context.figure("net.link.rtt", Phrase(zh: "时延", en: "RTT")))
    ].compactMap { $0 }
  }

  public func items(_ context: PanelContext) -> [ItemID] { lines(context).compactMap { $0.key.map(ItemID.metric) } }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let lines = lines(context)
    if lines.isEmpty {
      canvas.put(
        Phrase(zh: "暂无外网指标(net.link.*)", en: "No network metrics yet (net.link.*)")(context.language), x: rect.x, y: rect.y,
        style: Style(.faint), maxWidth: rect.width - 1)
    }
    FigureLine.draw(lines, context, nameWidth: 14, on: &canvas, in: rect)
  }
}
