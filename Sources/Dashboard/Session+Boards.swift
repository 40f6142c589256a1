internal import Panels

extension Session {
  mutating func show(_ board: BoardID) {
    view.board = board
    view.isZoomed = false
    view.focus = nil
    view.releaseAlerts()
  }

  /// The neighbour in the header.
  mutating func showBoard(by step: Int) {
    let boards = view.boards.all
    guard !boards.isEmpty else { return }
    let current = boards.firstIndex { $0.id == view.board } ?? 0
    show(boards[(current + step + boards.count) % boards.count].id)
  }

  /// Takes a new list of boards; the one shown stays, as long as there is one of that name.
  mutating func take(_ boards: Boards) {
    view.boards = boards
    needsFrame = true
    if boards[view.board] == nil, let first = boards.all.first { show(first.id) }
  }
}
