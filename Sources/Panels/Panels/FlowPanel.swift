internal import Core
public import TextSafety
public import TextUI

/// What flows through the exchange tasks: in, waiting, out, and when the backlog is gone at this pace.
public struct FlowPanel: Panel {
  public let id = PanelID.flow

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "交换流量", en: "Exchange flow")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    let growing = context.state.queues.queues.count { QueueOutlook($0, at: context.now) == .growing }
    let queue = context.state.queues.queues.max { $0.at < $1.at }
    let words: SafeText = context.language.say("积压增长 \(growing)  ", "growing \(growing)  ")
    return [Span(growing > 0 ? words : "", Style(.text))] + Freshness.status(of: queue?.at, source: queue?.source, context)
  }

  /// Only what waits: a task that keeps up needs no row here.
  private static func rows(_ context: PanelContext) -> [QueueTable.Queue] {
    QueuesPanel.rows(context).filter { $0.reading.depth > 0 }
  }

  public func items(_ context: PanelContext) -> [ItemID] { FlowPanel.rows(context).map { .queue($0.reading.queue) } }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let rows = FlowPanel.rows(context)
    let items = rows.map { ItemID.queue($0.reading.queue) }
    let en = !context.language.isChinese
    var table = Table(
      columns: [
        .init(Phrase(zh: "任务", en: "Task")(context.language), minimum: 16, maximum: 40, weight: 2, priority: 9),
        .init(
          Phrase(zh: "进 ▸ 积压 ▸ 出", en: "in ▸ backlog ▸ out")(context.language), minimum: 30, maximum: 58, weight: 5, priority: 8),
        .init(Phrase(zh: "预计清空", en: "Drained in")(context.language), minimum: en ? 16 : 18, priority: 7),
      ], rows: rows.map { row($0, context) }, selection: context.selection(items), glyphs: context.glyphs)
    table.placeholder =
      context.state.queues.queues.isEmpty
      ? Phrase(zh: "暂无交换任务(queue 事件)", en: "No exchange tasks yet (queue events)")(context.language)
      : Phrase(zh: "各交换任务均无积压", en: "nothing waits in any task")(context.language)
    let visible = table.visibleRows(in: rect)
    table.offset = context.top(items, visible: visible)
    table.draw(on: &canvas, in: rect)
    let place = table.layout(in: rect).rects[1]
    guard place.width > 0 else { return }
    for (line, queue) in rows.dropFirst(table.offset).prefix(visible).enumerated() {
      FlowStrip(queue, context).draw(on: &canvas, in: Rect(x: place.x, y: rect.y + 1 + line, width: place.width, height: 1))
    }
  }

  private func row(_ queue: QueueTable.Queue, _ context: PanelContext) -> Table.Row {
    let isStale = Freshness.isStale(queue.source, context)
    let isTroubled = queue.reading.state.rank < 5
    return Table.Row([
      [Span(queue.reading.title, Style(isStale ? .stale : isTroubled ? .bright : .text))], [],
      isStale
        ? StyledText(context.say(Words.stale), Style(.stale))
        : QueueOutlook(queue, at: context.now).words(queue, context),
    ])
  }
}

/// Where a backlog goes.
enum QueueOutlook: Equatable {
  case empty
  case drained(seconds: Double)
  case growing
  case level
  case unknown

  /// By the rates that the node tells; where it tells none, by the line of the backlog itself.
  init(_ queue: QueueTable.Queue, at now: Timestamp) {
    guard queue.reading.depth > 0 else {
      self = .empty
      return
    }
    if let seconds = queue.drainSeconds {
      self = .drained(seconds: seconds)
    } else if let inRate = queue.reading.inRate, let outRate = queue.reading.outRate {
      self = inRate > outRate ? .growing : .level
    } else if let trend = LinearTrend(queue.depths.minutes(Series.capacity, endingAt: now)) {
      self = trend.slope > 0 ? .growing : trend.seconds(to: 0).map { .drained(seconds: $0) } ?? .level
    } else {
      self = .unknown
    }
  }

  func words(_ queue: QueueTable.Queue, _ context: PanelContext) -> StyledText {
    let language = context.language
    let isTroubled = queue.reading.state.rank < 5
    switch self {
    case .empty: return StyledText(Phrase(zh: "无积压", en: "no backlog")(language), Style(.faint))
    case .drained(let seconds): return StyledText(Format.age(seconds, language), Style(isTroubled ? .bright : .dim))
    case .level: return StyledText(Phrase(zh: "持平,不会清空", en: "level, never")(language), Style(.text))
    case .unknown: return StyledText("–", Style(.faint))
    case .growing:
      let rate = (queue.reading.inRate ?? 0) - (queue.reading.outRate ?? 0)
      let pace: SafeText = rate > 0 ? " +" + SafeText(rate, decimals: 1) + language.say("/秒", "/s") : ""
      let style = isTroubled ? queue.reading.state.style : Style(.text)
      return [Span(Phrase(zh: "增长中", en: "growing")(language) + pace, style)]
    }
  }
}

extension FlowStrip {
  /// The backlog is a share of its own peak of the latest hours.
  init(_ queue: QueueTable.Queue, _ context: PanelContext) {
    let reading = queue.reading
    let isStale = Freshness.isStale(queue.source, context)
    func rate(_ value: Double?) -> SafeText {
      (value.map { SafeText($0, decimals: 1) } ?? "–").padded(toColumns: 6, alignment: .trailing)
    }
    let peak = queue.depths.minutes(Series.capacity, endingAt: context.now).compactMap { $0 }.max() ?? 0
    let role: Role =
      switch reading.state {
      case .stall, .stop: .redQuiet
      case .warn, .rewind: .yellowQuiet
      case .ok, .paused, .unknown: .chart
      }
    self.init(
      inText: rate(reading.inRate), backlogText: SafeText(grouped: reading.depth).padded(toColumns: 8, alignment: .trailing),
      outText: rate(reading.outRate), backlog: isStale ? nil : peak > 0 ? Double(reading.depth) / peak : 0,
      role: isStale ? .chart : role, glyphs: context.glyphs)
  }
}
