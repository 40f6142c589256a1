internal import TextSafety
internal import TextUI

/// The keys by what they are for: in two columns where there is room.
enum HelpPainter {
  private struct Group {
    var title: SafeText
    var entries: [KeyHelp] = []
  }

  static func draw(_ top: Int, _ context: PanelContext, _ help: [KeyHelp], on canvas: inout Canvas, in rect: Rect) {
    let groups = groups(help, context.language)
    var lines = rect.width >= 130 ? beside(groups, context.language) : groups.flatMap { list($0, context.language) + [[]] }
    if lines.last?.isEmpty == false { lines.append([]) }
    let legend = Phrase(
      zh: "级别 红 橙 黄 蓝:底色为未确认,字色为已确认;断流=无消息,源故障=对方报故障",
      en: "R1 O2 Y3 B4: filled is unacked, plain is acked. LOST: silent; SOURCE DOWN: it says so")(context.language)
    lines += legend.wrapped(toColumns: max(8, rect.width - 8)).map { StyledText($0, Style(.dim, on: .popup)) }
    Popup(
      title: Phrase(zh: "帮助", en: "Help")(context.language), lines: lines, hint: OverlayPainter.pageHint(context),
      offset: min(top, max(0, lines.count - (rect.height - 4))), minimumWidth: 40, glyphs: context.glyphs
    ).draw(on: &canvas, in: rect)
  }

  private static func groups(_ help: [KeyHelp], _ language: Language) -> [Group] {
    var groups: [Group] = []
    for entry in help {
      let title = entry.group(language)
      if let known = groups.firstIndex(where: { $0.title == title }) {
        groups[known].entries.append(entry)
      } else {
        groups.append(Group(title: title, entries: [entry]))
      }
    }
    return groups
  }

  private static func list(_ group: Group, _ language: Language) -> [StyledText] {
    let column = 21
    return [StyledText(group.title, Style(.dim, on: .popup, .bold))]
      + group.entries.map { entry in
        [
          Span(entry.keys.padded(toColumns: max(column, entry.keys.width + 2)), Style(.key, on: .popup, .bold)),
          Span(entry.text(language), Style(.text, on: .popup)),
        ]
      }
  }

  /// Looking on the left, acting on the right, what remains where there is more room.
  private static func beside(_ groups: [Group], _ language: Language) -> [StyledText] {
    var columns: [[StyledText]] = [[], []]
    for group in groups {
      let side = columns[0].count <= columns[1].count ? 0 : 1
      columns[side] += (columns[side].isEmpty ? [] : [[]]) + list(group, language)
    }
    let width = (columns[0].map(\.width).max() ?? 0) + 4
    return (0..<max(columns[0].count, columns[1].count)).map { row in
      let left = row < columns[0].count ? columns[0][row] : []
      let right = row < columns[1].count ? columns[1][row] : []
      guard !right.isEmpty else { return left }
      return left + [Span(("" as SafeText).padded(toColumns: width - left.width))] + right
    }
  }
}
