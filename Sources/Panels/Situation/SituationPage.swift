public import Core
internal import TextSafety
internal import TextUI

extension ReportPage {
  /// All that holds at the moment of a state, in words and tables: what a screen reader reads instead of the picture.
  public init(situation state: State, view: ViewState) {
    let words = SituationWords(context: PanelContext(state: state, view: view, panel: .alerts, isFocused: false))
    self.init(
      title: words.title, facts: words.facts,
      sections: [
        words.alerts, words.tickets, words.queues, words.fleets, words.metrics, words.tasks, words.sources,
      ],
      signatures: [])
  }
}

/// What each part of the page says.
struct SituationWords {
  let context: PanelContext

  private var state: State { context.state }
  private var language: Language { context.language }
  private func say(_ zh: PhraseText, _ en: PhraseText) -> SafeText { language.say(zh, en) }

  private func moment(_ time: Timestamp?) -> SafeText {
    guard let time, time > .distantPast else { return "–" }
    let civil = state.civil(time)
    return "\(civil.monthDay) \(civil.clock)"
  }

  private func count(_ title: SafeText, _ count: Int) -> SafeText { "\(title) \(Int64(count))" }

  var title: SafeText {
    let desk = state.city.desk(language)
    return (desk.isEmpty ? say("值班", "zhiban") : desk) + say(" 当前态势", ": the situation")
  }

  var facts: [(label: SafeText, value: SafeText)] {
    let civil = state.civil(state.now)
    var facts: [(label: SafeText, value: SafeText)] = [(say("时间", "Time"), "\(civil.dateText) \(civil.clock)")]
    let marks = BannerBar.marks(context)
    if !marks.isEmpty { facts.append((say("提示", "Note"), marks)) }
    let waiting = Severity.allCases.reversed().map {
      "\($0.phrase(language)) \(Int64(state.alarms.totals.unacknowledged($0)))" as SafeText
    }
    facts.append((say("未确认告警", "Unacknowledged"), "\(Int64(state.unacknowledged)) (\(waiting.joined(separator: " ")))"))
    let heard = state.sources.sources.filter { $0.health == .fresh }.count
    let silent = state.sources.sources.filter { $0.health == .stale }.count
    let down = state.sources.sources.filter { $0.health == .down }.count
    facts.append(
      (
        say("数据源", "Sources"),
        say("新鲜 \(heard),断流 \(silent),源故障 \(down)", "\(heard) fresh, \(silent) silent, \(down) down")
      ))
    facts.append(
      (
        say("工单", "Tickets"),
        say("在办 \(state.tickets.openCount)", "\(state.tickets.openCount) open")
      ))
    return facts
  }

  var alerts: ReportPage.Section {
    let alarms = AlertOrder.alarms(context).others
    return ReportPage.Section(
      title: count(say("告警", "Alerts"), alarms.count), empty: say("无告警", "none"),
      rows: alarms.map { alarm in
        [
          (alarm.facts.isExercise ? context.say(Words.exercise) : "") + alarm.shownSeverity.phrase(language),
          alarm.facts.headline(language), context.place(alarm.facts.place), moment(alarm.raisedAt),
          Detail.state(alarm, context), AlertsPanel.owner(alarm, context),
        ]
      },
      heads: [
        say("级别", "Severity"), say("内容", "Alert"), say("地点", "Place"), say("发生", "Since"), say("状态", "State"), say("责任", "Owner"),
      ])
  }

  /// The tickets whose light is not green; a list of all would be no page.
  var tickets: ReportPage.Section {
    let late = state.tickets.tickets.filter { $0.isOpen && $0.light(at: state.now) != .green }
    return ReportPage.Section(
      title: count(say("超期和临期工单", "Overdue and nearly overdue tickets"), late.count), empty: say("无", "none"),
      rows: late.prefix(200).map { ticket in
        [
          ticket.update.ticket, ticket.update.title, context.place(ticket.place), ticket.update.state.phrase(language),
          moment(ticket.dueAt), ticket.light(at: state.now) == .red ? say("红灯 超期", "red: overdue") : say("黄灯 临期", "yellow"),
        ]
      },
      heads: [
        say("工单号", "Ticket"), say("标题", "Title"), say("地点", "Place"), say("环节", "Step"), say("时限", "Due"), say("灯", "Light"),
      ])
  }

