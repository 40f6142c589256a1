public import TextSafety
internal import TextUI

/// A report as sections of rows, before it is text, Markdown, HTML or a screen.
public struct ReportPage: Sendable {
  public struct Section: Sendable {
    public var title: SafeText
    /// What stands where there are no rows.
    public var empty: SafeText
    public var rows: [[SafeText]]

    public init(title: SafeText, empty: SafeText, rows: [[SafeText]]) {
      self.title = title
      self.empty = empty
      self.rows = rows
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
      for row in section.rows.map(Section.trimmed) {
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
      lines.append("|" + String(repeating: " |", count: first.count))
      lines.append("|" + String(repeating: "---|", count: first.count))
      lines += section.rows.map { "| " + $0.map(cell).joined(separator: " | ") + " |" }
    }
    lines += [""] + signatures.map { "\(cell($0)) ________________  " }
    return lines.joined(separator: "\n") + "\n"
  }

  /// One page that needs nothing else.
  public func html(language: Language) -> String {
    func cell(_ text: SafeText) -> String {
      text.string.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
        "\"", with: "&quot;")
    }
    func table(_ rows: [[SafeText]], head: Bool = false) -> String {
      let body = rows.map { row in
        "<tr>"
          + row.enumerated().map { head && $0 == 0 ? "<th scope=\"row\">\(cell($1))</th>" : "<td>\(cell($1))</td>" }.joined()
          + "</tr>"
      }
      return "<table>\n\(body.joined(separator: "\n"))\n</table>"
    }
    var body = ["<h1>\(cell(title))</h1>", table(facts.map { [$0.label, $0.value] }, head: true)]
    for section in sections {
      body.append("<h2>\(cell(section.title))</h2>")
      body.append(section.rows.isEmpty ? "<p>\(cell(section.empty))</p>" : table(section.rows))
    }
    body += signatures.map { "<p class=\"signature\">\(cell($0))</p>" }
    let style =
      "body{font:15px/1.5 sans-serif;margin:2em auto;max-width:60em;padding:0 1em}table{border-collapse:collapse}"
      + "td,th{border:1px solid #999;padding:.2em .6em;text-align:left}.signature{margin-top:2em;border-bottom:1px solid;width:20em}"
    return """
      <!DOCTYPE html>
      <html lang="\(language == .zh ? "zh-Hans" : "en")">
      <head><meta charset="utf-8"><title>\(cell(title))</title><style>\(style)</style></head>
      <body>
      \(body.joined(separator: "\n"))
      </body>
      </html>

      """
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
    for row in rows {
      for (index, text) in row.enumerated() {
        if index == widths.count { widths.append(0) }
        widths[index] = max(widths[index], text.width)
      }
    }
    return widths
  }
}
