internal import Core
public import TextSafety
public import TextUI

/// 12345 at a glance: arrivals against the same hour, the ratios that are published, what is open and how late.
public struct HotlinePanel: Panel {
  public let id = PanelID.hotline

  public init() {}

  public func source(_ context: PanelContext) -> SafeText? { context.state.tickets.tickets.last?.source }

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "12345 热线", en: "12345 hotline")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    let state = context.state
    let today = state.tickets.arrivals.today(at: context.now, offsetMinutes: state.city.offsetMinutes)
    var spans = StyledText(context.language.say("本日已收 \(today) \(state.city.ticketMeasure)", "today \(today)"), Style(.text))
    if let load = Load.ticketRatio(state) {
      let text: SafeText =
        context.language.say("  近1小时 ×\(SafeText(load, decimals: 2)) 同期", "  last h ×\(SafeText(load, decimals: 2)) usual")
      spans.append(Span(text, Style(load >= 1.5 ? .bright : .dim)))
    }
    let open = state.tickets.tickets.last
    return spans + [Span("  ", Style())] + Freshness.status(of: open?.at, source: open?.source, context)
  }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    guard !context.state.tickets.tickets.isEmpty || context.state.metrics.first("hotline.answer_ratio") != nil else {
      canvas.put(
        Phrase(
          zh: "暂无工单。用 file 采集器接入 Open311 或 ticket 事件。", en: "No tickets yet: add a file collector with Open311 or ticket events.")(
            context.language), x: rect.x, y: rect.y, style: Style(.faint), maxWidth: rect.width - 1)
      return
    }
    let factsWidth = min(context.language.isChinese ? 34 : 39, rect.width)
    let chart = Rect(x: rect.x, y: rect.y, width: rect.width - factsWidth - 3, height: rect.height)
    let facts = Rect(x: rect.maxX - factsWidth, y: rect.y, width: factsWidth, height: rect.height)
    if chart.width >= 16, chart.height >= 3 { drawArrivals(context, on: &canvas, in: chart) }
    drawFacts(context, on: &canvas, in: chart.width >= 16 ? facts : rect)
  }

  private func drawArrivals(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let state = context.state
    let steps = min(rect.width / 2, 72)
    let counts = state.tickets.arrivals.steps(steps, endingAt: context.now)
    var labels: [Int: SafeText] = [:]
    var columns: [ColumnChart.Column] = []
    let stepMilliseconds = ArrivalCounts.stepSeconds * 1000
    for (index, count) in counts.enumerated() {
      let start = Timestamp(
        milliseconds: (context.now.milliseconds / stepMilliseconds - Int64(steps - 1 - index)) * stepMilliseconds)
      let baseline = state.city.expectedTickets(inStepAt: start)
      let isHigh = baseline.map { Double(count) >= max(4, $0 * 1.5) } ?? false
      columns.append(.init(Double(count), baseline: baseline, role: isHigh ? .orangeQuiet : .chart))
      // Every column is two wide; hours get a label.
      columns.append(.init(Double(count), baseline: baseline, role: isHigh ? .orangeQuiet : .chart))
      let civil = state.civil(start)
      if civil.minute == 0, civil.hour % (steps > 40 ? 2 : 1) == 0 { labels[index * 2] = "\(digits: civil.hour, 2)" }
    }
    let most = counts.max() ?? 0
    let mark = SafeText(sanitizing: String(context.glyphs.verticalBars[context.glyphs.verticalBars.count - 1]))
    let dash = SafeText(sanitizing: String(context.glyphs.dash))
    let caption: StyledText = [
      Span(context.language.say("新增/10分钟", "new/10 min"), Style(.dim)),
      Span(context.language.say("  最高 \(most)", "  most \(most)"), Style(.text)),
      Span(context.language.say("  \(dash) 同期", "  \(dash) usual"), Style(.dim)), Span("  " + mark, Style(.orangeQuiet)),
      Span(context.language.say(" 超同期1.5倍", " above 1.5×"), Style(.dim)),
    ]
    // A caption, a figure, and two marks of two spans each.
    var shown = caption
    while shown.width > rect.width, shown.count > 1 { shown.removeLast(shown.count > 3 ? 2 : 1) }
    shown.draw(on: &canvas, x: rect.x, y: rect.y, maxWidth: rect.width)
    ColumnChart(columns: columns, labels: labels, glyphs: context.glyphs).draw(on: &canvas, in: rect.inset(top: 1))
  }

  private func drawFacts(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let lights = Load.lights(context.state)
    let en = !context.language.isChinese
    func line(_ y: Int, _ label: Phrase, _ spans: StyledText) {
      guard y < rect.height else { return }
      canvas.put(label(context.language), x: rect.x, y: rect.y + y, style: Style(.dim), maxWidth: rect.width)
      spans.draw(on: &canvas, x: rect.x + (en ? 18 : 14), y: rect.y + y, maxWidth: rect.width - (en ? 18 : 14))
    }
    line(
      0, Phrase(zh: "在办", en: "Open"),
      [
        Span("\(SafeText(grouped: context.state.tickets.openCount))", Style(.bright, on: .background, .bold)),
        Span(context.language.say("  黄灯 ", "  yellow "), Style(.dim)),
        Span("\(lights.yellow)", Style(lights.yellow > 0 ? .yellowQuiet : .text)),
        Span(context.language.say("  红灯 ", "  red "), Style(.dim)),
        Span("\(lights.red)", Style(lights.red > 0 ? .redQuiet : .text)),
      ])
    let ratios: [(SafeText, [Label], Phrase)] = [
      ("hotline.answer_ratio", [Label("window", "1h")], Phrase(zh: "接通率 1小时", en: "Answered 1 h")),
      ("hotline.answer_ratio", [Label("window", "24h")], Phrase(zh: "接通率 24小时", en: "Answered 24 h")),
      ("hotline.fcr_ratio", [], Phrase(zh: "即时解答率", en: "First contact")),
      ("hotline.on_time_ratio", [], Phrase(zh: "按时办结率", en: "Closed in time")),
      ("hotline.satisfied_ratio", [], Phrase(zh: "满意率", en: "Satisfied")),
    ]
    for (index, (name, labels, label)) in ratios.enumerated() {
      guard let metric = context.state.metrics.first(name, labels: labels) else { continue }
      let isLow = name == "hotline.answer_ratio" && (metric.value ?? 1) < 0.95
      var spans = [Span(Format.value(metric.value, unit: metric.unit, context.language), Style(isLow ? .yellowQuiet : .text))]
      if name == "hotline.answer_ratio" { spans.append(Span("  ≥95%", Style(.faint))) }
      line(index + 1, label, spans)
    }
    guard let seats = context.state.metrics.first("hotline.seat.busy"), let busy = seats.value, let all = seats.capacity else {
      return
    }
    line(
      6, Phrase(zh: "坐席 占用", en: "Seats busy"),
      [Span("\(Int(busy))/\(Int(all))", Style(busy >= all * 0.9 ? .yellowQuiet : .text))])
  }
}

