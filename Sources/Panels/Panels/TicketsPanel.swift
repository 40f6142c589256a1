internal import Core
public import TextSafety
public import TextUI

/// Open tickets: clusters of one cause first and folded, then the most urgent.
public struct TicketsPanel: Panel {
  public let id = PanelID.tickets

  public init() {}

  public func source(_ context: PanelContext) -> SafeText? { context.state.tickets.tickets.last?.source }

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "在办工单", en: "Open tickets")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    FilterWords.status(context)
      + StyledText(
        context.language.say("剩余按工作时间计,紧急按时钟", "working time left; urgent ones by the clock"), Style(.faint))
  }

  /// A row: one ticket, or a cluster of several.
  struct Row {
    var ticket: TicketTable.Ticket
    var count: Int
    var ended: Int
  }

  public func items(_ context: PanelContext) -> [ItemID] { TicketsPanel.rows(context).map { .ticket($0.ticket.id) } }

  /// Whether any is open: a cluster is shown while one of it is.
  public func hasItems(_ context: PanelContext) -> Bool {
    context.state.tickets.tickets.contains { $0.isOpen && TicketsPanel.isWanted($0, context) }
  }

  private static func isWanted(_ ticket: TicketTable.Ticket, _ context: PanelContext) -> Bool {
    let filter = context.view.filter(.tickets)
    guard filter.isEmpty || filter.shows(ticket, at: context.now, context.state.city.places) else { return false }
    let domains = context.options.domains
    guard domains.isEmpty || domains.contains(ticket.domain) else { return false }
    guard context.view.search != nil else { return true }
    let update = ticket.update
    return context.found(update.ticket, update.title, update.agency?.name, context.place(ticket.place), update.placeText)
  }

  static func rows(_ context: PanelContext) -> [Row] {
    var clusters: [SafeText: Row] = [:]
    var order: [SafeText] = []
    var single: [TicketTable.Ticket] = []
    for ticket in context.state.tickets.tickets {
      let cluster = ticket.cluster
      guard ticket.isOpen || cluster != nil, isWanted(ticket, context) else { continue }
      if let cluster {
        if clusters[cluster] == nil {
          order.append(cluster)
          clusters[cluster] = Row(ticket: ticket, count: 0, ended: 0)
        }
        clusters[cluster]?.count += 1
        if !ticket.isOpen { clusters[cluster]?.ended += 1 }
      } else {
        single.append(ticket)
      }
    }
    let folded = order.compactMap { clusters[$0] }.filter { $0.count > $0.ended }.sorted { $0.count > $1.count }
    return folded + first(500, of: single, by: context.view.order(.tickets)).map { Row(ticket: $0, count: 1, ended: 0) }
  }

  private static func first(_ count: Int, of tickets: [TicketTable.Ticket], by order: RowOrder) -> [TicketTable.Ticket] {
    func chosen(_ ticket: TicketTable.Ticket) -> Int64 {
      switch order {
      case .urgency: 0
      case .newest: -ticket.receivedAt.milliseconds
      case .place: ticket.place.county.digits
      case .kind: Int64(TicketUpdate.Class.allCases.firstIndex(of: ticket.ticketClass) ?? 0)
      }
    }
    // Numbers are moved about, not tickets; ids are made where two are due at one moment only.
    var keys = tickets.indices.map { (chosen(tickets[$0]), tickets[$0].dueAt ?? .distantFuture, $0) }
    keys.sort { left, right in
      if left.0 != right.0 { return left.0 < right.0 }
      return left.1 != right.1 ? left.1 < right.1 : tickets[left.2].id < tickets[right.2].id
    }
    return keys.prefix(count).map { tickets[$0.2] }
  }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let rows = TicketsPanel.rows(context)
    let items = rows.map { ItemID.ticket($0.ticket.id) }
    let en = !context.language.isChinese
    var table = Table(
      columns: [
        .init(Phrase(zh: "单号", en: "Ticket")(context.language), minimum: 16, priority: 4),
        .init(Phrase(zh: "类别", en: "Class")(context.language), minimum: en ? 9 : 4, priority: 5),
        .init(Phrase(zh: "地点", en: "Place")(context.language), minimum: en ? 9 : 6, priority: 7),
        .init(Phrase(zh: "事项", en: "Matter")(context.language), minimum: 20, weight: 1, priority: 9),
        .init(Phrase(zh: "承办", en: "Agency")(context.language), minimum: en ? 12 : 10, priority: 3),
        .init(Phrase(zh: "状态", en: "State")(context.language), minimum: en ? 10 : 9, priority: 6),
        .init(Phrase(zh: "剩余", en: "Left")(context.language), minimum: 9, priority: 8, alignment: .trailing),
      ], rows: Array(repeating: Table.Row([]), count: rows.count), selection: context.selection(items), glyphs: context.glyphs)
    table.placeholder = Phrase(zh: "没有在办工单", en: "no open tickets")(context.language)
    table.sortedColumn =
      switch context.view.order(.tickets) {
      case .urgency: nil
      case .newest: 0
      case .kind: 1
      case .place: 2
      }
    let visible = table.visibleRows(in: rect)
    table.offset = context.top(items, visible: visible)
    // Working time is arithmetic over a calendar: only for the rows that are seen.
    for index in rows.indices.dropFirst(table.offset).prefix(visible) { table.rows[index] = row(rows[index], context) }
    table.draw(on: &canvas, in: rect)
  }

  private func row(_ row: Row, _ context: PanelContext) -> Table.Row {
    let update = row.ticket.update
    let light = row.ticket.light(at: context.now)
    let isCluster = row.count > 1
    let number: StyledText =
      isCluster
      ? [
        Span(context.language.say("同因 ×\(row.count)", "cluster ×\(row.count)"), Style(.orangeQuiet, on: .background, .bold))
      ]
      : [Span(update.ticket, Style(.dim))]
    var title = update.placeText.map { isCluster ? $0 + " " + update.title : update.title } ?? update.title
    if update.returns > 0 { title = title + (context.language.say("  退单\(update.returns)", "  returned \(update.returns)")) }
    return Table.Row([
      number, [Span(update.ticketClass.phrase(context.language), Style(.dim))],
      [Span(context.place(row.ticket.place), Style(.text))],
      (row.ticket.isExercise ? [Span(context.say(Words.exercise), .exercise)] : [])
        + [Span(title, Style(isCluster || light != .green ? .bright : .text))],
      [Span(update.agency.map { context.agency($0.name) } ?? "–", Style(.dim))],
      [Span(isCluster ? clusterState(row, context) : update.state.phrase(context.language), Style(.dim))],
      [Span(left(row.ticket, context), Style(light.role))],
    ])
  }

  private func clusterState(_ row: Row, _ context: PanelContext) -> SafeText {
    context.language.say("办结 \(row.ended)/\(row.count)", "\(row.ended)/\(row.count) done")
  }

  private func left(_ ticket: TicketTable.Ticket, _ context: PanelContext) -> SafeText {
    guard let due = ticket.dueAt else { return "–" }
    return Format.countdown(TicketClock.left(ticket.update, due: due, context.state), context.language)
  }
}

/// The time a ticket has left: in working time where its limit counts working days.
enum TicketClock {
  static func left(_ ticket: TicketUpdate, due: Timestamp, _ state: State) -> Double {
    if case .workingDays = state.city.ticketLimits.limit(of: ticket) {
      return state.city.calendar.workingSeconds(from: state.now, to: due)
    }
    return due - state.now
  }
}
