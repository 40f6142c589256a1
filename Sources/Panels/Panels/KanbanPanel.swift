internal import Core
public import TextSafety
public import TextUI

/// The way of a ticket in columns, from its acceptance to its end: how many stand where, how late, and which first.
public struct KanbanPanel: Panel {
  public let id = PanelID.kanban
  public var headRows: Int { 0 }

  public init() {}

  public func source(_ context: PanelContext) -> SafeText? { context.state.tickets.tickets.last?.source }

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "工单流转", en: "Ticket lifecycle")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    StyledText(Phrase(zh: "每列:件数 红灯 黄灯 最久", en: "each: count, red, yellow, oldest")(context.language), Style(.faint))
  }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    guard !context.state.tickets.tickets.isEmpty else {
      canvas.put(
        Phrase(zh: "暂无工单", en: "No tickets yet")(context.language), x: rect.x, y: rect.y, style: Style(.faint),
        maxWidth: rect.width - 1)
      return
    }
    let room = max(0, rect.height - 3)
    let stages = KanbanPanel.stages(context, room: room)
    let chosen = KanbanPanel.chosen(context, stages)
    // In a narrow column the matter goes before the place.
    let hasPlace = rect.width / TicketStage.allCases.count >= 22
    let columns = TicketStage.allCases.map { stage in
      let first = chosen.map { $0.stage == stage ? KanbanPanel.first($0.card, room) : 0 } ?? 0
      return column(stage, stages[stage], cards: stages[stage].cards.dropFirst(first).prefix(room), hasPlace: hasPlace, context)
    }
    var kanban = Kanban(columns: columns, glyphs: context.glyphs)
    kanban.selection = chosen.map { ($0.stage.rawValue, $0.card - KanbanPanel.first($0.card, room)) }
    kanban.draw(on: &canvas, in: rect)
  }

  private func column(
    _ stage: TicketStage, _ content: TicketStages.Content, cards: ArraySlice<TicketTable.Ticket>, hasPlace: Bool,
    _ context: PanelContext
  ) -> Kanban.Column {
    let language = context.language
    var facts: StyledText = []
    // What is late goes before how long the oldest stands there.
    if content.red > 0 {
      facts.append(Span(language.say("红\(content.red) ", "R\(content.red) "), Style(.redQuiet, on: .background, .bold)))
    }
    if content.yellow > 0 {
      facts.append(Span(language.say("黄\(content.yellow) ", "Y\(content.yellow) "), Style(.yellowQuiet)))
    }
    if let oldest = content.oldest {
      let word: SafeText = hasPlace ? language.say("最久 ", "") : ""
      facts.append(Span(word + Format.age(context.now - oldest, language), Style(.dim)))
    }
    let cards = cards.map { ticket -> StyledText in
      let update = ticket.update
      let light = ticket.light(at: context.now)
      // Only what is late or soon will be: the time left of all the others is noise.
      let left = ticket.isOpen && light != .green ? ticket.dueAt.map { TicketClock.left(update, due: $0, context.state) } : nil
      let clock = left.map { Format.countdown($0, language) + " " } ?? ""
      return (ticket.isExercise ? [Span(context.say(Words.exercise), .exercise)] : [])
        + [
          Span(clock, Style(light.role)),
          Span((hasPlace ? context.place(ticket.place) + " " : "") + update.title, Style(light == .green ? .dim : .text)),
        ]
    }
    return Kanban.Column(
      stage.phrase(language), count: SafeText(grouped: content.count), facts: facts, cards: cards)
  }
}

/// The columns of the lifecycle, as the desk speaks of them.
enum TicketStage: Int, CaseIterable {
  case accepted, dispatched, signed, handling, returned, callback, closed

  init(_ state: TicketUpdate.State) {
    switch state {
    case .received, .accepted: self = .accepted
    case .dispatched: self = .dispatched
    case .signed: self = .signed
    case .inProgress: self = .handling
    case .returned, .reopened: self = .returned
    case .replied, .callback: self = .callback
    case .answered, .closed, .void: self = .closed
    }
  }

  func phrase(_ language: Language) -> SafeText {
    switch self {
    case .accepted: Phrase(zh: "受理", en: "accepted")(language)
    case .dispatched: Phrase(zh: "派单", en: "dispatched")(language)
    case .signed: Phrase(zh: "签收", en: "signed")(language)
    case .handling: Phrase(zh: "办理", en: "handling")(language)
    case .returned: Phrase(zh: "退单重办", en: "returned")(language)
    case .callback: Phrase(zh: "反馈回访", en: "callback")(language)
    case .closed: Phrase(zh: "今日办结", en: "closed today")(language)
    }
  }
}

/// What stands in every column. Drills are left out of the counts.
struct TicketStages {
  struct Content {
    var count = 0
    var yellow = 0
    var red = 0
    /// When the longest there was received.
    var oldest: Timestamp?
    /// The most urgent, or the latest to end.
    var cards: [TicketTable.Ticket] = []
  }

  private var contents = Array(repeating: Content(), count: TicketStage.allCases.count)

  subscript(stage: TicketStage) -> Content { contents[stage.rawValue] }

  init(_ context: PanelContext, cards: Int) {
    let midnight = context.now.milliseconds + Int64(context.state.city.offsetMinutes) * 60_000
    let today = context.now - Double(midnight % 86_400_000) / 1000
    for ticket in context.state.tickets.tickets where !ticket.isExercise {
      let stage = TicketStage(ticket.state)
      if stage == .closed, ticket.at < today { continue }
      contents[stage.rawValue].take(ticket, at: context.now, isOpen: stage != .closed, cards: cards)
    }
  }
}

extension TicketStages.Content {
  fileprivate mutating func take(_ ticket: TicketTable.Ticket, at now: Timestamp, isOpen: Bool, cards limit: Int) {
    count += 1
    if isOpen {
      oldest = min(oldest ?? ticket.receivedAt, ticket.receivedAt)
      switch ticket.light(at: now) {
      case .yellow: yellow += 1
      case .red: red += 1
      case .green: break
      }
    }
    guard limit > 0 else { return }
    func isBefore(_ left: TicketTable.Ticket, _ right: TicketTable.Ticket) -> Bool {
      isOpen
        ? (left.dueAt ?? .distantFuture, left.receivedAt) < (right.dueAt ?? .distantFuture, right.receivedAt)
        : left.at > right.at
    }
    if cards.count == limit, let last = cards.last, !isBefore(ticket, last) { return }
    let place = cards.firstIndex { isBefore(ticket, $0) } ?? cards.endIndex
    cards.insert(ticket, at: place)
    if cards.count > limit { cards.removeLast() }
  }
}