/// Whether the load is normal for the hour.
enum Load {
  /// From here on the hour is busier than usual, below there quieter.
  static let high = 1.5
  static let low = 0.6

  /// Tickets of the latest hour against what the hour usually brings; nil without a baseline.
  static func ticketRatio(_ state: State) -> Double? {
    let now = state.now
    let expected = (0..<6).compactMap { state.city.expectedTickets(inStepAt: now - Double($0) * 600) }
    guard expected.count == 6, !state.tickets.tickets.isEmpty else { return nil }
    let seen = state.tickets.arrivals.steps(6, endingAt: now).reduce(0, +)
    return Double(seen) / max(1, expected.reduce(0, +))
  }

  static func lights(_ state: State) -> (yellow: Int, red: Int) {
    var lights = (yellow: 0, red: 0)
    for ticket in state.tickets.tickets where ticket.isOpen && !ticket.isExercise {
      switch ticket.light(at: state.now) {
      case .yellow: lights.yellow += 1
      case .red: lights.red += 1
      case .green: break
      }
    }
    return lights
  }
}

extension City {
  /// The tickets that ten minutes of this hour usually bring.
  func expectedTickets(inStepAt time: Timestamp) -> Double? {
    guard let ticketBaseline else { return nil }
    let civil = CivilTime(time, offsetMinutes: offsetMinutes)
    let hours = calendar.isWorkingDay(civil.date) ? ticketBaseline.workingDay : ticketBaseline.dayOff
    return hours.indices.contains(civil.hour) ? hours[civil.hour] / 6 : nil
  }
}