  var queues: ReportPage.Section {
    ReportPage.Section(
      title: count(say("数据共享任务", "Data sharing tasks"), state.queues.queues.count), empty: say("暂无数据", "no data"),
      rows: QueuesPanel.rows(context).map { queue in
        let reading = queue.reading
        return [
          reading.title, reading.state.phrase(language), SafeText(grouped: reading.depth),
          reading.oldestSeconds.map(Format.duration) ?? "–", moment(queue.at),
        ]
      },
      heads: [say("任务", "Task"), say("状态", "State"), say("积压", "Backlog"), say("最旧", "Oldest"), say("时间", "At")])
  }

  var fleets: ReportPage.Section {
    ReportPage.Section(
      title: count(say("终端", "Terminals"), state.fleets.fleets.count), empty: say("暂无数据", "no data"),
      rows: state.fleets.fleets.map { fleet in
        [
          fleet.title, SafeText(grouped: fleet.report.total), SafeText(grouped: fleet.report.online),
          fleet.onlineRatio.map { SafeText(percent: $0) } ?? "–", fleet.report.fault.map { "\($0)" } ?? "–", moment(fleet.at),
        ]
      },
      heads: [
        say("终端", "Fleet"), say("总数", "Total"), say("在线", "Online"), say("在线率", "Share"), say("故障", "Faults"), say("时间", "At"),
      ])
  }

  var metrics: ReportPage.Section {
    let titles = Dictionary(
      state.city.systems.flatMap(\.indicators).map { ($0.name, $0.title) }, uniquingKeysWith: { first, _ in first })
    return ReportPage.Section(
      title: count(say("指标", "Indicators"), state.metrics.metrics.count), empty: say("暂无数据", "no data"),
      rows: state.metrics.metrics.map { metric in
        let labels = metric.key.labels.map { $0.key + "=" + $0.value }.joined(separator: " ")
        let isOld = metric.isExpired(at: state.now) || Freshness.isStale(metric.source, context)
        return [
          titles[metric.key.name] ?? metric.key.name, metric.key.subject + (labels.isEmpty ? "" : " " + labels),
          context.place(metric.key.place), Format.value(metric.value, unit: metric.unit, language),
          moment(metric.at) + (isOld ? " " + context.say(Words.stale) : ""),
        ]
      },
      heads: [say("指标", "Indicator"), say("对象", "Of"), say("地点", "Place"), say("数值", "Value"), say("时间", "At")])
  }

  var tasks: ReportPage.Section {
    ReportPage.Section(
      title: count(say("年度任务", "Tasks of the year"), state.tasks.tasks.count), empty: say("暂无数据", "no data"),
      rows: state.tasks.tasks.map { task in
        [
          task.report.title, context.agency(task.report.lead), task.report.progress.map { SafeText(percent: $0) } ?? "–",
          task.report.target.map { $0.comparison.sign + " " + Format.value($0.value, unit: $0.unit, language) } ?? "–",
        ]
      },
      heads: [say("任务", "Task"), say("牵头单位", "Lead"), say("进度", "Progress"), say("目标", "Target")])
  }

  var sources: ReportPage.Section {
    ReportPage.Section(
      title: count(say("数据源", "Sources"), state.sources.sources.count), empty: say("暂无数据", "no data"),
      rows: state.sources.sources.map { source in
        [
          source.name.map { $0(language) } ?? source.id, source.health.phrase(language), moment(source.lastEventAt),
          SafeText(grouped: Int64(source.events)),
        ]
      },
      heads: [say("数据源", "Source"), say("状态", "Health"), say("最新数据", "Newest"), say("事件", "Events")])
  }
}
