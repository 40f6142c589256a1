internal import Core
internal import Panels
internal import TextSafety
internal import TextUI

extension Session {
  private var chapters: [PlaybackTrack.Chapter] {
    if case .playback(let playback) = view.mode { playback.track?.chapters ?? [] } else { [] }
  }

  mutating func openChapters() -> [Request] {
    if chapters.isEmpty {
      return refuse(
        isPlayback
          ? Phrase(zh: "这段记录没有章节", en: "this recording has no chapters")
          : Phrase(zh: "现为实时,没有回放", en: "live: nothing is being played back"))
    }
    view.overlays.append(.chapters(chapters.lastIndex { $0.at <= state.now } ?? 0))
    return []
  }

  /// A key while the chapters are listed.
  mutating func chapters(_ key: KeyPress, _ chosen: Int) -> [Request] {
    func clamped(_ number: Int) -> Int { max(0, min(number, chapters.count - 1)) }
    let top = view.overlays.count - 1
    switch keyMap[key] {
    case .up: view.overlays[top] = .chapters(clamped(chosen - 1))
    case .down: view.overlays[top] = .chapters(clamped(chosen + 1))
    case .first: view.overlays[top] = .chapters(0)
    case .last: view.overlays[top] = .chapters(clamped(.max))
    case .open:
      view.overlays.removeLast()
      return chapters.indices.contains(chosen) ? [.playback(.goTo(chapters[chosen].at))] : []
    case .back, .quit, .chapters: view.overlays.removeLast()
    default: break
    }
    return []
  }
}
