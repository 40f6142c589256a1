internal import Core
internal import TextSafety
internal import TextUI

extension Detail {
  /// A system of the catalogue: who leads it, whether it is heard, every indicator with its value, target and age, its alerts.
  static func system(_ id: SafeText, _ context: PanelContext, _ width: Int) -> Detail {
    guard let reading = SystemReadings(context.state, where: { $0.id == id }).readings.first else {
      return missing(id, context, width)
    }
    let (system, language) = (reading.system, context.language)
    var detail = Detail(title: Phrase(zh: "系统", en: "System")(language), context, width: width)
    detail.line([SystemsPanel.state(reading, context), Span("  " + system.name(language), Style(.bright, on: .popup, .bold))])
    detail.lines.append([])
    detail.field(Phrase(zh: "牵头", en: "Lead"), system.lead)
    detail.field(Phrase(zh: "领域", en: "Field"), AreasPanel.name(system.area, context))
    detail.field(Phrase(zh: "层级", en: "Tier"), tier(system.tier, language))
    detail.field(Phrase(zh: "目标与规则", en: "Target, rules"), system.target.map { Format.goal($0, language) })
    detail.field(Phrase(zh: "标识", en: "Id"), system.id, .dim)
    detail.field(
      Phrase(zh: "最新数据", en: "Newest data"),
      reading.heardAt.map { (time($0, context) ?? "") + "  " + Format.age(context.now - $0, language) }
        ?? Phrase(zh: "尚未接入", en: "no feed of it is connected")(language))
    detail.heading(Phrase(zh: "指标", en: "Indicators"))
    for indicator in system.indicators { detail.indicator(indicator, context) }
    if !reading.alarms.isEmpty { detail.heading(Phrase(zh: "告警", en: "Alerts")) }
    for alarm in reading.alarms.compactMap({ context.state.alarms[$0] }) {
      let severity = alarm.shownSeverity
      detail.line([
        Span(
          " \(severity.phrase(language)) ",
          context.state.needsAcknowledgement(alarm) ? .filled(severity.role) : Style(severity.quietRole)),
        Span(" " + alarm.title(language), Style(.text)),
      ])
    }
    return detail
  }

  private static func tier(_ tier: CatalogueSystem.Tier, _ language: Language) -> SafeText {
    switch tier {
    case .a: Phrase(zh: "A 上墙", en: "A: on the wall")(language)
    case .b: Phrase(zh: "B 下钻", en: "B: in drill-down")(language)
    case .c: Phrase(zh: "C 台账", en: "C: in the ledger")(language)
    }
  }

  private mutating func indicator(_ indicator: CatalogueSystem.Indicator, _ context: PanelContext) {
    let language = context.language
    let name = SystemsPanel.label(indicator, context).padded(toColumns: language.isChinese ? 24 : 32)
    let series = indicator.series(in: context.state)
    guard !series.isEmpty else {
      line([
        Span(name, Style(.dim)), Span(Phrase(zh: "暂无数据", en: "no data")(language), Style(.faint)),
        Span("  " + Format.unit(indicator.unit), Style(.faint)),
      ])
      return
    }
    for metric in series.prefix(6) {
      let severity = context.severity(of: metric, rule: indicator.name)
      let isStale = metric.isExpired(at: context.now) || Freshness.isStale(metric.source, context)
      var spans: StyledText = [
        Span(name, Style(.dim)),
        Span(
          Format.value(metric.value, unit: metric.unit, language).padded(toColumns: 12, alignment: .trailing),
          Style(isStale ? .stale : severity?.quietRole ?? .bright)),
      ]
      if let target = metric.target {
        let words = Phrase(zh: "  目标 ", en: "  target ")(language)
        spans.append(Span(words + Format.value(target, unit: metric.unit, language), Style(.dim)))
      }
      let labels = metric.key.labels.map { $0.key + "=" + $0.value }.joined(separator: " ")
      if !labels.isEmpty { spans.append(Span("  " + labels, Style(.faint))) }
      let age = Format.age(context.now - metric.at, language)
      spans.append(Span("  " + (isStale ? context.say(Words.stale) + " " : "") + age, Style(isStale ? .stale : .faint)))
      line(spans)
    }
  }

  /// A task of the ledger with its target and milestones.
  static func task(_ id: SafeText, _ context: PanelContext, _ width: Int) -> Detail {
    guard let task = context.state.tasks[id] else { return missing(id, context, width) }
    let (report, language) = (task.report, context.language)
    var detail = Detail(title: Phrase(zh: "任务 ", en: "Task ")(language) + (report.item ?? report.task), context, width: width)
    detail.text(report.title, .bright)
    detail.lines.append([])
    detail.field(Phrase(zh: "状态", en: "State"), report.state.phrase(language), report.state.isTrouble ? .yellowQuiet : .text)
    detail.field(Phrase(zh: "牵头", en: "Lead"), report.lead)
    detail.field(Phrase(zh: "现值 / 目标", en: "Value / target"), LedgerPanel.goal(report, context))
    detail.field(Phrase(zh: "完成期限", en: "By"), report.target?.by.map(words))
    let plan = SafeText(percent: LedgerPanel.plan(context), decimals: 0)
    detail.field(
      Phrase(zh: "进度", en: "Progress"),
      report.progress.map { SafeText(percent: $0, decimals: 0) + (language.say(",时序 \(plan)", ", year at \(plan)")) })
    detail.field(Phrase(zh: "更新", en: "Updated"), time(report.updatedAt, context))
    detail.field(Phrase(zh: "标识", en: "Id"), report.task, .dim)
    if !report.milestones.isEmpty { detail.heading(Phrase(zh: "节点", en: "Milestones")) }
    for milestone in report.milestones {
      detail.line([
        Span(milestone.isDone ? "✓ " : "  ", Style(.dim)), Span(words(milestone.due) + "  ", Style(.faint)),
        Span(milestone.title, Style(milestone.isDone ? .dim : .text)),
      ])
    }
    return detail
  }

  private static func words(_ date: CivilDate) -> SafeText { "\(date.year)-\(digits: date.month, 2)-\(digits: date.day, 2)" }
}
