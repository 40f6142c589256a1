internal import Core
internal import TextSafety
internal import TextUI

/// The three answers in one line: is anything unacknowledged, is everything fresh, is the load normal.
enum StatusStrip {
  static func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let groups = [alerts(context), freshness(context), load(context)]
    var x = rect.x + 1
    for (number, group) in groups.enumerated() where !group.isEmpty {
      // What is silent is said even where its name is cut; a figure of the load that is cut would be another.
      let shown = number == groups.count - 1 ? group.whole(within: rect.maxX - x) : group
      x += shown.draw(on: &canvas, x: x, y: rect.y, maxWidth: max(0, rect.maxX - x)) + (rect.width >= 150 ? 6 : 3)
    }
  }

  static func alerts(_ context: PanelContext) -> StyledText {
    let state = context.state
    let count = state.unacknowledged
    var spans: StyledText = [Span(context.say(Words.unacknowledged) + " ", Style(.dim))]
    guard count > 0 else { return spans + [Span("0", Style(.text, on: .background, .bold))] + drills(context) }
    spans.append(Span("\(count) ", Style(.bright, on: .background, .bold)))
    for severity in Severity.allCases.reversed() {
      let number = state.alarms.totals.unacknowledged(severity)
      guard number > 0 else { continue }
      spans += [Span(" \(severity.phrase(context.language)) \(number) ", .filled(severity.role)), Span(" ")]
    }
    if let oldest = state.longestWaiting {
      spans.append(Span(Phrase(zh: " 最久 ", en: " oldest ")(context.language), Style(.dim)))
      spans.append(Span(Format.age(context.now - oldest.raisedAt, context.language), Style(.bright)))
    }
    return spans + drills(context)
  }

  /// Alerts of a drill, counted apart and without their colours.
  private static func drills(_ context: PanelContext) -> StyledText {
    let count = context.state.alarms.totals.exercise
    return count > 0 ? [Span("  "), Span(context.say(Words.exercise) + "\(count) ", .exercise)] : []
  }

  static func freshness(_ context: PanelContext) -> StyledText {
    let sources = context.state.sources.sources.filter { $0.health != .expected }
    let fresh = sources.count { $0.health == .fresh }
    guard !sources.isEmpty else { return [Span(Phrase(zh: "数据 等待接入", en: "data awaited")(context.language), Style(.dim))] }
    var spans: StyledText = [
      Span(Phrase(zh: "数据 ", en: "data ")(context.language), Style(.dim)),
      Span("\(fresh)/\(sources.count) ", Style(fresh == sources.count ? .text : .bright)),
      Span(Phrase(zh: "新鲜", en: "fresh")(context.language), Style(.dim)),
    ]
    let silent = sources.filter { $0.health == .stale || $0.health == .down }.sorted {
      ($0.isCore ? 0 : 1, $0.id) < ($1.isCore ? 0 : 1, $1.id)
    }
    if let first = silent.first {
      let since = first.health == .down ? context.now - first.healthSince : first.silence(at: context.now) ?? 0
      spans.append(Span("  " + first.health.phrase(context.language) + " ", first.health.style))
      spans.append(Span(context.source(first.id) + " " + Format.duration(since), Style(.bright)))
      if silent.count > 1 {
        spans.append(Span(context.language.say(" 等\(silent.count)个", " +\(silent.count - 1)"), Style(.dim)))
      }
    }
    return spans
  }

  static func load(_ context: PanelContext) -> StyledText {
    let state = context.state
    var spans: StyledText = []
    func add(_ label: SafeText, _ value: SafeText, _ role: Role = .text) {
      spans.append(Span((spans.isEmpty ? "" : "   ") + label + " ", Style(.dim)))
      spans.append(Span(value, Style(role)))
    }
    if let ratio = Load.ticketRatio(state) { add("12345", "×" + SafeText(ratio, decimals: 2), ratio >= 1.5 ? .bright : .text) }
    if let cloud = state.metrics.first("cloud.vcpu.alloc_ratio"), let value = cloud.value {
      add(
        Phrase(zh: "云分配", en: "cloud alloc")(context.language), SafeText(percent: value),
        context.severity(of: cloud, rule: "cloud.vcpu.alloc_ratio")?.quietRole ?? .text)
    } else if let cpu = state.metrics.first("host.cpu.used_ratio")?.value {
      add(Phrase(zh: "本机 CPU", en: "host CPU")(context.language), SafeText(percent: cpu))
    }
    let stalled = state.queues.queues.count { $0.reading.state == .stall || $0.reading.state == .stop }
    if !state.queues.queues.isEmpty {
      add(Phrase(zh: "共享停滞", en: "stalled")(context.language), "\(stalled)", stalled > 0 ? .redQuiet : .text)
    }
    let flood = state.announcements
    add(
      Phrase(zh: "10分钟", en: "10 min")(context.language), context.language.say("\(flood.count) 条", "\(flood.count)"),
      flood.isFlood ? .orangeQuiet : .text)
    if flood.isFlood {
      spans.append(Span(Phrase(zh: " 告警洪峰", en: " FLOOD")(context.language), Style(.orangeQuiet, on: .background, .bold)))
    }
    return spans
  }
}

extension StyledText {
  /// As many of its figures, from the first, as there is room for: a figure that is cut says something else. A figure is a label and its value.
  fileprivate func whole(within width: Int) -> StyledText {
    var shown = self
    while shown.width > width, !shown.isEmpty { shown.removeLast(Swift.min(2, shown.count)) }
    return shown
  }
}
