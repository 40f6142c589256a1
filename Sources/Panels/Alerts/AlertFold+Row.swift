internal import Core
internal import TextSafety
internal import TextUI

extension AlertFold {
  /// The same with the mark of a drill.
  func heading(_ context: PanelContext) -> SafeText { (isExercise ? context.say(Words.exercise) : "") + words(context) }

  /// `霞山停电 · 37 条(红2 橙5)`
  private func words(_ context: PanelContext) -> SafeText {
    let language = context.language
    let counts = Severity.allCases.reversed().compactMap { severity -> SafeText? in
      let count = alarms.count { $0.shownSeverity == severity }
      return count > 0 ? severity.phrase(language) + language.say("", "×") + "\(count)" : nil
    }.joined(separator: " ")
    let dot: SafeText = context.glyphs == .ascii ? " - " : " · "
    return title(context) + dot
      + (language.say("\(alarms.count) 条(\(counts))", "\(alarms.count) alerts (\(counts))"))
  }

  /// The row that stands for all of them.
  func row(_ context: PanelContext) -> Table.Row {
    let isOpenSection = id.section == .open
    let severity = worst
    let text = Style(isOpenSection ? .bright : id.section == .hidden ? .shelved : .acknowledged)
    let quiet = Style(isOpenSection ? .text : id.section == .hidden ? .shelved : .acknowledged)
    let badge = Span(" \(severity.phrase(context.language)) ", isOpenSection ? .filled(severity.role) : Style(severity.quietRole))
    let since = alarms.map(\.raisedAt).min() ?? context.now
    let places = Set(alarms.map(\.facts.place))
    let place: SafeText =
      places.count == 1
      ? context.place(alarms[0].facts.place)
      : context.language.say("\(places.count) 处", "\(places.count) places")
    let owners = Set(alarms.map { $0.facts.owner(context.language) })
    let arrow: SafeText = context.glyphs == .ascii ? (isOpen ? "v " : "> ") : isOpen ? "▾ " : "▸ "
    return Table.Row([
      [badge], [Span(context.state.civil(since).clockMinutes, quiet)],
      [Span(Format.age(context.now - since, context.language), quiet)], [Span(place, quiet)],
      [Span(arrow, Style(.key))] + (isExercise ? [Span(context.say(Words.exercise), .exercise)] : [])
        + [Span(words(context), text)], [Span(owners.count == 1 ? owners.first ?? "" : "", quiet)],
      [Span(state(context), isOpenSection ? Style(.bright) : quiet)],
    ])
  }

  private func state(_ context: PanelContext) -> SafeText {
    let count = seen.count
    switch id.section {
    case .open, .openDrill:
      return SafeText(sanitizing: String(context.glyphs.lamp(.unacknowledged))) + " " + context.say(Words.unacknowledged)
        + " \(count)" + (count < alarms.count ? " " + context.say(Words.confirming) : "")
    case .acknowledged: return context.say(Words.acknowledged)
    case .hidden:
      return alarms.allSatisfy { !$0.suppressedBy.isEmpty }
        ? Phrase(zh: "受上游影响 已抑制", en: "by upstream cause")(context.language) : context.say(Words.shelved)
    case .otherDrill: return context.say(Words.acknowledged)
    }
  }
}
