internal import Core
internal import TextSafety
internal import TextUI

extension Detail {
  static func ticket(_ id: SafeText, _ context: PanelContext, _ width: Int) -> Detail {
    guard let ticket = context.state.tickets[id] else { return missing(id, context, width) }
    let (update, language) = (ticket.update, context.language)
    var detail = Detail(
      title: (ticket.isExercise ? context.say(Words.exercise) : "") + Phrase(zh: "工单 ", en: "Ticket ")(language) + update.ticket,
      context,
      width: width)
    detail.text(update.title, .bright)
    detail.lines.append([])
    let channel = update.channel.map { " · " + $0.phrase(language) } ?? ""
    detail.field(Phrase(zh: "类别", en: "Class"), update.ticketClass.phrase(language) + channel)
    detail.field(Phrase(zh: "地点", en: "Place"), context.place(ticket.place) + (update.placeText.map { " " + $0 } ?? ""))
    detail.field(Phrase(zh: "承办", en: "Agency"), update.agency?.name)
    detail.field(Phrase(zh: "收到", en: "Received"), time(update.receivedAt, context))
    if let due = ticket.dueAt {
      let left = TicketClock.left(update, due: due, context.state)
      let light = ticket.light(at: context.now)
      let role: Role = light == .green ? .text : light.role
      let clock: SafeText =
        if case .workingDays = context.state.city.ticketLimits.limit(of: update) {
          Phrase(zh: "工作时间", en: "working time")(language)
        } else {
          Phrase(zh: "自然时间", en: "clock time")(language)
        }
      detail.field(Phrase(zh: "办结期限", en: "Due"), time(due, context))
      if ticket.isOpen { detail.field(Phrase(zh: "剩余", en: "Left"), "\(Format.countdown(left, language)) (\(clock))", role) }
      let year = context.state.civil(due).year
      if !context.state.city.calendar.years.isEmpty, !context.state.city.calendar.years.contains(year) {
        detail.field(
          Phrase(zh: "注意", en: "Note"), language.say("\(year) 年节假日表未配置", "no holiday table for \(year)"), .yellowQuiet)
      }
    }
    if update.returns > 0 {
      detail.field(
        Phrase(zh: "退单", en: "Returned"), language.say("\(update.returns) 次", "\(update.returns) times"), .yellowQuiet)
    }
    if let cluster = update.cluster {
      let same = context.state.tickets.tickets.filter { $0.cluster == cluster }
      detail.field(
        Phrase(zh: "同因", en: "Cluster"),
        language.say("\(same.count) 宗,在办 \(same.count { $0.isOpen })", "\(same.count), \(same.count { $0.isOpen }) open"))
      detail.heading(Phrase(zh: "同因工单", en: "Same cause"))
      for other in same.suffix(12) {
        detail.line([
          Span((time(other.update.receivedAt, context) ?? "") + "  ", Style(.faint)),
          Span(other.update.state.phrase(language).padded(toColumns: 11), Style(.dim)),
          Span(other.update.title, Style(.text)),
        ])
      }
    }
    detail.heading(Phrase(zh: "办理经过", en: "Lifecycle"))
    for step in ticket.history {
      let agency = step.agency.map { "  " + context.agency($0) } ?? ""
      detail.line([
        Span((time(step.at, context) ?? "") + "  ", Style(.faint)), Span(step.state.phrase(language), Style(.text)),
        Span(agency, Style(.dim)),
      ])
    }
    return detail
  }

