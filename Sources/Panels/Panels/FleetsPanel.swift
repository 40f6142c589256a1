internal import Core
public import TextSafety
public import TextUI

/// 粤系列 and terminals: who is online, what the apps say of themselves.
public struct FleetsPanel: Panel {
  public let id = PanelID.fleets
  public var headRows: Int { 0 }

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "粤系列与终端", en: "Apps and terminals")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    let fleet = context.state.fleets.fleets.first
    return Freshness.status(of: fleet?.at, source: fleet?.source, context)
  }

  public func items(_ context: PanelContext) -> [ItemID] {
    context.state.fleets.fleets.map { .fleet($0.report.fleet) } + FigureLine.items(apps(context))
  }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let fleets = context.state.fleets.fleets
    let apps = apps(context)
    guard !fleets.isEmpty || !apps.isEmpty else {
      canvas.put(
        Phrase(zh: "暂无终端与应用数据(fleet 事件)", en: "No terminals or apps yet (fleet events)")(context.language), x: rect.x, y: rect.y,
        style: Style(.faint), maxWidth: rect.width - 1)
      return
    }
    let items = items(context)
    let selection = context.selection(items)
    let name = min(24, rect.width / 3)
    for (index, fleet) in fleets.enumerated() where index < rect.height {
      draw(
        fleet, isSelected: index == selection, name: name, context, on: &canvas,
        in: Rect(x: rect.x, y: rect.y + index, width: rect.width, height: 1))
    }
    FigureLine.draw(apps, context, among: items, nameWidth: name + 1, on: &canvas, in: rect.inset(top: fleets.count))
  }

  private func draw(
    _ fleet: FleetTable.Fleet, isSelected: Bool, name: Int, _ context: PanelContext, on canvas: inout Canvas, in rect: Rect
  ) {
    let ground: Role = isSelected ? .selection : .background
    if isSelected { canvas.fill(rect, style: Style(.text, on: .selection)) }
    canvas.put(fleet.title, x: rect.x, y: rect.y, style: Style(.text, on: ground), maxWidth: name - 1)
    let isStale = Freshness.isStale(fleet.source, context)
    let ratio = fleet.onlineRatio
    let severity = worst(fleet, context)
    let role: Role = isStale ? .stale : severity?.quietRole ?? .text
    var spans: StyledText = [
      Span(Phrase(zh: "在线 ", en: "online ")(context.language), Style(.dim)),
      Span("\(SafeText(grouped: fleet.report.online))/\(SafeText(grouped: fleet.report.total))", Style(role)),
      Span("  " + (ratio.map { SafeText(percent: $0) } ?? "–"), Style(role, on: .background, severity == nil ? [] : .bold)),
    ]
    if let fault = fleet.report.fault {
      spans += [Span(Phrase(zh: "   故障 ", en: "   faults ")(context.language), Style(.dim)), Span("\(fault)", Style(.text))]
    }
    if let low = lowest(fleet) {
      spans += [
        Span(Phrase(zh: "   最低 ", en: "   min ")(context.language), Style(.dim)),
        Span("\(context.place(low.place)) \(SafeText(percent: low.ratio, decimals: 0))", Style(severity?.quietRole ?? .dim)),
      ]
    }
    spans.on(ground).draw(on: &canvas, x: rect.x + name + 1, y: rect.y, maxWidth: rect.width - name - 1)
  }

  private func worst(_ fleet: FleetTable.Fleet, _ context: PanelContext) -> Severity? {
    let id = fleet.report.fleet
    let instances = [id] + fleet.areas.keys.map { "\(id)/\($0.text)" }
    return context.state.city.rules.flatMap { rule -> [Severity] in
      guard case .fleet = rule.subject else { return [] }
      return instances.compactMap { context.state.alarms[.rule(rule.id, instance: $0)]?.current }
    }.max()
  }

  private func lowest(_ fleet: FleetTable.Fleet) -> (place: PlaceCode, ratio: Double)? {
    guard fleet.areas.count > 1 else { return nil }
    return fleet.areas.values.filter { $0.total > 0 }.map { ($0.place, Double($0.online) / Double($0.total)) }
      .min { ($0.1, $0.0) < ($1.1, $1.0) }
  }

  private func apps(_ context: PanelContext) -> [FigureLine] {
    [
      context.line(
        Phrase(zh: "粤省事", en: "Yueshengshi"), "yss.user.total",
        context.figure("yss.txn.rate", Phrase(zh: "办理/分", en: "cases/min")),
        context.figure("yss.user.total", Phrase(zh: "用户", en: "users")),
        context.figure("yss.error_ratio", Phrase(zh: "错误", en: "errors"))),
      context.line(
        Phrase(zh: "粤商通", en: "Yueshangtong"), "yst.mau", context.figure("yst.mau", Phrase(zh: "月活", en: "MAU")),
        context.figure("yst.error_ratio", Phrase(zh: "错误", en: "errors"))),
      context.line(
        Phrase(zh: "粤省心", en: "Yueshengxin"), "ysx.channel.up",
        context.figure("ysx.channel.up", Phrase(zh: "渠道", en: "channels")),
        context.figure("ysx.sync.lag", Phrase(zh: "同步滞后", en: "sync lag"))),
      context.line(
        Phrase(zh: "粤政易", en: "Yuezhengyi"), "yzy.user.active_day",
        context.figure("yzy.user.active_day", Phrase(zh: "日活", en: "DAU")),
        context.figure("yzy.error_ratio", Phrase(zh: "错误", en: "errors"))),
    ].compactMap { $0 }
  }
}
