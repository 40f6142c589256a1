internal import Core
public import TextSafety
public import TextUI

/// The demand side of sharing: what departments ask for, and how fast they get it.
public struct DemandPanel: Panel {
  public let id = PanelID.demand
  public var headRows: Int { 0 }

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "共享需求与目录", en: "Demands and catalogue")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    let metric = context.state.metrics.first("share.instant.ratio")
    return Freshness.status(of: metric?.at, source: metric?.source, context)
  }

  private func lines(_ context: PanelContext) -> [FigureLine] {
    let open = context.state.tickets.tickets.count { $0.isOpen && $0.domain == .dataRequest }
    var lines = [
      context.line(
        Phrase(zh: "需求对接", en: "Docking"), "share.request.open",
        context.figure("share.request.open", Phrase(zh: "在办", en: "open")),
        context.figure("share.request.overdue", Phrase(zh: "超3个工作日", en: "beyond 3 wd")),
        context.figure("share.request.on_time_ratio", Phrase(zh: "按时对接", en: "on time"))),
      context.line(
        Phrase(zh: "秒享", en: "Instant share"), "share.instant.ratio",
        context.figure("share.instant.ratio", Phrase(zh: "近30日", en: "30 days"))),
      context.line(
        Phrase(zh: "交换总量", en: "Exchanged"), "share.record.day",
        context.figure("share.record.day", Phrase(zh: "今日", en: "today")),
        context.figure("share.api.error_ratio", Phrase(zh: "接口失败", en: "API errors"))),
      context.line(
        Phrase(zh: "目录更新", en: "Catalogue"), "catalog.update.on_time_ratio",
        context.figure("catalog.update.on_time_ratio", Phrase(zh: "及时率", en: "timely"))),
    ].compactMap { $0 }
    if open > 0 {
      lines.append(
        FigureLine(
          name: Phrase(zh: "需求工单", en: "Demand tickets")(context.language), key: nil,
          figures: [.init(label: "", value: "\(open)")]))
    }
    return lines
  }

  public func items(_ context: PanelContext) -> [ItemID] { lines(context).compactMap { $0.key.map(ItemID.metric) } }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let lines = lines(context)
    if lines.isEmpty {
      canvas.put(
        Phrase(zh: "暂无共享需求指标(share.* catalog.*)", en: "No demand metrics yet (share.* catalog.*)")(context.language), x: rect.x,
        y: rect.y, style: Style(.faint), maxWidth: rect.width - 1)
    }
    FigureLine.draw(lines, context, nameWidth: context.language.isChinese ? 12 : 16, on: &canvas, in: rect)
  }
}
