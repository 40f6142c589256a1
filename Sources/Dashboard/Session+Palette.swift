internal import Core
internal import Panels
internal import TextSafety
internal import TextUI

extension Session {
  /// Every command of the table of keys, and those that take a word.
  var paletteEntries: [Palette.Entry] {
    var entries = keyMap.bindings.compactMap { binding -> Palette.Entry? in
      let command = binding.command
      if case .board = command { return nil }
      guard command != .palette, let title = command.help else { return nil }
      return .init(
        line: SafeText(sanitizing: command.name), title: title, keys: keyMap.label(command), initials: command.initials)
    }
    entries += view.boards.all.map { board in
      .init(
        line: "board \(board.id.rawValue)", title: Phrase(zh: "专页 \(board.name(.zh))", en: "board \(board.name(.en))"),
        keys: board.key.map { keyMap.label(.board($0)) } ?? "")
    }
    entries += themeNames.map { .init(line: "theme " + $0, title: Phrase(zh: "主题 \($0)", en: "theme \($0)"), initials: "zt") }
    return entries + Session.verbs
  }

  /// Commands that are typed with a word; one ends with a colon where the word is not known before.
  private static let verbs: [Palette.Entry] = [
    .init(line: "lang zh", title: Phrase(zh: "中文界面", en: "Chinese"), initials: "zw"),
    .init(line: "lang zh-Hant", title: Phrase(zh: "繁体中文界面", en: "traditional Chinese"), initials: "ft"),
    .init(line: "lang en", title: Phrase(zh: "英文界面", en: "English"), initials: "yw"),
    .init(line: "goto:", title: Phrase(zh: "回放到某一时刻,如 goto 10:07", en: "play from a moment, such as goto 10:07"), initials: "hf"),
    .init(line: "speed:", title: Phrase(zh: "回放速度,如 speed 30 或 max", en: "speed of the playback: 30, or max"), initials: "sd"),
    .init(line: "screen:", title: Phrase(zh: "把画面存成文本文件", en: "save the screen to a text file"), initials: "hm"),
  ]

  /// Words that `run(command:)` knows with another word behind them.
  private static let typed: Set<Substring> = ["screen", "theme", "board", "speed", "goto", "lang"]

  mutating func openPalette() { view.overlays.append(.palette(Palette(entries: paletteEntries))) }

  /// A key while the palette is open.
  mutating func type(_ key: KeyPress, in palette: Palette) -> [Request] {
    var palette = palette
    let index = view.overlays.count - 1
    switch key {
    case .escape, .control("c"):
      view.overlays.remove(at: index)
      return []
    case .enter: return take(palette)
    case .up, .control("p"), .backTab: palette.move(by: -1)
    case .down, .control("n"): palette.move(by: 1)
    case .pageUp: palette.move(by: -10)
    case .pageDown: palette.move(by: 10)
    case .tab: palette.complete()
    default: palette.type(key)
    }
    view.overlays[index] = .palette(palette)
    return []
  }

  /// Enter: what is typed, where that is whole; else what is chosen.
  mutating func take(_ palette: Palette) -> [Request] {
    let index = view.overlays.count - 1
    let words = palette.field.text.string.split(separator: " ", maxSplits: 1)
    let isWhole =
      words.count == 2 && Session.typed.contains(words[0]) || ["q", "quit"].contains(palette.field.text.string)
      || moment(palette.field.text.string) != nil
    if !palette.isChosen && isWhole || palette.choice == nil {
      view.overlays.remove(at: index)
      return run(command: palette.field.text)
    }
    guard let choice = palette.choice else { return [] }
    if choice.needsMore {
      var palette = palette
      palette.complete()
      view.overlays[index] = .palette(palette)
      return []
    }
    view.overlays.remove(at: index)
    return keyMap.command(named: choice.line.string).map { perform($0) } ?? run(command: choice.line)
  }

  /// The mouse: a press chooses, a double press runs, the wheel moves, a press beside it closes.
  mutating func click(_ mouse: KeyPress.MouseEvent, in palette: Palette) -> [Request] {
    var palette = palette
    let index = view.overlays.count - 1
    switch mouse.kind {
    case .wheelUp: palette.move(by: -3)
    case .wheelDown: palette.move(by: 3)
    case .press, .doublePress:
      guard
        let number = ScreenPainter.choice(atX: mouse.x, y: mouse.y, of: palette, state: shown, view: view, size: size)
      else {
        view.overlays.remove(at: index)
        return []
      }
      palette.choose(number)
      if mouse.kind == .doublePress { return take(palette) }
    }
    view.overlays[index] = .palette(palette)
    return []
  }
}
