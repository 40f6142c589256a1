internal import Core
internal import TextSafety
internal import TextUI

/// The three answers of a wall in big digits: is anything red and unacknowledged, is everything fresh, is the load normal.
enum WallAnswers {
  /// Rows they take on a screen: a label, digits, two lines of facts.
  static func height(_ size: Size) -> Int {
    switch size.height {
    case 100...: 15
    case 50...: 9
    case 30...: 7
    default: 5
    }
  }

  static func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let answers = [WallAnswer.reds(context), .freshness(context), .load(context)]
    let tracks = [Track(weight: 5), Track(weight: 4), Track(weight: 4)]
    let places = Layout.split(rect.inset(left: 1, right: 1), .columns, tracks, gap: rect.width >= 120 ? 4 : 2).rects
    for (answer, place) in zip(answers, places) { draw(answer, context, on: &canvas, in: place) }
  }

  private static func draw(_ answer: WallAnswer, _ context: PanelContext, on canvas: inout Canvas, in place: Rect) {
    let glyphs = context.glyphs
    canvas.hline(x: place.x, y: place.y, length: place.width, style: Style(.rule), glyph: glyphs.horizontalLine)
    let title = Style(.title, on: .background, .bold)
    canvas.put(" " + answer.label + " ", x: place.x + 1, y: place.y, style: title, maxWidth: place.width - 2)
    let facts = place.height >= 7 ? 2 : 1
    let rows = place.height - 1 - facts
    // A row of air above and below the digits where there is room.
    let air = rows > BigDigits.height + 1 && rows % 2 == 1 ? 1 : 0
    let area = Rect(x: place.x, y: place.y + 1 + air, width: place.width, height: rows - air)
    let digits = BigDigits(answer.figure, style: answer.style, glyphs: glyphs)
      .enlarged(toFit: Size(width: place.width * 3 / 5, height: area.height - (rows > BigDigits.height ? 1 : 0)))
    digits.draw(on: &canvas, in: area)
    let side = digits.width + 2
    for (line, text) in answer.aside.prefix(digits.height).enumerated() where place.width - side >= 6 {
      text.draw(on: &canvas, x: place.x + side, y: area.y + line, maxWidth: place.width - side)
    }
    let free = place.width - side - (answer.aside.map(\.width).max() ?? 0) - 3
    if free >= 12, !answer.trend.isEmpty {
      let width = min(free, answer.trend.count)
      Sparkline(values: answer.trend, glyphs: glyphs)
        .draw(on: &canvas, in: Rect(x: place.maxX - width, y: area.y, width: width, height: digits.height))
    }
    for (line, text) in answer.facts.prefix(facts).enumerated() {
      text.draw(on: &canvas, x: place.x, y: place.maxY - facts + line, maxWidth: place.width)
    }
  }
}

/// One answer: a figure to be read from afar, and what one asks next.
struct WallAnswer {
  var label: SafeText
  var figure: SafeText
  var style: Style
  /// Beside the digits.
  var aside: [StyledText] = []
  /// Below them.
  var facts: [StyledText] = []
  /// At the right, as high as the digits.
  var trend: [Double?] = []

  /// Six hours of ten minutes.
  private static let trendSteps = 36

  private static func quiet(_ text: SafeText) -> StyledText { StyledText(text, Style(.dim)) }

  static func reds(_ context: PanelContext) -> WallAnswer {
    let (state, language) = (context.state, context.language)
    let count = state.waitingRedCount
    var answer = WallAnswer(
      label: Phrase(zh: "红色未确认", en: "Red, unacknowledged")(language), figure: "\(count)",
      style: Style(count > 0 ? .redQuiet : .dim, on: .background, .bold))
    for severity in Severity.allCases.reversed() where severity != .red {
      let number = state.alarms.totals.unacknowledged(severity)
      if number > 0 { answer.aside.append([Span(" \(severity.phrase(language)) \(number) ", .filled(severity.role))]) }
    }
    if let oldest = state.waitingReds.first {
      answer.facts = [site(oldest, Style(.bright, on: .background, .bold), context), since(oldest, context)]
    } else if let oldest = state.longestWaiting {
      let badge = Span(" \(oldest.shownSeverity.phrase(language)) ", .filled(oldest.shownSeverity.role))
      answer.facts = [[badge, Span(" ")] + site(oldest, Style(.text), context), since(oldest, context)]
    } else {
      answer.facts = [quiet(Phrase(zh: "没有未确认告警", en: "nothing is unacknowledged")(language))]
    }
    if state.alarms.totals.exercise > 0 {
      answer.aside.append([Span(context.say(Words.exercise) + "\(state.alarms.totals.exercise)", .exercise)])
    }
    return answer
  }

  private static func site(_ alarm: Alarm, _ style: Style, _ context: PanelContext) -> StyledText {
    let place = context.place(alarm.facts.place)
    return [Span(place.isEmpty ? "" : place + " ", Style(.text)), Span(alarm.facts.headline(context.language), style)]
  }

  private static func since(_ alarm: Alarm, _ context: PanelContext) -> StyledText {
    let at = context.state.civil(alarm.raisedAt).clockMinutes
    let age = Format.age(context.now - alarm.raisedAt, context.language)
    let owner = AlertsPanel.owner(alarm, context)
    return [
      Span(context.language.say("\(at) 起,已 ", "since \(at), "), Style(.dim)), Span(age, Style(.bright)),
      Span(owner.isEmpty ? "" : "  " + owner, Style(.dim)),
    ]
  }

