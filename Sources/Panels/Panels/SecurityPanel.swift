internal import Core
public import TextSafety
public import TextUI

/// 数据安全与密码资源池: the pool and what hangs on it.
public struct SecurityPanel: Panel {
  public let id = PanelID.security
  public var headRows: Int { 0 }

  public init() {}

  public func source(_ context: PanelContext) -> SafeText? { context.state.metrics.first("crypto.error_ratio")?.source }

  public func title(_ context: PanelContext) -> SafeText {
    Phrase(zh: "数据安全与密码资源池", en: "Data security and crypto pool")(context.language)
  }

  public func status(_ context: PanelContext) -> StyledText {
    let metric = context.state.metrics.first("crypto.error_ratio")
    return Freshness.status(of: metric?.at, source: metric?.source, context)
  }

  private func lines(_ context: PanelContext) -> [FigureLine] {
    let error = Phrase(zh: "错误", en: "errors")
    return [
      context.line(
        Phrase(zh: "密钥服务", en: "Key service"), "crypto.error_ratio", context.figure("crypto.error_ratio", error),
        context.figure("crypto.p95", Phrase(zh: "P95", en: "P95")),
        context.figure("crypto.call.rate", Phrase(zh: "调用/秒", en: "calls/s"))),
      context.line(
        Phrase(zh: "密码设备", en: "Devices"), "crypto.device.up", context.figure("crypto.device.up", Phrase(zh: "在线", en: "up")),
        context.figure("crypto.cert.expiring", Phrase(zh: "证书 7日内到期", en: "certs within 7 d"), labels: [Label("within", "7d")]),
        context.figure("crypto.cert.expiring", Phrase(zh: "30日内", en: "30 d"), labels: [Label("within", "30d")])),
      context.line(
        Phrase(zh: "电子印章", en: "E-seal"), "seal.verify.error_ratio",
        context.figure("seal.verify.error_ratio", Phrase(zh: "验签失败", en: "verify errors"))),
      context.line(
        Phrase(zh: "电子证照", en: "E-licence"), "lic.error_ratio",
        context.figure("lic.error_ratio", Phrase(zh: "调用失败", en: "call errors")),
        context.figure("lic.issue.rate", Phrase(zh: "签发/时", en: "issued/h"))),
      context.line(
        Phrase(zh: "数据脱敏", en: "Masking"), "desens.task.success_ratio",
        context.figure("desens.task.success_ratio", Phrase(zh: "成功", en: "success")),
        context.figure("desens.queue.depth", Phrase(zh: "待脱敏", en: "waiting")),
        context.figure("dsec.bulk_export", Phrase(zh: "异常导出/时", en: "bulk exports/h"))),
    ].compactMap { $0 }
  }

  public func items(_ context: PanelContext) -> [ItemID] { lines(context).compactMap { $0.key.map(ItemID.metric) } }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let lines = lines(context)
    guard !lines.isEmpty else {
      canvas.put(
        Phrase(zh: "暂无密码与安全指标(crypto.* seal.* lic.*)", en: "No security metrics yet (crypto.* seal.* lic.*)")(context.language),
        x: rect.x, y: rect.y, style: Style(.faint), maxWidth: rect.width - 1)
      return
    }
    FigureLine.draw(lines, context, nameWidth: context.language.isChinese ? 11 : 13, on: &canvas, in: rect)
  }
}
