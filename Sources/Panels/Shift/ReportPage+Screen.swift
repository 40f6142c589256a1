internal import TextSafety
internal import TextUI

extension ReportPage {
  /// The page for a popup; sections without rows take one line together.
  func lines(width: Int) -> [StyledText] {
    var lines: [StyledText] = []
    let column = (facts.map(\.label.width).max() ?? 0) + 2
    for fact in facts {
      for (index, row) in fact.value.wrapped(toColumns: max(10, width - column)).enumerated() {
        let label: SafeText = index == 0 ? fact.label : ""
        lines.append([Span(label.padded(toColumns: column), Style(.dim, on: .popup)), Span(row, Style(.text, on: .popup))])
      }
    }
    for section in sections where !section.rows.isEmpty {
      lines += [[], StyledText(section.title, Style(.dim, on: .popup, .bold))]
      let widths = section.widths
      for row in section.rows.map(Section.trimmed) {
        lines.append(
          row.enumerated().map { index, text in
            let role: Role = index == 0 ? .bright : .text
            return Span(index == row.count - 1 ? text : text.padded(toColumns: widths[index] + 2), Style(role, on: .popup))
          })
      }
    }
    let nothing = sections.filter(\.rows.isEmpty)
    if let first = nothing.first {
      let titles = nothing.map(\.title).joined(separator: " · ")
      lines.append([])
      for row in (first.empty + " · " + titles).wrapped(toColumns: max(10, width)) {
        lines.append(StyledText(row, Style(.faint, on: .popup)))
      }
    }
    return lines
  }
}
