public import Core
internal import TextSafety
internal import TextUI

extension ReportPage {
  /// The handover in words.
  public init(_ handover: Handover, city: City, language: Language) {
    let words = HandoverWords(handover: handover, city: city, language: language)
    self.init(
      title: Phrase(zh: "交接班记录", en: "Shift handover")(language), facts: words.facts,
      sections: [
        words.alarms(Phrase(zh: "未确认告警", en: "Unacknowledged"), handover.unacknowledged),
        words.alarms(Phrase(zh: "已确认、仍在处理", en: "Acknowledged, still open"), handover.acknowledged),
        words.reports, words.alarms(Phrase(zh: "超过时限", en: "Past their deadline"), handover.overdue),
        words.alarms(Phrase(zh: "派办、催办、督办、上报", en: "Assigned, urged, supervised, reported up"), handover.worked),
        words.alarms(Phrase(zh: "已搁置", en: "Shelved"), handover.shelved),
        words.alarms(Phrase(zh: "按设计抑制", en: "Suppressed by design"), handover.suppressed),
        words.alarms(Phrase(zh: "停用", en: "Out of service"), handover.outOfService),
        words.alarms(Phrase(zh: "持续超过 24 小时", en: "Standing for over 24 h"), handover.standing),
        words.alarms(Phrase(zh: "演练", en: "Drills"), handover.drills),
      ] + words.exercise + [words.sources, words.frequent, words.refused, words.remarks],
      signatures: [Phrase(zh: "交班", en: "Outgoing")(language), Phrase(zh: "接班", en: "Incoming")(language)])
  }
}

/// What each part of the page says.
struct HandoverWords {
  let handover: Handover
  let city: City
  let language: Language

  func time(_ time: Timestamp) -> SafeText {
    let civil = CivilTime(time, offsetMinutes: city.offsetMinutes)
    return "\(civil.monthDay) \(civil.clockMinutes)"
  }

  func say(_ zh: PhraseText, _ en: PhraseText) -> SafeText { language.say(zh, en) }

  var facts: [(label: SafeText, value: SafeText)] {
    let figures = handover.figures
    let severities = Severity.allCases.reversed().map {
      "\($0.phrase(language)) \(Int64(figures.bySeverity[$0] ?? 0))" as SafeText
    }
    var facts: [(label: SafeText, value: SafeText)] = [
      (say("单位", "City"), city.name(language)),
      (say("班次", "Shift"), "\(time(handover.from)) – \(time(handover.at))"),
      (say("交班人", "Outgoing"), handover.outgoing ?? "–"),
      (
        say("告警", "Announced"),
        say("\(Int64(figures.announced)) 条(", "\(Int64(figures.announced)) (") + severities.joined(separator: " ") + ")"
      ),
      (
        say("每 10 分钟", "Per 10 min"),
        say("人均 ", "per operator ") + SafeText(figures.averagePerOperator, decimals: 2)
          + say("(\(figures.band.phrase(language)))", " (\(figures.band.phrase(language)))")
          + say(
            ",最多 \(Int64(figures.peak)),告警洪峰 \(Int64(figures.floods.count)) 次 \(Int64(figures.floodMinutes)) 分钟",
            ", peak \(Int64(figures.peak)), \(Int64(figures.floods.count)) floods for \(Int64(figures.floodMinutes)) min")
      ),
      (
        say("确认", "Acknowledged"),
        "\(Int64(figures.acknowledged))"
          + (figures.medianResponse.map { median in
            say(" 条,中位 ", ", median ") + Format.duration(median)
              + (figures.p95Response.map { say(",95% 内 ", ", p95 ") + Format.duration($0) } ?? "")
              + (figures.slowestResponse.map { say(",最慢 ", ", slowest ") + Format.duration($0) } ?? "")
          } ?? say(" 条", ""))
      ),
      (say("级别构成", "Priorities"), priorities), (say("频繁抖动", "Chattering"), "\(Int64(figures.chattering))"),
      (
        say("工单", "Tickets"),
        say(
          "在办 \(Int64(handover.openTickets)) 件,超期 \(Int64(handover.overdueTickets)) 件",
          "\(Int64(handover.openTickets)) open, \(Int64(handover.overdueTickets)) overdue")
      ),
    ]
    if handover.malformed > 0 {
      facts.append((say("坏数据", "Bad lines"), say("已隔离 \(Int64(handover.malformed)) 行", "\(Int64(handover.malformed)) set aside")))
    }
    if let reason = handover.journalFailure { facts.append((say("日志", "Log"), say("无法写入:", "cannot be written: ") + reason)) }
    return facts
  }

