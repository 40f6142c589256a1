internal import Core
internal import TextSafety
public import TextUI

/// The cursor among the cards: up and down in a stage, to the sides from stage to stage.
extension KanbanPanel {
  /// Cards of a stage that the cursor can reach.
  private static let reach = 100

  public var hasColumns: Bool { true }

  public func hasItems(_ context: PanelContext) -> Bool { !context.state.tickets.tickets.isEmpty }

  public func items(_ context: PanelContext) -> [ItemID] {
    let stages = TicketStages(context, cards: KanbanPanel.reach)
    return TicketStage.allCases.flatMap { stages[$0].cards.map(\.item) }
  }

  public func neighbour(_ context: PanelContext, of item: ItemID?, _ way: CursorWay) -> ItemID? {
    let stages = TicketStages(context, cards: KanbanPanel.reach)
    let columns = TicketStage.allCases.map { stages[$0].cards.map(\.item) }
    let filled = columns.filter { !$0.isEmpty }
    guard let column = filled.firstIndex(where: { item.map($0.contains) ?? false }),
      let row = filled[column].firstIndex(where: { $0 == item })
    else { return filled.first?.first }
    switch way {
    case .up: return filled[column][max(0, row - 1)]
    case .down: return filled[column][min(row + 1, filled[column].count - 1)]
    case .left, .right:
      let other = filled[min(max(0, column + (way == .left ? -1 : 1)), filled.count - 1)]
      return other[min(row, other.count - 1)]
    }
  }

  public func item(_ context: PanelContext, atX x: Int, y: Int, in body: Rect) -> ItemID? {
    let room = max(0, body.height - 3)
    let stages = KanbanPanel.stages(context, room: room)
    let chosen = KanbanPanel.chosen(context, stages)
    let shown = TicketStage.allCases.map { stage in
      let first = chosen.map { $0.stage == stage ? KanbanPanel.first($0.card, room) : 0 } ?? 0
      return Array(stages[stage].cards.dropFirst(first).prefix(room))
    }
    let kanban = Kanban(columns: shown.map { cards in Kanban.Column("", count: "", cards: cards.map { _ in [] }) })
    return kanban.card(atX: x, y: y, in: body).map { shown[$0.column][$0.card].item }
  }

  /// As many cards as are looked at: what is to be seen, or what the cursor can reach.
  static func stages(_ context: PanelContext, room: Int) -> TicketStages {
    TicketStages(context, cards: context.isFocused ? max(room, reach) : room)
  }

  /// The stage of the card under the cursor, and its number there.
  static func chosen(_ context: PanelContext, _ stages: TicketStages) -> (stage: TicketStage, card: Int)? {
    guard context.isFocused, context.view.focus == context.slot else { return nil }
    guard let item = context.cursor.item else {
      return TicketStage.allCases.first { !stages[$0].cards.isEmpty }.map { ($0, 0) }
    }
    for stage in TicketStage.allCases {
      if let card = stages[stage].cards.firstIndex(where: { $0.item == item }) { return (stage, card) }
    }
    return nil
  }

  /// The first card shown of a stage where this one has the cursor.
  static func first(_ card: Int, _ room: Int) -> Int { max(0, card - max(1, room) + 1) }
}

extension TicketTable.Ticket {
  fileprivate var item: ItemID { .ticket(update.ticket) }
}
