internal import Core
public import TextSafety
public import TextUI

/// This machine as a node of the cloud: live data that needs no configuration.
public struct HostPanel: Panel {
  public let id = PanelID.host

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "本机节点", en: "This host")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    let metric = context.state.metrics.first("host.mem.used_ratio")
    let name = metric.map { $0.key.subject + "  " } ?? ""
    return [Span(name, Style(.dim))] + Freshness.status(of: metric?.at, source: metric?.source, context)
  }

  public func items(_ context: PanelContext) -> [ItemID] { metrics(context).map { .metric($0.metric.key) } }

  private func metrics(_ context: PanelContext) -> [(name: SafeText, metric: MetricTable.Metric)] {
    let table = context.state.metrics
    var list: [(name: SafeText, metric: MetricTable.Metric)] = []
    if let cpu = table.first("host.cpu.used_ratio") {
      list.append((Phrase(zh: "CPU 利用率", en: "CPU used")(context.language), cpu))
    }
    if let memory = table.first("host.mem.used_ratio") {
      list.append((Phrase(zh: "内存使用率", en: "Memory used")(context.language), memory))
    }
    for disk in table.named("host.disk.used_ratio") {
      let mount = disk.key.labels.first?.value ?? ""
      list.append((Phrase(zh: "磁盘 ", en: "Disk ")(context.language) + mount, disk))
    }
    for network in table.named("host.net.rx") {
      let device = network.key.labels.first?.value ?? ""
      list.append((Phrase(zh: "接收 ", en: "Received ")(context.language) + device, network))
      if let sent = table.first("host.net.tx", labels: network.key.labels) {
        list.append((Phrase(zh: "发送 ", en: "Sent ")(context.language) + device, sent))
      }
    }
    return list
  }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let list = metrics(context)
    guard !list.isEmpty else {
      canvas.put(
        Phrase(
          zh: "未采集本机。配置中加入 {name: host, kind: host}。", en: "Not watched: add {name: host, kind: host} to the configuration.")(
            context.language), x: rect.x, y: rect.y, style: Style(.faint), maxWidth: rect.width - 1)
      return
    }
    let selection = context.selection(items(context))
    let loads = (["host.load1", "host.load5", "host.load15"] as [SafeText]).compactMap { context.state.metrics.first($0)?.value }
    let cores = context.state.metrics.first("host.cpu.count")?.value
    var caption: StyledText = [Span(Phrase(zh: "负载 1/5/15 分钟  ", en: "load 1/5/15 min  ")(context.language), Style(.dim))]
    caption.append(Span(loads.map { SafeText($0, decimals: 2) }.joined(separator: "  "), Style(.text)))
    if let cores { caption.append(Span(context.language.say("   \(Int(cores)) 核", "   \(Int(cores)) cores"), Style(.dim))) }
    caption.draw(on: &canvas, x: rect.x, y: rect.y, maxWidth: rect.width - 1)
    let name = 18
    let spark = max(0, min(60, rect.width - name - 44))
    for (index, entry) in list.enumerated() where index + 1 < rect.height {
      let y = rect.y + 1 + index
      let ground: Role = index == selection ? .selection : .background
      if index == selection {
        canvas.fill(Rect(x: rect.x, y: y, width: rect.width, height: 1), style: Style(.text, on: .selection))
      }
      canvas.put(entry.name, x: rect.x, y: y, style: Style(.text, on: ground), maxWidth: name - 1)
      let value = Format.value(entry.metric.value, unit: entry.metric.unit, context.language)
      canvas.put(value, x: rect.x + name, y: y, style: Style(.bright, on: ground), maxWidth: 11, align: .trailing)
      if entry.metric.unit == "ratio" {
        Gauge(value: entry.metric.value, role: .chart, shape: .line, glyphs: context.glyphs)
          .draw(on: &canvas, in: Rect(x: rect.x + name + 13, y: y, width: min(28, rect.width - name - 15), height: 1))
      }
      if spark > 8 {
        Sparkline(
          values: entry.metric.series.minutes(spark, endingAt: context.now), role: .chartDim,
          maximum: entry.metric.unit == "ratio" ? 1 : nil,
          glyphs: context.glyphs
        ).draw(on: &canvas, in: Rect(x: rect.maxX - spark, y: y, width: spark, height: 1))
      }
      if index == selection { canvas.select(Rect(x: rect.x, y: y, width: rect.width, height: 1)) }
    }
  }
}
