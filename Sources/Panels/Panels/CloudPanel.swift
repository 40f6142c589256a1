internal import Core
public import TextSafety
public import TextUI

/// 政务云: allocation and utilisation side by side, never one "load".
public struct CloudPanel: Panel {
  public let id = PanelID.cloud

  public init() {}

  public func source(_ context: PanelContext) -> SafeText? { context.state.metrics.first("cloud.vcpu.allocated")?.source }

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "政务云", en: "Government cloud")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    var spans: StyledText = []
    let whole = context.state.metrics.first("cloud.vcpu.allocated")
    if let allocated = whole?.value, let capacity = whole?.capacity {
      let text: SafeText =
        context.language.say(
          "已分配 \(SafeText(grouped: Int(allocated)))/\(SafeText(grouped: Int(capacity))) 核  ",
          "\(SafeText(grouped: Int(allocated)))/\(SafeText(grouped: Int(capacity))) cores  ")
      spans.append(Span(text, Style(.dim)))
    }
    return spans + Freshness.status(of: whole?.at, source: whole?.source, context)
  }

  struct Row {
    var name: SafeText
    var allocated: MetricTable.Metric?
    var used: MetricTable.Metric?
    var rule: SafeText
    var usedRule: SafeText
  }

  static func rows(_ context: PanelContext) -> [Row] {
    let metrics = context.state.metrics
    let say = context.language
    var rows = [
      Row(
        name: Phrase(zh: "全域 vCPU", en: "vCPU, all")(say), allocated: metrics.first("cloud.vcpu.alloc_ratio"),
        used: metrics.first("cloud.vcpu.used_ratio"), rule: "cloud.vcpu.alloc_ratio", usedRule: "cloud.vcpu.used_ratio")
    ]
    for pool in metrics.named("cloud.arch.alloc_ratio") {
      let name = pool.key.labels.first?.value ?? pool.key.subject
      rows.append(
        Row(
          name: say.say("\(name) 池", "\(name) pool"), allocated: pool,
          used: metrics.first("cloud.arch.used_ratio", labels: pool.key.labels), rule: "cloud.arch.alloc_ratio",
          usedRule: "cloud.arch.used_ratio"))
    }
    rows.append(
      Row(
        name: Phrase(zh: "内存", en: "Memory")(say), allocated: metrics.first("cloud.mem.alloc_ratio"),
        used: metrics.first("cloud.mem.used_ratio"),
        rule: "cloud.mem.alloc_ratio", usedRule: "cloud.mem.used_ratio"))
    rows.append(
      Row(
        name: Phrase(zh: "存储", en: "Storage")(say), allocated: nil, used: metrics.first("cloud.storage.used_ratio"), rule: "",
        usedRule: "cloud.storage.used_ratio"))
    return rows.filter { $0.allocated != nil || $0.used != nil }
  }

  public func items(_ context: PanelContext) -> [ItemID] {
    CloudPanel.rows(context).compactMap { ($0.allocated ?? $0.used).map { .metric($0.key) } }
  }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let rows = CloudPanel.rows(context)
    guard !rows.isEmpty else {
      canvas.put(
        Phrase(zh: "暂无政务云指标(cloud.vcpu.alloc_ratio 等)", en: "No cloud metrics yet (cloud.vcpu.alloc_ratio …)")(context.language),
        x: rect.x, y: rect.y, style: Style(.faint), maxWidth: rect.width - 1)
      return
    }
    let selection = context.selection(items(context))
    let name = context.language.isChinese ? 10 : 11
    let spark = rect.width >= 64 ? 14 : 0
    let each = (rect.width - 1 - name - spark - 4) / 2
    let columns = (x1: rect.x + name, x2: rect.x + name + each + 2)
    canvas.put(Phrase(zh: "分配率", en: "Allocated")(context.language), x: columns.x1, y: rect.y, style: Style(.dim), maxWidth: each)
    canvas.put(Phrase(zh: "利用率", en: "Utilised")(context.language), x: columns.x2, y: rect.y, style: Style(.dim), maxWidth: each)
    if spark > 0 {
      canvas.put(
        Phrase(zh: "近4小时 分配", en: "4 h alloc")(context.language), x: rect.maxX - spark, y: rect.y, style: Style(.dim),
        maxWidth: spark)
    }
    for (index, row) in rows.enumerated() where index + 1 < rect.height {
      let y = rect.y + 1 + index
      if index == selection {
        canvas.fill(Rect(x: rect.x, y: y, width: rect.width, height: 1), style: Style(.text, on: .selection))
      }
      canvas.put(
        row.name, x: rect.x, y: y, style: Style(.text, on: index == selection ? .selection : .background), maxWidth: name - 1)
      draw(row.allocated, rule: row.rule, context, on: &canvas, in: Rect(x: columns.x1, y: y, width: each, height: 1))
      draw(row.used, rule: row.usedRule, context, on: &canvas, in: Rect(x: columns.x2, y: y, width: each, height: 1))
      if spark > 0, let series = (row.allocated ?? row.used)?.series {
        let values = CloudPanel.risen(CloudPanel.thinned(series.minutes(240, endingAt: context.now), to: spark))
        Sparkline(values: values, role: .chartDim, maximum: 1, glyphs: context.glyphs)
          .draw(on: &canvas, in: Rect(x: rect.maxX - spark, y: y, width: spark, height: 1))
      }
      if index == selection { canvas.select(Rect(x: rect.x, y: y, width: rect.width, height: 1)) }
    }
    if rect.height > rows.count + 1 {
      drawFoot(context, on: &canvas, in: Rect(x: rect.x, y: rect.y + 1 + rows.count, width: rect.width - 1, height: 1))
    }
  }

  private func draw(
    _ metric: MetricTable.Metric?, rule: SafeText, _ context: PanelContext, on canvas: inout Canvas, in rect: Rect
  ) {
    guard let metric, let value = metric.value else {
      canvas.put("–", x: rect.x, y: rect.y, style: Style(.faint))
      return
    }
    let isStale = Freshness.isStale(metric.source, context)
    let severity = isStale ? nil : context.severity(of: metric, rule: rule)
    let text = SafeText(percent: value)
    let bar = rect.width - 8
    if bar >= 4 {
      Gauge(
        value: isStale ? nil : value, target: metric.target ?? context.thresholds(of: rule).map(\.value).min(),
        role: severity?.quietRole ?? .chart, shape: .line, glyphs: context.glyphs
      ).draw(on: &canvas, in: Rect(x: rect.x, y: rect.y, width: bar, height: 1))
    }
    canvas.put(
      text, x: rect.x + max(0, bar) + 1, y: rect.y,
      style: Style(isStale ? .stale : severity?.quietRole ?? .bright, on: .background, severity == nil ? [] : .bold),
      maxWidth: 7, align: .trailing)
  }

  private func drawFoot(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let metrics = context.state.metrics
    func say(_ zh: PhraseText, _ en: PhraseText) -> SafeText { context.language.say(zh, en) }
    var spans: StyledText = []
    func add(_ label: SafeText, _ value: SafeText, _ role: Role = .text) {
      spans.append(Span((spans.isEmpty ? "" : "   ") + label + " ", Style(.dim)))
      spans.append(Span(value, Style(role)))
    }
    if let host = metrics.first("cloud.host.up"), let up = host.value {
      let all = host.capacity ?? up
      add(say("宿主机", "hosts"), "\(Int(up))/\(Int(all))", up < all ? .orangeQuiet : .text)
    }
    if let machines = metrics.first("cloud.vm.count")?.value { add(say("虚拟机", "VMs"), SafeText(grouped: Int(machines))) }
    if let idle = metrics.first("cloud.idle.vm")?.value { add(say("闲置", "idle"), "\(Int(idle))") }
    if let days = metrics.first("cloud.vcpu.days_left")?.value {
      add(
        say("预计用尽", "full in"), say("\(Int(days)) 天", "\(Int(days)) d"),
        days <= 7 ? .redQuiet : days <= 30 ? .orangeQuiet : .text)
    }
    spans.draw(on: &canvas, x: rect.x, y: rect.y, maxWidth: rect.width)
  }

  /// Ratios from their lowest on, over a range of at least ten points: a change is seen, a flat line stays low.
  static func risen(_ values: [Double?]) -> [Double?] {
    let known = values.compactMap { $0 }
    guard let low = known.min(), let high = known.max() else { return values }
    return values.map { $0.map { ($0 - low) / max(0.1, high - low) * 0.85 + 0.12 } }
  }

  /// The last value of each of so many equal parts.
  static func thinned(_ values: [Double?], to count: Int) -> [Double?] {
    guard count > 0, values.count > count else { return values }
    return (0..<count).map { index in
      let part = values[index * values.count / count..<(index + 1) * values.count / count]
      return part.last { $0 != nil } ?? nil
    }
  }
}

extension PanelContext {
  /// The severity of the alert that is active on a metric's rule; colour follows the alarm, so that both say the same.
  func severity(of metric: MetricTable.Metric, rule name: SafeText) -> Severity? {
    guard !name.isEmpty else { return nil }
    // By place: a rule that is taken out of the array is copied with all it holds.
    let rules = state.city.rules
    return rules.indices.lazy.compactMap { index -> Severity? in
      guard case .metric(name, _) = rules[index].subject else { return nil }
      return state.alarms[.rule(rules[index].id, instance: RuleEngine.instance(of: metric.key))]?.current
    }.max()
  }
}
