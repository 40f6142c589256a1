internal import Core
public import TextSafety
public import TextUI

/// The ledger of the year's tasks: how far each is, where it should be by now, who leads it. What is behind stands on top.
public struct LedgerPanel: Panel {
  public let id = PanelID.ledger

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "年度任务台账", en: "Tasks of the year")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    let tasks = context.state.tasks.tasks
    guard let newest = tasks.max(by: { $0.at < $1.at }) else { return [] }
    let behind = tasks.count { $0.report.state.isTrouble }
    let done = tasks.count { $0.report.state == .done }
    let text: SafeText =
      context.language.say(
        "\(tasks.count) 项  完成 \(done)  滞后 \(behind)  ", "tasks \(tasks.count)  done \(done)  behind \(behind)  ")
    return StyledText(text, Style(.dim)) + Freshness.status(of: newest.at, source: newest.source, context)
  }

  static func rows(_ context: PanelContext) -> [TaskTable.Task] {
    context.state.tasks.tasks.filter { context.found($0.report.title, $0.report.lead, $0.report.item, $0.report.task) }
      .sorted { ($0.report.state.rank, $0.report.lead, $0.report.task) < ($1.report.state.rank, $1.report.lead, $1.report.task) }
  }

  public func items(_ context: PanelContext) -> [ItemID] { LedgerPanel.rows(context).map { .task($0.report.task) } }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let rows = LedgerPanel.rows(context)
    let items = rows.map { ItemID.task($0.report.task) }
    let say = context.language
    let bar = rect.width >= 110 ? 20 : rect.width >= 80 ? 10 : 0
    var columns: [Table.Column] = [
      .init(Phrase(zh: "状态", en: "State")(say), minimum: say.isChinese ? 6 : 11, priority: 10),
      .init(Phrase(zh: "要点", en: "Item")(say), minimum: 7, priority: 3),
      .init(Phrase(zh: "任务", en: "Task")(say), minimum: 24, weight: 1, priority: 9),
      .init(Phrase(zh: "牵头", en: "Lead")(say), minimum: 12, maximum: 18, priority: 6),
      .init(Phrase(zh: "现值 / 目标", en: "Value / target")(say), minimum: 19, priority: 7, alignment: .trailing),
      .init(Phrase(zh: "进度", en: "Done")(say), minimum: 6, priority: 8, alignment: .trailing),
    ]
    if bar > 0 { columns.append(.init(Phrase(zh: "应到 ╏", en: "plan ╏")(say), minimum: bar, priority: 5)) }
    var table = Table(
      columns: columns, rows: rows.map { row($0, bar > 0, context) }, selection: context.selection(items), glyphs: context.glyphs)
    table.placeholder = Phrase(zh: "暂无任务数据(task 事件)", en: "no tasks yet (task events)")(say)
    let visible = table.visibleRows(in: rect)
    table.offset = context.top(items, visible: visible)
    table.draw(on: &canvas, in: rect)
    guard bar > 0, let place = table.layout(in: rect).rects.last, place.width > 0 else { return }
    let plan = LedgerPanel.plan(context)
    for (line, task) in rows.dropFirst(table.offset).prefix(visible).enumerated() {
      Gauge(
        value: task.report.progress, target: task.report.state == .done ? nil : plan,
        role: task.report.state.isTrouble ? .yellowQuiet : .chart, shape: .line, glyphs: context.glyphs
      ).draw(on: &canvas, in: Rect(x: place.x, y: rect.y + 1 + line, width: place.width, height: 1))
      if table.offset + line == table.selection {
        canvas.select(Rect(x: rect.x, y: rect.y + 1 + line, width: rect.width, height: 1))
      }
    }
  }

  private func row(_ task: TaskTable.Task, _ hasBar: Bool, _ context: PanelContext) -> Table.Row {
    let report = task.report
    let isTrouble = report.state.isTrouble
    let text = Style(isTrouble ? .bright : report.state == .done ? .dim : .text)
    return Table.Row(
      [
        [Span(report.state.phrase(context.language), isTrouble ? Style(.yellowQuiet, on: .background, .bold) : Style(.dim))],
        [Span(report.item ?? "", Style(.dim))], [Span(report.title, text)],
        [Span(context.agency(report.lead), Style(.dim))], [Span(LedgerPanel.goal(report, context), text)],
        [Span(report.progress.map { SafeText(percent: $0, decimals: 0) } ?? "–", text)],
      ] + (hasBar ? [[]] : []))
  }

  /// `54,200 / > 6.00万`
  static func goal(_ report: TaskReport, _ context: PanelContext) -> SafeText {
    let unit = report.target?.unit ?? ""
    let value = report.value.map { Format.value($0, unit: unit, context.language) } ?? "–"
    guard let target = report.target else { return value }
    return value + " / " + target.comparison.sign + " " + Format.value(target.value, unit: unit, context.language)
  }

  /// The share of the year that has passed: a task that goes evenly would be there.
  static func plan(_ context: PanelContext) -> Double {
    let date = context.state.civil(context.now).date
    let first = CivilDate(year: date.year, month: 1, day: 1).dayNumber
    let next = CivilDate(year: date.year + 1, month: 1, day: 1).dayNumber
    return Double(date.dayNumber - first + 1) / Double(next - first)
  }
}

extension TaskReport.State {
  func phrase(_ language: Language) -> SafeText {
    switch self {
    case .notStarted: Phrase(zh: "未开始", en: "not started")(language)
    case .inProgress: Phrase(zh: "推进中", en: "in progress")(language)
    case .atRisk: Phrase(zh: "有风险", en: "at risk")(language)
    case .blocked: Phrase(zh: "受阻", en: "blocked")(language)
    case .overdue: Phrase(zh: "逾期", en: "overdue")(language)
    case .done: Phrase(zh: "完成", en: "done")(language)
    case .cancelled: Phrase(zh: "取消", en: "cancelled")(language)
    }
  }

  var isTrouble: Bool { self == .atRisk || self == .blocked || self == .overdue }

  /// What is behind first, what is over last.
  var rank: Int {
    switch self {
    case .overdue: 0
    case .blocked: 1
    case .atRisk: 2
    case .notStarted: 3
    case .inProgress: 4
    case .done: 5
    case .cancelled: 6
    }
  }
}

extension TaskReport.Target.Comparison {
  var sign: SafeText {
    switch self {
    case .atLeast: "≥"
    case .above: ">"
    case .atMost: "≤"
    case .below: "<"
    case .equal: "="
    }
  }
}
