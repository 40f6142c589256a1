public import TextSafety
internal import TextUI

/// A report as sections of rows, before it is text, Markdown, HTML or a screen.
public struct ReportPage: Sendable {
  public struct Section: Sendable {
    public var title: SafeText
    /// What stands where there are no rows.
    public var empty: SafeText
    public var rows: [[SafeText]]
    /// What the columns are; without them the rows speak for themselves.
    public var heads: [SafeText]

    public init(title: SafeText, empty: SafeText, rows: [[SafeText]], heads: [SafeText] = []) {
      self.title = title
      self.empty = empty
      self.rows = rows
      self.heads = heads
    }
  }

  public var title: SafeText
  public var facts: [(label: SafeText, value: SafeText)]
  public var sections: [Section]
  /// Where people sign on paper.
  public var signatures: [SafeText]

  public init(
    title: SafeText, facts: [(label: SafeText, value: SafeText)], sections: [Section], signatures: [SafeText]
  ) {
    self.title = title
    self.facts = facts
    self.sections = sections
    self.signatures = signatures
  }
}

// MARK: - Written out

extension ReportPage {
  /// Lines with columns, for terminals and printers.
  public var text: String {
    var lines = [title.string, String(repeating: "=", count: title.width)]
    let column = facts.map(\.label.width).max() ?? 0
    for fact in facts { lines.append("\(fact.label.padded(toColumns: column)) \(fact.value)") }
    for section in sections {
      lines += ["", section.title.string]
      if section.rows.isEmpty { lines.append("  \(section.empty)") }
      let widths = section.widths
      let heads = section.rows.isEmpty || section.heads.isEmpty ? [] : [section.heads]
      for row in (heads + section.rows).map(Section.trimmed) {
        let cells = row.enumerated().map { $0 == row.count - 1 ? $1.string : $1.padded(toColumns: widths[$0]).string }
        lines.append("  " + cells.joined(separator: "  "))
      }
    }
    lines += [""] + signatures.map { "\($0) ________________" }
    return lines.joined(separator: "\n") + "\n"
  }

  public var markdown: String {
    func cell(_ text: SafeText) -> String {
      text.string.replacing("\\", with: "\\\\").replacing("|", with: "\\|").replacing("<", with: "&lt;").replacing(
        "`", with: "\\`")
    }
    var lines = ["# \(cell(title))", "", "| | |", "|---|---|"] + facts.map { "| \(cell($0.label)) | \(cell($0.value)) |" }
    for section in sections {
      lines += ["", "## \(cell(section.title))", ""]
      guard let first = section.rows.first else {
        lines.append(cell(section.empty))
        continue
      }
      lines.append(
        section.heads.isEmpty
          ? "|" + String(repeating: " |", count: first.count) : "| " + section.heads.map(cell).joined(separator: " | ") + " |")
      lines.append("|" + String(repeating: "---|", count: first.count))
      lines += section.rows.map { "| " + $0.map(cell).joined(separator: " | ") + " |" }
    }
    lines += [""] + signatures.map { "\(cell($0)) ________________  " }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension ReportPage.Section {
  /// The cells up to the last that holds something.
  static func trimmed(_ row: [SafeText]) -> [SafeText] {
    row.lastIndex { !$0.isEmpty }.map { Array(row[...$0]) } ?? []
  }

  /// How wide each column is; the last one needs no room.
  var widths: [Int] {
    var widths: [Int] = []
    for row in [heads] + rows {
      for (index, text) in row.enumerated() {
        if index == widths.count { widths.append(0) }
        widths[index] = max(widths[index], text.width)
      }
    }
    return widths
  }
}
