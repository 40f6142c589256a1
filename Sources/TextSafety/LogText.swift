/// One JSON object on one line for a log file, out of raw text: what is not plainly visible is written as an escape of JSON.
///
/// Nothing is lost, nothing acts on a terminal that shows the file, and Chinese stays readable.
public func logLine(_ fields: [(name: String, value: String)]) -> String {
  "{" + fields.map { escaped($0.name) + ":" + escaped($0.value) }.joined(separator: ",") + "}"
}

private func escaped(_ text: String) -> String {
  var line = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": line += #"\""#
    case "\\": line += #"\\"#
    case "\n": line += #"\n"#
    case "\r": line += #"\r"#
    case "\t": line += #"\t"#
    case "\u{08}": line += #"\b"#
    case "\u{0C}": line += #"\f"#
    case " "..."~": line.unicodeScalars.append(scalar)
    case _ where scalar.isPlainlyVisible: line.unicodeScalars.append(scalar)
    default:
      for unit in UTF16.encode(scalar) ?? .init() {
        let digits = String(unit, radix: 16)
        line += #"\u"# + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      }
    }
  }
  return line + "\""
}

extension Unicode.Scalar {
  fileprivate var isPlainlyVisible: Bool {
    // Fillers of Hangul are letters to see nothing of.
    if properties.isDefaultIgnorableCodePoint || joinsItsBase || isNewerThanTheTables { return false }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .enclosingMark:
      return false
    default: return true
    }
  }
}
