internal import Panels
internal import TextUI

extension Session {
  mutating func begin(_ tour: Tour) {
    guard !tour.steps.isEmpty else { return }
    view.overlays = [.tour(tour, step: 0)]
    queued += enter(tour.steps[0])
  }

  /// A key while the screen is explained.
  mutating func tour(_ key: KeyPress, _ tour: Tour, _ step: Int) -> [Request] {
    let top = view.overlays.count - 1
    func show(_ number: Int) -> [Request] {
      view.overlays[top] = .tour(tour, step: number)
      return enter(tour.steps[number])
    }
    switch key {
    case .enter, .right, .character(" "):
      if step + 1 < tour.steps.count { return show(step + 1) }
      view.overlays.removeLast()
      return isPaused ? [.playback(.togglePause)] : []
    case .left, .backspace: return step > 0 ? show(step - 1) : []
    case .escape, .character("q"):
      view.overlays.removeLast()
      return isPaused ? [.playback(.togglePause)] : []
    case .function(2): return perform(.language)
    default: return []
    }
  }

  /// Turns to what the step speaks of; the playback stands there while one reads.
  private mutating func enter(_ step: Tour.Step) -> [Request] {
    view.board = step.board
    view.focus = step.panel.map { SlotID($0) }
    view.isZoomed = false
    guard isPlayback else { return [] }
    var requests: [Request] = isPaused ? [] : [.playback(.togglePause)]
    if let at = step.at { requests.append(.playback(.goTo(at))) }
    return requests
  }

  private var isPaused: Bool { if case .playback(let playback) = view.mode { playback.isPaused } else { false } }
}
