internal import Core
internal import Panels
internal import TextSafety
internal import TextUI

extension Session {
  /// A key while a line is being typed.
  mutating func type(_ key: KeyPress, in prompt: ViewState.Prompt) -> [Request] {
    var prompt = prompt
    let index = view.overlays.count - 1
    switch key {
    case .escape, .control("c"):
      view.overlays.remove(at: index)
      return []
    case .enter:
      view.overlays.remove(at: index)
      return finish(prompt)
    case .character(let scalar):
      if prompt.field.isEmpty, let phrase = choice(scalar, prompt) {
        prompt.field = TextField(text: phrase)
      } else {
        prompt.field.press(key)
      }
    default: prompt.field.press(key)
    }
    view.overlays[index] = .prompt(prompt)
    return []
  }

  /// The stock phrase, or the department, behind a digit while nothing has been typed.
  private func choice(_ scalar: Unicode.Scalar, _ prompt: ViewState.Prompt) -> SafeText? {
    guard let digit = digit(scalar) else { return nil }
    let choices = prompt.choices(state, view.language)
    return digit <= choices.count ? choices[digit - 1] : nil
  }

  private mutating func finish(_ prompt: ViewState.Prompt) -> [Request] {
    let text = prompt.field.text
    switch prompt.purpose {
    case .note(let key):
      guard !text.isEmpty else { return refuse(Phrase(zh: "备注为空,未记", en: "empty note, not written")) }
      return [.command(.note(key, text.prefix(scalars: 500)))]
    case .handover: return [.command(.handOver(to: text.prefix(scalars: 40)))]
    case .reveal(let target):
      guard !text.isEmpty else { return refuse(Phrase(zh: "未填理由,不予查看", en: "no reason, nothing shown")) }
      return [.command(.reveal(target, reason: text.prefix(scalars: 200)))]
    case .search:
      view.search = text.isEmpty ? nil : text
    case .place: goToPlace(text)
    default: return finishWork(prompt.purpose, text)
    }
    return []
  }

  private mutating func goToPlace(_ text: SafeText) {
    if text.isEmpty { return }
    if let found = Finder.find(text, in: state) {
      view.overlays.append(.detail(found, top: 0))
    } else {
      view.message = .init(
        Phrase(zh: "没有这个地点或系统:", en: "no such place or system: ")(view.language) + text, tone: .refused)
    }
  }

  /// A command of the palette: typed, or chosen there.
  mutating func run(command text: SafeText) -> [Request] {
    let words = text.string.split(separator: " ", maxSplits: 1).map(String.init)
    guard let verb = words.first else { return [] }
    let argument = words.count > 1 ? words[1] : ""
    switch verb {
    case "screen":
      return argument.isEmpty ? refuse(Phrase(zh: "用法 :screen 文件", en: "usage :screen FILE")) : [.saveScreen(argument)]
    case "theme" where words.count > 1:
      let name = SafeText(sanitizing: argument)
      if themeNames.contains(name) { return [.theme(name)] }
      view.message = .init(
        Phrase(zh: "主题有:", en: "themes: ")(view.language) + themeNames.joined(separator: " "), tone: .refused)
    case "board":
      guard let board = view.boards.find(argument) else {
        view.message = .init(
          Phrase(zh: "专页有:", en: "boards: ")(view.language) + SafeText(sanitizing: view.boards.listing), tone: .refused)
        return []
      }
      show(board.id)
    case "speed":
      if argument == "max" { return [.playback(.speed(nil))] }
      if let speed = Double(argument), speed > 0, speed <= 100_000 { return [.playback(.speed(speed))] }
      return refuse(Phrase(zh: "用法 :speed 30 或 :speed max", en: "usage :speed 30 or :speed max"))
    case "goto":
      guard let time = moment(argument) else { return refuse(Phrase(zh: "用法 :goto 10:07", en: "usage :goto 10:07")) }
      return go(to: time)
    case "lang":
      guard let language = Language(tag: argument) else {
        return refuse(Phrase(zh: "语言有:zh zh-Hant en", en: "languages: zh zh-Hant en"))
      }
      view.language = language
    case "quit", "q": return [.quit]
    default:
      if let command = keyMap.command(named: text.string) { return perform(command) }
      if let time = moment(text.string) { return go(to: time) }
      view.message = .init(
        Phrase(zh: "没有这个命令:", en: "no such command: ")(view.language) + text.cut(toColumns: 40), tone: .refused)
    }
    return []
  }

  /// To a moment of the recording, or of the past of a running program.
  private mutating func go(to time: Timestamp) -> [Request] {
    if isPlayback { return [.playback(.goTo(time))] }
    guard canTravel, time < state.now else { return refuse(Phrase(zh: "现为实时,没有回放", en: "live: nothing is being played back")) }
    return [.travel(back: state.now - time)]
  }

  /// `10:07`, `10:07:30` of the day shown, or a whole RFC 3339 time.
  func moment(_ text: String) -> Timestamp? {
    if let time = Timestamp(rfc3339: text, defaultOffsetMinutes: state.city.offsetMinutes) { return time }
    let date = state.civil(state.now).dateText.string
    let clock = text.split(separator: ":").count == 2 ? text + ":00" : text
    return Timestamp(rfc3339: date + "T" + clock, defaultOffsetMinutes: state.city.offsetMinutes)
  }
}

extension SafeText {
  /// At most this many scalars of it.
  func prefix(scalars count: Int) -> SafeText {
    SafeText(sanitizing: String(String.UnicodeScalarView(string.unicodeScalars.prefix(count))))
  }
}
