internal import TextSafety

extension ReportPage {
  /// One page that needs nothing else, for eyes, for screen readers and for paper.
  ///
  /// `picture` is a drawing in SVG shown above the tables, which say the same in words.
  public func html(language: Language, picture: String? = nil) -> String {
    var body = ["<h1>\(title.htmlText)</h1>", "<table>\n\(facts.map(Self.row).joined(separator: "\n"))\n</table>"]
    if let picture { body.append("<figure>\(picture)</figure>") }
    for section in sections {
      body.append("<h2>\(section.title.htmlText)</h2>")
      body.append(section.rows.isEmpty ? "<p>\(section.empty.htmlText)</p>" : section.table)
    }
    body += signatures.map { "<p class=\"signature\">\($0.htmlText)</p>" }
    return """
      <!DOCTYPE html>
      <html lang="\(language.tag)">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title.htmlText.replacing("<bdi>", with: "").replacing("</bdi>", with: ""))</title>
      <style>\(Self.style)</style></head>
      <body><main>
      \(body.joined(separator: "\n"))
      </main></body>
      </html>

      """
  }

  private static func row(_ fact: (label: SafeText, value: SafeText)) -> String {
    "<tr><th scope=\"row\">\(fact.label.htmlText)</th><td>\(fact.value.htmlText)</td></tr>"
  }

  private static let style =
    "body{font:15px/1.5 sans-serif;margin:2em auto;max-width:75em;padding:0 1em;color:#111;background:#fff}"
    + "table{border-collapse:collapse}th,td{border:1px solid #767676;padding:.2em .6em;text-align:left;vertical-align:top}"
    + "figure{margin:1em 0}svg{max-width:100%;height:auto}"
    + ".signature{margin-top:2em;border-bottom:1px solid;width:20em}"
}

extension ReportPage.Section {
  fileprivate var table: String {
    let head = heads.isEmpty ? "" : "<thead><tr>\(heads.map { "<th scope=\"col\">\($0.htmlText)</th>" }.joined())</tr></thead>\n"
    let body = rows.map { "<tr>\($0.map { "<td>\($0.htmlText)</td>" }.joined())</tr>" }
    return
      "<table>\n<caption hidden>\(title.htmlText)</caption>\n\(head)<tbody>\n\(body.joined(separator: "\n"))\n</tbody></table>"
  }
}