  static func queue(_ id: SafeText, _ context: PanelContext, _ width: Int) -> Detail {
    guard let queue = context.state.queues[id] else { return missing(id, context, width) }
    let (reading, language) = (queue.reading, context.language)
    var detail = Detail(title: Phrase(zh: "交换任务", en: "Exchange task")(language), context, width: width)
    detail.line([Span(reading.title + "  ", Style(.bright)), Span(reading.state.phrase(language), reading.state.style)])
    detail.lines.append([])
    detail.field(Phrase(zh: "提供方", en: "Provider"), reading.provider.name)
    detail.field(Phrase(zh: "使用方", en: "Consumer"), reading.consumer.name)
    detail.field(
      Phrase(zh: "状态自", en: "State since"),
      (time(queue.stateSince, context) ?? "") + "  " + Format.age(context.now - queue.stateSince, language))
    detail.field(Phrase(zh: "积压", en: "Backlog"), SafeText(grouped: reading.depth))
    detail.field(Phrase(zh: "最旧", en: "Oldest"), reading.oldestSeconds.map { Format.age($0, language) })
    detail.field(Phrase(zh: "约定", en: "Agreed"), reading.limitSeconds.map { Format.age($0, language) })
    detail.field(
      Phrase(zh: "进/出 每秒", en: "In/out per s"),
      SafeText(reading.inRate ?? 0, decimals: 1) + " / " + SafeText(reading.outRate ?? 0, decimals: 1))
    detail.field(
      Phrase(zh: "预计清空", en: "Drained in"), QueueOutlook(queue, at: context.now).words(queue, context).map(\.text).joined())
    detail.field(Phrase(zh: "末次成功", en: "Last success"), time(reading.lastSuccess, context))
    detail.field(Phrase(zh: "位点", en: "Offset"), reading.offset.map { SafeText(grouped: $0) })
    detail.field(Phrase(zh: "失败 重试", en: "Failed, retry"), "\(reading.failed ?? 0), \(reading.retrying ?? 0)")
    detail.field(Phrase(zh: "数据", en: "Data"), time(queue.at, context))
    detail.field(Phrase(zh: "标识", en: "Id"), reading.queue, .dim)
    detail.flow(of: queue, context)
    return detail
  }

  static func metric(_ key: MetricTable.Key, _ context: PanelContext, _ width: Int) -> Detail {
    guard let metric = context.state.metrics.metrics.first(where: { $0.key == key }) else {
      return missing(key.name, context, width)
    }
    let language = context.language
    let catalogue = context.state.city.systems.lazy.flatMap { system in system.indicators.map { (system, $0) } }.first {
      $0.1.name == key.name
    }
    var detail = Detail(title: catalogue?.1.title ?? key.name, context, width: width)
    detail.line([
      Span(Format.value(metric.value, unit: metric.unit, language), Style(.bright, on: .popup, .bold)),
      Span("  " + key.name, Style(.dim)),
    ])
    detail.lines.append([])
    detail.field(Phrase(zh: "系统", en: "System"), catalogue?.0.name(language))
    detail.field(Phrase(zh: "牵头", en: "Lead"), catalogue?.0.lead)
    detail.field(Phrase(zh: "目标", en: "Target"), (catalogue?.0.target).map { Format.goal($0, language) })
    detail.field(Phrase(zh: "对象", en: "Subject"), key.subject)
    detail.field(Phrase(zh: "标签", en: "Labels"), key.labels.map { "\($0.key)=\($0.value)" as SafeText }.joined(separator: " "))
    detail.field(Phrase(zh: "单位", en: "Unit"), Format.unit(metric.unit))
    detail.field(Phrase(zh: "容量", en: "Capacity"), metric.capacity.map { Format.amount($0, language) })
    detail.field(Phrase(zh: "数据源", en: "Source"), context.source(metric.source))
    detail.field(
      Phrase(zh: "时间", en: "Time"), (time(metric.at, context) ?? "") + "  " + Format.age(context.now - metric.at, language))
    let values = metric.series.minutes(240, endingAt: context.now).compactMap { $0 }
    if let low = values.min(), let high = values.max() {
      detail.field(
        Phrase(zh: "4小时内", en: "In 4 hours"),
        Format.value(low, unit: metric.unit, language) + " – " + Format.value(high, unit: metric.unit, language))
    }
    for level in context.thresholds(of: key.name) {
      detail.field(
        Phrase(zh: "限值", en: "Limit"),
        level.severity.phrase(language) + " " + Format.value(level.value, unit: metric.unit, language) + "  "
          + Phrase(zh: "持续 ", en: "held ")(language) + Format.duration(level.holdSeconds), level.severity.quietRole)
    }
    detail.chart(of: metric, context)
    return detail
  }

