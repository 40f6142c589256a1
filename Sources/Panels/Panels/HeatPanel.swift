internal import Core
public import TextSafety
public import TextUI

/// Tickets by hour over the latest seven days: which hours are busy, and which are busier than they use to be. Only days that are known.
public struct HeatPanel: Panel {
  public let id = PanelID.heat

  public init() {}

  static let days = 7

  public func source(_ context: PanelContext) -> SafeText? { context.state.tickets.tickets.last?.source }

  public func title(_ context: PanelContext) -> SafeText {
    Phrase(zh: "诉求时段分布", en: "Tickets by hour")(context.language)
  }

  public func status(_ context: PanelContext) -> StyledText {
    let count = HeatPanel.rows(context).count
    guard count > 0, count < HeatPanel.days else { return [] }
    return StyledText(
      context.language.say("近\(HeatPanel.days)日中有数据 \(count) 日", "\(count) of \(HeatPanel.days) days known"), Style(.faint))
  }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    var rows = HeatPanel.rows(context)
    guard !rows.isEmpty else {
      canvas.put(
        Phrase(zh: "暂无工单,无从统计", en: "No tickets yet, nothing to count")(context.language), x: rect.x, y: rect.y,
        style: Style(.faint), maxWidth: rect.width - 1)
      return
    }
    // The newest days where there is no room for all; the usual last, to compare with.
    let usual = HeatPanel.usual(context)
    let room = max(1, rect.height - 1 - (usual == nil ? 0 : 1))
    rows = Array(rows.suffix(room))
    if let usual, rect.height > rows.count + 1 { rows.append(usual) }
    let labels = Dictionary(uniqueKeysWithValues: stride(from: 0, to: 24, by: 2).map { ($0, "\(digits: $0, 2)" as SafeText) })
    HeatStrip(rows: rows, labels: labels, glyphs: context.glyphs).draw(on: &canvas, in: rect)
  }

  /// A row for every day of which anything is known, today last.
  static func rows(_ context: PanelContext) -> [HeatStrip.Row] {
    let (state, now) = (context.state, context.now)
    let arrivals = state.tickets.arrivals
    guard let heardSince = arrivals.heardSince else { return [] }
    // Nothing is heard while the source is silent: the hours since are not known.
    let source = state.tickets.tickets.last?.source
    let heardUntil =
      Freshness.isStale(source, context) ? source.flatMap { state.sources[$0]?.lastArrivalAt } ?? now : now
    let offset = Int64(state.city.offsetMinutes) * 60_000
    let today = (now.milliseconds + offset) / 86_400_000
    return (0..<Int64(days)).reversed().compactMap { back in
      let midnight = Timestamp(milliseconds: (today - back) * 86_400_000 - offset)
      guard midnight + 86_400 > heardSince else { return nil }
      let counts = arrivals.steps(144, endingAt: midnight + 86_399)
      let cells = (0..<24).map { hour -> HeatStrip.Cell in
        let start = midnight + Double(hour) * 3600
        let (from, to) = (max(start, heardSince), min(start + 3600, heardUntil))
        guard to > from else { return .init(nil) }
        let count = Double(counts[hour * 6..<hour * 6 + 6].reduce(0, +))
        let usual = state.city.expectedTickets(inStepAt: start).map { $0 * 6 * ((to - from) / 3600) }
        return .init(count, role: usual.map { count >= max(10, $0 * Load.high) } ?? false ? .orangeQuiet : .chart)
      }
      let sum = cells.compactMap(\.value).reduce(0, +)
      return HeatStrip.Row(name(midnight, back: back, context), cells: cells, note: SafeText(grouped: Int(sum)))
    }
  }

  /// What the hours of a day like today usually bring.
  private static func usual(_ context: PanelContext) -> HeatStrip.Row? {
    let state = context.state
    guard let baseline = state.city.ticketBaseline else { return nil }
    let isWorkingDay = state.city.calendar.isWorkingDay(state.civil(context.now).date)
    let figures = isWorkingDay ? baseline.workingDay : baseline.dayOff
    let name =
      isWorkingDay
      ? Phrase(zh: "工作日同期", en: "work day") : Phrase(zh: "休息日同期", en: "day off")
    return HeatStrip.Row(
      name(context.language), cells: figures.map { .init($0, role: .chartDim) },
      note: SafeText(grouped: Int(figures.reduce(0, +).rounded())))
  }

  private static func name(_ midnight: Timestamp, back: Int64, _ context: PanelContext) -> SafeText {
    if back == 0 { return Phrase(zh: "今日", en: "today")(context.language) }
    let civil = context.state.civil(midnight)
    return civil.monthDay + " " + civil.weekdayName(context.language)
  }
}
