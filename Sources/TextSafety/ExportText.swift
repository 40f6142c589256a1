extension SafeText {
  /// One field of a CSV row: quoted, never a formula, and digits of identity cards and phones stay text.
  ///
  /// With `numeric` the exporter says that the column holds numbers; only what looks like one is left without quotes.
  public func csvCell(numeric: Bool = false) -> String {
    if numeric, isPlainNumber { return string }
    let row = SafeText(sanitizing: string, limit: .max).string
    let scalars = row.unicodeScalars
    let first = scalars.first { !SafeText.leadIns.contains($0) }
    let isFormula = [scalars.first, first].contains { $0.map(SafeText.formulaSigns.contains) ?? false }
    let isDigits = scalars.allSatisfy { $0.properties.generalCategory == .decimalNumber }
    let isCode = isDigits && (scalars.count >= 12 || (scalars.first == "0" && scalars.count > 1))
    var cell = isFormula || isCode ? "\"'" : "\""
    // By scalars: a quote with a mark on it is another Character, but still ends the cell.
    for scalar in scalars {
      if scalar == "\"" { cell.unicodeScalars.append(scalar) }
      cell.unicodeScalars.append(scalar)
    }
    cell.unicodeScalars.append("\"")
    return cell
  }

  /// HTML text of its own direction, free of markup; line feeds become `<br>`.
  public var htmlText: String {
    var html = "<bdi>"
    for scalar in string.unicodeScalars {
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      case "`": html += "&#96;"
      case "\n": html += "<br>"
      default: html.unicodeScalars.append(scalar)
      }
    }
    return html + "</bdi>"
  }

  /// Signs that make a spreadsheet compute, their full-width forms included.
  private static let formulaSigns = Set("=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}\u{30FC}\u{2212}".unicodeScalars)
  private static let leadIns = Set(" \u{3000}\"'".unicodeScalars)

  /// `-?\d{1,15}(\.\d{1,6})?`
  private var isPlainNumber: Bool {
    let digits = string.utf8.first == UInt8(ascii: "-") ? string.utf8.dropFirst() : string.utf8[...]
    let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, (1...15).contains(whole.count), parts.count == 1 || (1...6).contains(parts[1].count) else {
      return false
    }
    return parts.joined().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
