internal import Core
internal import TextSafety
internal import TextUI

extension Detail {
  static func source(_ id: SafeText, _ context: PanelContext, _ width: Int) -> Detail {
    guard let source = context.state.sources[id] else { return missing(id, context, width) }
    let language = context.language
    var detail = Detail(title: context.source(id), context, width: width)
    detail.line([
      Span(source.health.phrase(language), source.health.style),
      Span("  " + Format.age(context.now - source.healthSince, language), Style(.dim)),
      Span(explanation(of: source.health, language), Style(.dim)),
    ])
    detail.lines.append([])
    detail.field(Phrase(zh: "标识", en: "Source"), id)
    detail.field(Phrase(zh: "最近收到", en: "Last heard"), time(source.lastArrivalAt, context))
    detail.field(Phrase(zh: "最新数据", en: "Newest data"), time(source.lastEventAt, context))
    detail.field(Phrase(zh: "断流判定", en: "Lost after"), source.silenceLimit.map(Format.duration))
    detail.field(
      Phrase(zh: "每分钟", en: "Per minute"), SourcesPanel.rate(source, context).map { SafeText(grouped: $0) })
    if let median = source.lags.median, let maximum = source.lags.maximum {
      let (half, most) = (Format.lag(median), Format.lag(maximum))
      detail.field(
        Phrase(zh: "滞后", en: "Lag"),
        language.say(
          "中位 \(half),最大 \(most)(最近 \(source.lags.count) 条)", "p50 \(half), max \(most) of the last \(source.lags.count)"))
    }
    if let clock = source.clockPhrase(language) { detail.field(Phrase(zh: "时钟", en: "Clock"), clock, .yellowQuiet) }
    detail.field(Phrase(zh: "事件", en: "Events"), SafeText(grouped: source.events))
    if source.bytes > 0 { detail.field(Phrase(zh: "流量", en: "Bytes"), Format.bytes(Double(source.bytes))) }
    detail.field(Phrase(zh: "采集器", en: "Collectors"), source.collectors.joined(separator: ", "))
    order(of: source, language, &detail)
    faults(of: source, context, &detail)
    if let heartbeat = source.heartbeat { self.heartbeat(heartbeat, of: source, context, &detail) }
    if !source.lastLines.isEmpty {
      detail.heading(Phrase(zh: "最近原始行(已转义、脱敏)", en: "Latest raw lines, escaped and masked"))
      for line in source.lastLines { detail.text(line, .dim) }
    }
    return detail
  }

  /// 断流 and 源故障 ask for different calls: to the network, and to whoever runs the system.
  private static func explanation(of health: SourceTable.Health, _ language: Language) -> SafeText {
    switch health {
    case .stale: Phrase(zh: "  未收到任何数据和心跳,请查采集和网络", en: "  no data, no heartbeat: check collector and network")(language)
    case .down: Phrase(zh: "  采集正常,源系统自报故障", en: "  collected, but it reports its own failure")(language)
    case .fresh, .expected: ""
    }
  }

  /// What came twice, in another order, at odd times, or not at all.
  private static func order(of source: SourceTable.Source, _ language: Language, _ detail: inout Detail) {
    func field(_ label: Phrase, _ count: Int, _ note: SafeText = "", _ role: Role = .text) {
      detail.field(label, SafeText(grouped: count) + note, count > 0 ? role : .dim)
    }
    detail.heading(Phrase(zh: "次序与时间", en: "Order and time"))
    var notes: SafeText = ""
    if source.sequence.filled > 0 {
      notes += Phrase(zh: ",已补到 ", en: ", came after all ")(language) + "\(source.sequence.filled)"
    }
    if source.sequence.restarts > 0 {
      notes +=
        Phrase(zh: ",重新编号 ", en: ", numbering restarted ")(language) + "\(source.sequence.restarts)"
        + Phrase(zh: " 次", en: "×")(language)
    }
    field(Phrase(zh: "缺号", en: "Gaps"), source.gaps, notes, .yellowQuiet)
    field(Phrase(zh: "重复", en: "Duplicates"), source.duplicates)
    field(Phrase(zh: "迟到", en: "Late"), source.late)
    field(Phrase(zh: "旧版本", en: "Superseded"), source.outdated)
    field(Phrase(zh: "过期", en: "Expired"), source.expired)
    field(Phrase(zh: "时间可疑", en: "Suspect times"), source.suspect, "", .yellowQuiet)
  }

  private static func faults(of source: SourceTable.Source, _ context: PanelContext, _ detail: inout Detail) {
    guard source.malformedCount > 0 else { return }
    detail.heading(Phrase(zh: "隔离", en: "Quarantined"))
    detail.field(Phrase(zh: "行数", en: "Lines"), SafeText(grouped: source.malformedCount), .yellowQuiet)
    detail.field(Phrase(zh: "原因", en: "By reason"), Malformed.Reason.list(source.malformed, context.language), .yellowQuiet)
    for fault in source.lastErrors.suffix(5) {
      detail.text(
        "\(context.state.civil(fault.at).clock) \(fault.position.file):\(fault.position.line) "
          + "\(fault.malformed.reason.phrase(context.language)): \(fault.malformed.detail)")
    }
  }

  private static func heartbeat(
    _ heartbeat: Heartbeat, of source: SourceTable.Source, _ context: PanelContext, _ detail: inout Detail
  ) {
    detail.heading(Phrase(zh: "心跳", en: "Heartbeat"))
    detail.field(Phrase(zh: "采集端", en: "Collector"), heartbeat.collector)
    detail.field(Phrase(zh: "上游", en: "Upstream"), heartbeat.upstream.phrase(context.language))
    detail.field(Phrase(zh: "间隔", en: "Interval"), Format.duration(heartbeat.intervalSeconds))
    detail.field(Phrase(zh: "滞后", en: "Lag"), heartbeat.lagSeconds.map(Format.lag))
    if heartbeat.emitted != nil { detail.field(Phrase(zh: "已发", en: "Emitted"), total(source.emitted)) }
    if heartbeat.dropped != nil { detail.field(Phrase(zh: "丢弃", en: "Dropped"), total(source.dropped)) }
    if heartbeat.errors != nil { detail.field(Phrase(zh: "错误", en: "Errors"), total(source.reportedErrors)) }
    detail.field(Phrase(zh: "版本", en: "Version"), heartbeat.version)
  }

  private static func total(_ counted: RunningTotal) -> SafeText { Format.whole(counted.total) }
}
