public import Core
public import TextSafety

/// What a wall, which anybody may pass, shows less of than a console: what masking left of numbers and names goes too.
///
/// `138****5678` and `0759-***5678` become `[电话]`, `4408**…123X` and `***…1234` become `***`, `陈**` becomes `某先生/女士`.
public enum WallMasking {
  /// Strips the texts of an event that people wrote.
  public static func strip(_ event: inout Event) {
    switch event.payload {
    case .ticket(var update):
      update.title = stripped(update.title)
      update.placeText = update.placeText.map(stripped)
      event.payload = .ticket(update)
    case .alert(var report):
      report.headline = stripped(report.headline)
      report.detail = report.detail.map(stripped)
      report.instruction = report.instruction.map(stripped)
      event.payload = .alert(report)
    default: break
    }
  }

  /// The text without the rests of masked numbers and names.
  public static func stripped(_ text: SafeText) -> SafeText {
    // Only what masking has touched has two stars in a row.
    guard text.string.utf8.contains(UInt8(ascii: "*")) else { return text }
    // What a number becomes may end a name: `姓名：陈****3`. After that nothing is left; the bound is for texts nobody thought of.
    var last = text
    for _ in 0..<4 {
      let next = strippedOnce(last)
      if next == last { break }
      last = next
    }
    return last
  }

  private static func strippedOnce(_ text: SafeText) -> SafeText {
    let scalars = Array(text.string.unicodeScalars)
    var output = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      if let hit = number(scalars, index) ?? name(scalars, index) {
        output.append(contentsOf: hit.replacement)
        index = hit.end
      } else {
        output.append(scalars[index])
        index += 1
      }
    }
    return SafeText(sanitizing: String(output))
  }

  /// A run of digits and stars with at least three stars and a digit: what is left of a number.
  private static func number(_ text: [Unicode.Scalar], _ start: Int) -> MaskingScan.Hit? {
    func belongs(_ index: Int) -> Bool {
      guard text.indices.contains(index) else { return false }
      return text.digit(index) != nil || text[index] == "*"
        || ((text[index] == "-" || text[index] == " ") && index > start && index + 1 < text.count
          && (text.digit(index + 1) != nil || text[index + 1] == "*"))
    }
    guard belongs(start), !belongs(start - 1) || start == 0 else { return nil }
    var end = start
    while belongs(end) { end += 1 }
    let isLast = text[end...].first.map { $0 == "X" || $0 == "x" } ?? false
    if isLast, text[end - 1] == "*" || text.digit(end - 1) != nil, !belongs(end + 1) { end += 1 }
    let run = text[start..<end]
    let stars = run.count { $0 == "*" }
    let digits = run.indices.count { text.digit($0) != nil }
    guard stars >= 3, digits >= 1 else { return nil }
    let isPhone = digits >= 4 && digits <= 8 && stars <= 4
    return MaskingScan.Hit(end: end, replacement: Array((isPhone ? "[电话]" : "***").unicodeScalars))
  }

  /// A surname before one or two stars, or three after a colon: `陈**`.
  private static func name(_ text: [Unicode.Scalar], _ start: Int) -> MaskingScan.Hit? {
    guard text.isHan(start), start + 1 < text.count, text[start + 1] == "*" else { return nil }
    var end = start + 1
    while end < text.count, text[end] == "*" { end += 1 }
    let isAnnounced = start > 0 && ":：=＝为是叫".unicodeScalars.contains(text[start - 1])
    guard end - start <= (isAnnounced ? 4 : 3) else { return nil }
    // The stars of a house number stand before 号, 栋 and the like.
    guard end == text.count || !"号栋幢单座房室".unicodeScalars.contains(text[end]) else { return nil }
    return MaskingScan.Hit(end: end, replacement: Array("某先生/女士".unicodeScalars))
  }
}