  func alarms(_ title: Phrase, _ alarms: [Alarm]) -> ReportPage.Section {
    let rows = alarms.prefix(200).map { alarm -> [SafeText] in
      var state: SafeText = ""
      if let shelf = alarm.shelf {
        state = say("\(shelf.by) 搁置至 \(time(shelf.until)):", "by \(shelf.by) until \(time(shelf.until)): ") + shelf.reason
      } else if let out = alarm.outOfService {
        state = out.by + " " + out.permit
      } else if let acknowledgement = alarm.acknowledgement {
        state = "✓ \(acknowledgement.by) \(time(acknowledgement.at))"
      } else if let last = alarm.notes.last {
        state = "\(last.by): \(last.text)"
      }
      let work = DutyMarks.work(alarm, context)
      if !work.isEmpty { state = state.isEmpty ? work : state + "  " + work }
      return [
        alarm.shownSeverity.phrase(language), time(alarm.raisedAt), city.places[alarm.facts.place]?.name(language) ?? "",
        alarm.title(language), state,
      ]
    }
    var section = ReportPage.Section(title: count(title, alarms.count), empty: say("无", "none"), rows: rows)
    if alarms.count > rows.count {
      section.rows.append([
        "", "", "", say("……另 \(Int64(alarms.count - rows.count)) 条", "... and \(Int64(alarms.count - rows.count)) more"), "",
      ])
    }
    return section
  }

  /// Reports that are owed, with their clocks as they stood.
  var reports: ReportPage.Section {
    let context = context
    let rows = handover.reports.map { owed -> [SafeText] in
      [
        owed.alarm.shownSeverity.phrase(language), owed.due.at.map(time) ?? say("待报", "owed"),
        owed.due.at.map { DutyMarks.countdown($0, context).text } ?? "", owed.due.phrase(language),
        owed.plan.name(language) + say(":", ": ") + owed.alarm.facts.headline(language),
      ]
    }
    return ReportPage.Section(
      title: count(Phrase(zh: "报送时限", en: "Reports owed"), rows.count), empty: say("无", "none"), rows: rows)
  }

  /// To say things as the screen does, at the moment of the page.
  private var context: PanelContext {
    var view = ViewState()
    view.language = language
    return PanelContext(state: State(city: city, startingAt: handover.at), view: view, panel: .log, isFocused: false)
  }

  private func count(_ title: Phrase, _ count: Int) -> SafeText { "\(title(language)) \(Int64(count))" }

  var sources: ReportPage.Section {
    let rows = handover.sources.map { source -> [SafeText] in
      [source.health.phrase(language), time(source.healthSince), source.name.map { $0(language) } ?? source.id]
    }
    return ReportPage.Section(
      title: count(Phrase(zh: "断流与源故障", en: "Silent and failed sources"), rows.count), empty: say("无", "none"), rows: rows)
  }

  var frequent: ReportPage.Section {
    let share = SafeText(percent: handover.figures.frequentShare)
    return ReportPage.Section(
      title: say("最频繁告警(占 \(share))", "Most frequent (\(share) of all)"), empty: say("无", "none"),
      rows: handover.figures.frequent.map {
        ["\(Int64($0.count))", handover.headlines[$0.key].map { $0(language) } ?? $0.key.text]
      })
  }

  /// `低 71% 中 21% 高 7%(宜 80/15/5)`
  private var priorities: SafeText {
    let names: [(AlarmPriority, SafeText)] = [(.low, say("低", "low")), (.middle, say("中", "middle")), (.high, say("高", "high"))]
    let shares = names.map { $1 + " " + (handover.figures.share(of: $0).map { SafeText(percent: $0) } ?? "–") as SafeText }
    return shares.joined(separator: say(" ", ", ")) + say("(宜 80/15/5)", " (should be 80/15/5)")
  }

  var refused: ReportPage.Section {
    let rows = handover.figures.refused.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return ReportPage.Section(
      title: count(Phrase(zh: "被拒操作", en: "Refused commands"), handover.figures.refusedCount), empty: say("无", "none"),
      rows: rows.map { ["\(Int64($0.value))", $0.key] })
  }

  var remarks: ReportPage.Section {
    let context = context
    return ReportPage.Section(
      title: count(Phrase(zh: "备注与操作", en: "Remarks"), handover.remarks.count), empty: say("无", "none"),
      rows: handover.remarks.suffix(200).map { [time($0.at), LogLine.line($0, context).map(\.text).joined()] })
  }
}
