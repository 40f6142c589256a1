internal import Core
internal import TextSafety
internal import TextUI

/// Where a playback stands in its recording: how much came when, when alerts began, where chapters begin.
enum ScrubberBar {
  /// Rows it takes.
  static func height(_ view: ViewState, size: Size) -> Int {
    guard case .playback(let playback) = view.mode, playback.track != nil, size.width >= 60 else { return 0 }
    return size.height >= 30 ? 2 : size.height >= 20 ? 1 : 0
  }

  static func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty, case .playback(let playback) = context.view.mode, let track = playback.track else { return }
    canvas.fill(rect, style: Style(.text))
    let (from, to) = (context.state.civil(playback.from).clockMinutes, context.state.civil(playback.to).clockMinutes)
    let bar = Rect(x: 1 + from.width + 1, y: rect.y, width: rect.width - from.width - to.width - 4, height: 1)
    canvas.put(from, x: 1, y: rect.y, style: Style(.dim))
    canvas.put(to, x: bar.maxX + 1, y: rect.y, style: Style(.dim))
    let span = max(1, playback.to - playback.from)
    func column(_ time: Timestamp) -> Int? {
      let share = (time - playback.from) / span
      return share >= 0 && share <= 1 ? min(bar.width - 1, Int(share * Double(bar.width))) : nil
    }
    Sparkline(values: density(track, playback, cells: bar.width), role: .chartDim, glyphs: context.glyphs).draw(
      on: &canvas, in: bar)
    let marks = rect.height > 1 ? rect.y + 1 : rect.y
    let alert: Unicode.Scalar = context.glyphs == .ascii ? "!" : "▲"
    for column in Set(track.alerts.compactMap(column)) {
      if rect.height > 1 {
        canvas.put(alert, x: bar.x + column, y: marks, style: Style(.red))
      } else {
        canvas.restyle(Rect(x: bar.x + column, y: rect.y, width: 1, height: 1)) { Style(.red, on: $0.background) }
      }
    }
    if rect.height > 1 {
      for (number, chapter) in track.chapters.enumerated() {
        guard let column = column(chapter.at) else { continue }
        canvas.put("\(number + 1)", x: bar.x + column, y: marks, style: Style(.key, .bold), maxWidth: bar.maxX - bar.x - column)
      }
      if !track.isWhole {
        let words = Phrase(zh: "检索中", en: "indexing")(context.language)
        canvas.put(words, x: rect.maxX - words.width - 1, y: marks, style: Style(.faint))
      }
    }
    if let here = column(context.state.now) {
      let cursor: Unicode.Scalar = context.glyphs == .ascii ? "|" : "┃"
      canvas.put(cursor, x: bar.x + here, y: rect.y, style: Style(.bright, .bold))
    }
  }

  /// Events in each cell; nil where nothing is known yet.
  private static func density(_ track: PlaybackTrack, _ playback: ViewState.Playback, cells: Int) -> [Double?] {
    let span = max(1, playback.to - playback.from)
    let first = (playback.from - track.start) / 60
    return (0..<max(0, cells)).map { cell in
      let low = first + span / 60 * Double(cell) / Double(cells)
      let high = first + span / 60 * Double(cell + 1) / Double(cells)
      let minutes = Int(low)..<max(Int(low) + 1, Int(high.rounded(.up)))
      let known = minutes.clamped(to: 0..<track.minutes.count)
      guard !known.isEmpty else { return track.isWhole ? 0 : nil }
      // The square root: a quiet night beside a storm is still to be seen.
      return (Double(track.minutes[known].reduce(0, +)) / Double(known.count)).squareRoot()
    }
  }
}
