internal import Core
internal import Feeds
internal import Panels
internal import TextSafety
internal import TextUI

/// What a frame costs before ncurses sees it.
enum ScreenBench {
  /// Draws every board of a state so many times.
  ///
  /// `{"boards", "frames", "draw_ms", "worst_board_ms", "board_ms": {…}, "diff_ms"}`, CPU time of a frame in milliseconds.
  static func run(_ state: State, view: ViewState, size: Size, frames: Int) -> String {
    var session = Session(state: state, view: view, size: size)
    var spent: [Double] = []
    var canvases: [Canvas] = []
    let boards = view.boards.all.map(\.id)
    for board in boards {
      session.view.board = board
      let start = ProcessFigures.threadSeconds
      for _ in 0..<frames { canvases.append(session.draw()) }
      spent.append((ProcessFigures.threadSeconds - start) / Double(frames) * 1000)
      canvases.removeFirst(canvases.count - min(canvases.count, 1))
    }
    let (first, last) = (canvases[0], Canvas(width: size.width, height: size.height))
    let start = ProcessFigures.threadSeconds
    var runs = 0
    for _ in 0..<frames { runs += CanvasDiff(from: last, to: first).runs.count }
    let diff = ProcessFigures.threadSeconds - start
    var json = JSONWriter(indents: true)
    json.object { json in
      json.integer("boards", boards.count)
      json.integer("frames", frames)
      json.integer("runs", runs / frames)
      json.number("draw_ms", spent.reduce(0, +) / Double(boards.count))
      json.number("worst_board_ms", spent.max() ?? 0)
      json.object("board_ms") { json in for (board, cost) in zip(boards, spent) { json.number(board.rawValue, cost) } }
      json.number("diff_ms", diff / Double(frames) * 1000)
    }
    return json.text
  }
}
