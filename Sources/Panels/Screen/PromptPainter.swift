public import Core
public import TextSafety
internal import TextUI

/// A line being typed: what it is for, the line, what can be chosen by number.
enum PromptPainter {
  static func draw(_ prompt: ViewState.Prompt, _ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let language = context.language
    var lines: [StyledText] = []
    if let key = prompt.alarm, let headline = context.state.alarms[key]?.title(language) {
      lines.append(StyledText(headline, Style(.dim, on: .popup)))
    }
    let row = lines.count
    lines.append([])
    for (index, choice) in prompt.choices(context.state, language).prefix(9).enumerated() {
      lines.append([Span("\(index + 1) ", Style(.key, on: .popup, .bold)), Span(choice, Style(.dim, on: .popup))])
    }
    if let advice = advice(prompt)?(language) { lines.append(StyledText(advice, Style(.dim, on: .popup))) }
    let popup = Popup(
      title: title(prompt, language), lines: lines,
      hint: language.say("\(FixedKey.enter) 确定  \(FixedKey.escape) 取消", "\(FixedKey.enter) takes  \(FixedKey.escape) cancels"),
      minimumWidth: min(60, rect.width - 6), glyphs: context.glyphs)
    popup.draw(on: &canvas, in: rect)
    let content = popup.content(in: rect)
    if content.height > row {
      prompt.field.draw(on: &canvas, in: Rect(x: content.x, y: content.y + row, width: content.width, height: 1))
    }
  }

  private static func title(_ prompt: ViewState.Prompt, _ language: Language) -> SafeText {
    switch prompt.purpose {
    case .note: Phrase(zh: "备注", en: "Note")(language)
    case .assign: Phrase(zh: "派办给:名称或编号", en: "Assign to: name or id")(language)
    case .urge: Phrase(zh: "催办", en: "Urge")(language)
    case .supervise: Phrase(zh: "督办", en: "Supervise")(language)
    case .escalate(_, let level):
      Phrase(zh: "上报", en: "Report up: ")(language) + level.phrase(language)
    case .reportSent(_, let isFinal):
      isFinal
        ? Phrase(zh: "终报已报:文号或说明", en: "Final report sent: reference")(language)
        : Phrase(zh: "报告已报:文号或说明", en: "Report sent: reference")(language)
    case .shelve(_, let minutes):
      language.say("搁置 \(minutes) 分钟:填写理由", "Shelve for \(minutes) min: why?")
    case .search: Phrase(zh: "搜索", en: "Search")(language)
    case .reveal: Phrase(zh: "查看脱敏原文:填写理由", en: "Unmask: why?")(language)
    case .handover: Phrase(zh: "接班人编号", en: "Who takes over")(language)
    case .place: Phrase(zh: "找地点、系统:名称、代码或拼音首字母", en: "Find a place or system: name, code or initials")(language)
    }
  }

  private static func advice(_ prompt: ViewState.Prompt) -> Phrase? {
    switch prompt.purpose {
    case .reveal:
      Phrase(zh: "仅限值班长;理由与时间记入日志,60 秒后自动隐去", en: "Shift lead only; reason and time go on record; hidden after 60 s")
    case .escalate, .urge, .supervise, .reportSent: Phrase(zh: "可不填", en: "may be left empty")
    default: nil
    }
  }
}

extension ViewState.Prompt {
  /// The alarm it is about.
  public var alarm: AlarmKey? {
    switch purpose {
    case .note(let key), .assign(let key), .urge(let key), .supervise(let key), .escalate(let key, _), .reportSent(let key, _),
      .shelve(let key, _):
      key
    default: nil
    }
  }

  /// What a digit stands for while nothing is typed; of targets, what fits the typing.
  public func choices(_ state: State, _ language: Language) -> [SafeText] {
    let phrases = state.city.duty.phrases
    switch purpose {
    case .assign(let key): return AssignChoices.fitting(field.text, for: key, state, language).prefix(9).map(\.name)
    case _ where !field.isEmpty: return []
    case .note: return state.city.phrases
    case .urge: return phrases.urge
    case .supervise: return phrases.supervise
    case .escalate: return phrases.escalate
    case .shelve: return phrases.shelve
    default: return []
    }
  }
}