  static func place(_ code: PlaceCode, _ context: PanelContext, _ width: Int) -> Detail {
    let language = context.language
    let place = context.state.city.places[code]
    var detail = Detail(title: place?.name(language) ?? code.text, context, width: width)
    func lies(_ other: PlaceCode) -> Bool {
      other == code || context.state.city.places.unit(of: other)?.code == code || other.county == code
    }
    let alarms = context.state.alarms.rows.filter { lies($0.facts.place) }
    detail.heading(Phrase(zh: "告警", en: "Alerts"))
    // What is actual before what is a drill, whose colours do not count.
    let actual = alarms.filter { !$0.facts.isExercise }.sorted { $0.shownSeverity > $1.shownSeverity }
    for alarm in (actual + alarms.filter(\.facts.isExercise)).prefix(12) {
      let isOpen = context.state.needsAcknowledgement(alarm) && !alarm.isHidden && !alarm.facts.isExercise
      detail.line([
        Span(
          " \(alarm.shownSeverity.phrase(language)) ",
          isOpen ? .filled(alarm.shownSeverity.role) : Style(alarm.shownSeverity.quietRole)),
        Span(" " + alarm.title(language), Style(isOpen ? .bright : .dim)),
      ])
    }
    if alarms.isEmpty { detail.text(Phrase(zh: "无", en: "none")(language), .faint) }
    let tickets = context.state.tickets.tickets.filter { lies($0.place) && $0.isOpen }
    detail.heading(Phrase(zh: "在办工单", en: "Open tickets"))
    detail.text(language.say("\(tickets.count) \(context.state.city.ticketMeasure)", "\(tickets.count)"))
    for ticket in tickets.sorted(by: { ($0.dueAt ?? .distantFuture) < ($1.dueAt ?? .distantFuture) }).prefix(10) {
      detail.line([
        Span(ticket.update.state.phrase(language).padded(toColumns: 11), Style(.dim)),
        Span(ticket.update.title, Style(ticket.light(at: context.now) == .green ? .text : .bright)),
      ])
    }
    detail.heading(Phrase(zh: "终端", en: "Terminals"))
    for fleet in context.state.fleets.fleets {
      guard let area = fleet.areas[code] else { continue }
      detail.line([Span(fleet.title + "  ", Style(.text)), Span("\(area.online)/\(area.total)", Style(.text))])
    }
    return detail
  }

  static func fleet(_ id: SafeText, _ context: PanelContext, _ width: Int) -> Detail {
    guard let fleet = context.state.fleets[id] else { return missing(id, context, width) }
    var detail = Detail(title: fleet.title, context, width: width)
    detail.field(Phrase(zh: "在线", en: "Online"), "\(fleet.report.online)/\(fleet.report.total)", .bright)
    detail.field(Phrase(zh: "故障", en: "Faults"), fleet.report.fault.map { "\($0)" })
    detail.field(Phrase(zh: "数据", en: "Data"), time(fleet.at, context))
    for count in fleet.report.counts { detail.field(Phrase(zh: "原因", en: "Reason"), "\(count.name) \(count.count)") }
    detail.heading(Phrase(zh: "分县区", en: "By area"))
    for area in fleet.areas.values.sorted(by: { $0.place < $1.place }) {
      let ratio = area.total > 0 ? Double(area.online) / Double(area.total) : 1
      detail.line([
        Span(context.place(area.place).padded(toColumns: 12), Style(.text)),
        Span(("\(area.online)/\(area.total)" as SafeText).padded(toColumns: 10, alignment: .trailing), Style(.text)),
        Span("  " + SafeText(percent: ratio), Style(ratio < 0.9 ? .bright : .dim)),
      ])
    }
    return detail
  }

  static func collector(_ name: SafeText, _ context: PanelContext, _ width: Int) -> Detail {
    guard let collector = context.state.collectors[name] else { return missing(name, context, width) }
    let language = context.language
    var detail = Detail(title: Phrase(zh: "采集器 ", en: "Collector ")(language) + name, context, width: width)
    detail.field(Phrase(zh: "类型", en: "Kind"), collector.kind)
    detail.field(
      Phrase(zh: "行 字节", en: "Lines, bytes"), SafeText(grouped: collector.lines) + ", " + Format.bytes(Double(collector.bytes)))
    detail.field(Phrase(zh: "事件", en: "Events"), SafeText(grouped: collector.events))
    for reason in Malformed.Reason.allCases where collector.malformed[reason] != nil {
      detail.field(
        Phrase(zh: "隔离", en: "Quarantined"), "\(reason.phrase(language)) \(collector.malformed[reason] ?? 0)", .yellowQuiet)
    }
    if !collector.lastErrors.isEmpty {
      detail.heading(Phrase(zh: "最近错误", en: "Latest faults"))
      for fault in collector.lastErrors.suffix(8) {
        detail.text("\(fault.position.file):\(fault.position.line): \(fault.malformed.reason.name): \(fault.malformed.detail)")
      }
    }
    detail.heading(Phrase(zh: "最近原始行(已转义、脱敏)", en: "Latest raw lines, escaped and masked"))
    for line in collector.lastLines.suffix(6) { detail.text(line, .dim) }
    return detail
  }
}
