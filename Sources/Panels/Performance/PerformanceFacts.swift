internal import Core
internal import TextSafety
internal import TextUI

/// The figures with their targets, a line each; on a wide panel the priorities stand beside them.
struct PerformanceFacts {
  let figures: AlarmFigures
  let context: PanelContext

  private func say(_ zh: PhraseText, _ en: PhraseText) -> SafeText { context.language.say(zh, en) }

  /// Returns how many rows it took.
  func draw(on canvas: inout Canvas, in rect: Rect) -> Int {
    let lines = lines
    let isWide = rect.width >= 100
    let left = isWide ? rect.width * 55 / 100 : rect.width
    let label = context.language.isChinese ? 16 : 20
    for (row, line) in lines.prefix(rect.height).enumerated() {
      canvas.put(line.label, x: rect.x, y: rect.y + row, style: Style(.dim), maxWidth: label - 1)
      line.value.draw(on: &canvas, x: rect.x + label, y: rect.y + row, maxWidth: left - label)
    }
    if isWide {
      let x = rect.x + left + 3
      return max(lines.count, priorities(on: &canvas, in: Rect(x: x, y: rect.y, width: rect.maxX - x, height: rect.height)))
    }
    let used = min(rect.height, lines.count)
    let rest = Rect(x: rect.x, y: rect.y + used, width: rect.width, height: rect.height - used)
    return used + (rest.height >= 3 ? priorities(on: &canvas, in: rest, hasHead: false) : 0)
  }

  private var lines: [(label: SafeText, value: StyledText)] {
    let band = figures.band
    let operators = figures.operators
    var rate: StyledText = [
      Span(SafeText(figures.averagePerOperator, decimals: 2), Style(band.role, on: .background, .bold)),
      Span(" " + band.phrase(context.language), Style(band.role)),
      Span(say("  ≤1 可接受,≤2 尚可", "  ≤1 good, ≤2 at most"), Style(.faint)),
    ]
    if operators > 1 { rate.append(Span(say("  \(operators) 人", "  \(operators) operators"), Style(.dim))) }
    let isFlood = !figures.floods.isEmpty
    let share = SafeText(percent: figures.floodSeconds / max(1, figures.to - figures.from))
    return [
      (say("人均每10分钟", "Per operator 10 m"), rate),
      (
        say("最多10分钟", "Busiest 10 min"),
        [
          Span("\(figures.peak)", Style(figures.peak > Announcements.floodAbove ? .redQuiet : .text, on: .background, .bold)),
          Span(say("  ≤10", "  ≤10"), Style(.faint)),
        ]
      ),
      (
        say("告警洪峰", "Flood"),
        [
          Span(
            say(
              "\(figures.floods.count) 次,\(figures.floodMinutes) 分钟",
              "\(figures.floods.count), \(figures.floodMinutes) min in all"),
            Style(isFlood ? .orangeQuiet : .text)),
          Span(say("  占本班 \(share)", "  \(share) of the shift"), Style(.faint)),
        ]
      ),
      (say("确认用时", "Acknowledged in"), response), (say("频繁抖动", "Chattering"), number(figures.chattering)),
      (say("持续超24小时", "Standing over 24 h"), number(standing)), (say("被拒操作", "Refused commands"), refused),
    ]
  }

  private func number(_ count: Int) -> StyledText {
    [Span("\(count)", Style(count > 0 ? .yellowQuiet : .text)), Span(say("  宜为 0", "  should be 0"), Style(.faint))]
  }

  private var response: StyledText {
    guard let median = figures.medianResponse, let most = figures.p95Response, let slowest = figures.slowestResponse else {
      return [Span(say("本班尚无确认", "nothing acknowledged yet"), Style(.faint))]
    }
    return [
      Span(say("中位 ", "median "), Style(.dim)), Span(Format.duration(median), Style(.bright)),
      Span(say("  95% 内 ", "  p95 "), Style(.dim)), Span(Format.duration(most), Style(.text)),
      Span(say("  最慢 ", "  slowest "), Style(.dim)), Span(Format.duration(slowest), Style(.text)),
      Span(say("  \(figures.acknowledged) 条", "  of \(figures.acknowledged)"), Style(.dim)),
    ]
  }

  private var standing: Int {
    context.state.alarms.rows.count {
      !$0.isHidden && !$0.facts.isExercise && context.now - $0.raisedAt >= Handover.standingSeconds
    }
  }

  private var refused: StyledText {
    let codes = figures.refused.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(4)
    return [Span("\(figures.refusedCount)", Style(.text))]
      + codes.map { Span("  " + $0.key + " \($0.value)", Style(.dim)) }
  }

  /// Three priorities with a tick at what each should have.
  private func priorities(on canvas: inout Canvas, in rect: Rect, hasHead: Bool = true) -> Int {
    var y = rect.y
    if hasHead {
      canvas.put(
        say("级别构成(宜 80/15/5)", "Priorities (should be 80/15/5)"), x: rect.x, y: y, style: Style(.dim), maxWidth: rect.width)
      y += 1
    }
    for priority in AlarmPriority.allCases {
      let share = figures.share(of: priority)
      let isHigh = priority != .low && (share ?? 0) > priority.target * 2
      canvas.put(name(priority), x: rect.x, y: y, style: Style(.dim), maxWidth: 15)
      let text: SafeText = share.map { SafeText(percent: $0) } ?? "–"
      canvas.put(text, x: rect.x + 16, y: y, style: Style(isHigh ? .orangeQuiet : .text), maxWidth: 7)
      Gauge(
        value: share ?? 0, target: priority.target, role: isHigh ? .orangeQuiet : .chart, shape: .line, glyphs: context.glyphs
      )
      .draw(on: &canvas, in: Rect(x: rect.x + 24, y: y, width: min(40, max(0, rect.width - 24)), height: 1))
      y += 1
    }
    return y - rect.y
  }

  private func name(_ priority: AlarmPriority) -> SafeText {
    switch priority {
    case .low: say("低 蓝", "low B4")
    case .middle: say("中 黄", "middle Y3")
    case .high: say("高 橙红", "high O2 R1")
    }
  }
}