  static func freshness(_ context: PanelContext) -> WallAnswer {
    let (state, language) = (context.state, context.language)
    let sources = state.sources.sources.filter { $0.health != .expected }
    let label = Phrase(zh: "数据源断流", en: "Sources silent")(language)
    guard !sources.isEmpty else {
      return WallAnswer(
        label: label, figure: "–", style: Style(.dim),
        facts: [quiet(Phrase(zh: "数据等待接入", en: "data awaited")(language))])
    }
    func silence(_ source: SourceTable.Source) -> Double {
      source.health == .down ? context.now - source.healthSince : source.silence(at: context.now) ?? 0
    }
    let silent = sources.filter { $0.health == .stale || $0.health == .down }.sorted {
      (silence($0), $1.id) > (silence($1), $0.id)
    }
    let role: Role = silent.contains(where: \.isCore) ? .orangeQuiet : silent.isEmpty ? .dim : .yellowQuiet
    var answer = WallAnswer(
      label: label, figure: "\(silent.count)/\(sources.count)", style: Style(role, on: .background, .bold))
    answer.facts = silent.prefix(2).map { source in
      [
        Span(source.health.phrase(language) + " ", source.health.style),
        Span(Format.age(silence(source), language) + " ", Style(.bright)), Span(context.source(source.id), Style(.bright)),
      ]
    }
    if silent.isEmpty {
      let awaited = state.sources.sources.count - sources.count
      answer.facts = [quiet(Phrase(zh: "全部新鲜", en: "all fresh")(language))]
      if awaited > 0 { answer.facts.append(quiet(language.say("待接入 \(awaited) 个", "\(awaited) awaited"))) }
    } else if silent.count > 2 {
      answer.facts[1].append(Span(language.say("  等 \(silent.count) 个", "  of \(silent.count)"), Style(.dim)))
    }
    return answer
  }

  static func load(_ context: PanelContext) -> WallAnswer {
    let (state, language) = (context.state, context.language)
    if state.tickets.tickets.isEmpty { return machine(context) }
    let seen = state.tickets.arrivals.steps(6, endingAt: context.now).reduce(0, +)
    let source = state.tickets.tickets.last?.source
    if Freshness.isStale(source, context) { return unheard(source, seen, context) }
    let ratio = Load.ticketRatio(state)
    let isHigh = ratio.map { $0 >= Load.high } ?? false
    var answer = WallAnswer(
      label: Phrase(zh: "近1小时诉求", en: "Tickets, last hour")(language), figure: "\(seen)",
      style: Style(isHigh ? .orangeQuiet : .text, on: .background, .bold))
    guard let ratio else {
      answer.facts = [quiet(Phrase(zh: "没有同期基线可比", en: "no baseline to compare with")(language))]
      return answer
    }
    let factor = "×" + SafeText(ratio, decimals: 2)
    let usual = SafeText(Double(seen) / max(ratio, 0.01), decimals: 0)
    answer.aside = [
      StyledText(factor, Style(isHigh ? .orangeQuiet : .text, on: .background, .bold)),
      quiet(language.say("同期 ", "usual ") + usual),
    ]
    let words =
      isHigh
      ? Phrase(zh: "高于同期", en: "above the usual")
      : ratio < Load.low ? Phrase(zh: "低于同期", en: "below the usual") : Phrase(zh: "与同期相当", en: "as usual for this hour")
    answer.trend = state.tickets.arrivals.steps(WallAnswer.trendSteps, endingAt: context.now).map(Double.init)
    let today = state.tickets.arrivals.today(at: context.now, offsetMinutes: state.city.offsetMinutes)
    let lights = Load.lights(state)
    answer.facts = [
      [
        Span(words(language), Style(isHigh ? .bright : .dim)),
        Span(language.say("  今日 \(today)", "  today \(today)"), Style(.dim)),
      ],
      [
        Span(language.say("在办 ", "open ") + SafeText(grouped: state.tickets.openCount) + "  ", Style(.dim)),
        Span(language.say("黄灯 ", "yellow "), Style(.dim)),
        Span("\(lights.yellow)  ", Style(lights.yellow > 0 ? .yellowQuiet : .dim)),
        Span(language.say("红灯 ", "red "), Style(.dim)), Span("\(lights.red)", Style(lights.red > 0 ? .redQuiet : .dim)),
      ],
    ]
    return answer
  }

  /// While nothing is heard of tickets, the last figure is none of now.
  private static func unheard(_ source: SafeText?, _ seen: Int, _ context: PanelContext) -> WallAnswer {
    let language = context.language
    return WallAnswer(
      label: Phrase(zh: "近1小时诉求", en: "Tickets, last hour")(language), figure: "\(seen)", style: Style(.stale),
      aside: [
        Freshness.status(of: nil, source: source, context),
        quiet(Phrase(zh: "数字不是现在的", en: "not of now")(language)),
      ],
      facts: [quiet(Phrase(zh: "负荷未知:工单数据中断", en: "load unknown: tickets are not heard")(language))])
  }

  /// Where there are no tickets, the machine that is watched.
  private static func machine(_ context: PanelContext) -> WallAnswer {
    let language = context.language
    guard let cpu = context.state.metrics.first("host.cpu.used_ratio"), let value = cpu.value else {
      return WallAnswer(
        label: Phrase(zh: "负荷", en: "Load")(language), figure: "–", style: Style(.dim),
        facts: [quiet(Phrase(zh: "暂无工单数据", en: "no tickets yet")(language))])
    }
    let severity = context.severity(of: cpu, rule: "host.cpu.used_ratio")
    let memory = context.state.metrics.first("host.mem.used_ratio")?.value
    return WallAnswer(
      label: Phrase(zh: "本机 CPU", en: "Host CPU")(language), figure: SafeText(value * 100, decimals: 0) + "%",
      style: Style(severity?.quietRole ?? .text, on: .background, .bold),
      facts: memory.map { [quiet(language.say("内存 ", "memory ") + SafeText(percent: $0))] } ?? [])
  }
}
