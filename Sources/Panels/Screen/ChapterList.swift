internal import Core
internal import TextSafety
internal import TextUI

/// The chapters of a recording, to go to one.
enum ChapterList {
  static func popup(_ chosen: Int, _ context: PanelContext, in rect: Rect) -> Popup? {
    guard case .playback(let playback) = context.view.mode, let track = playback.track else { return nil }
    let current = track.chapters.lastIndex { $0.at <= context.now }
    let lines = track.chapters.enumerated().map { number, chapter -> StyledText in
      let ground: Role = number == chosen ? .selection : .popup
      let mark: SafeText = number == current ? "→ " : "  "
      return [
        Span(mark + context.state.civil(chapter.at).clock, Style(.key, on: ground)),
        Span("  " + chapter.title, Style(number == chosen ? .bright : .text, on: ground)),
      ]
    }
    let room = max(1, rect.height - 4)
    let keys = context.view.keys
    return Popup(
      title: Phrase(zh: "章节", en: "Chapters")(context.language), lines: lines,
      hint: context.language.say(
        "\(keys[.up])\(keys[.down]) 选择  \(keys[.open]) 前往  \(keys[.back]) 返回",
        "\(keys[.up])\(keys[.down]) choose  \(keys[.open]) goes there  \(keys[.back]) back"),
      offset: max(0, min(chosen - room / 2, lines.count - room)), minimumWidth: min(48, rect.width - 6), glyphs: context.glyphs)
  }
}
