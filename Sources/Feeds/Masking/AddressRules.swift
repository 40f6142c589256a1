import TextSafety

/// House, building and room numbers: 某某路12号3栋402房 → 某某路**号**栋**房. Bus lines, typhoons and dates keep theirs.
enum AddressRules {
  /// What a road or a village ends in: the number after it is somebody's door.
  private static let roads: ScalarSet = "路街巷道弄里村坊段园苑庄屯围桥墟区社组队"
  /// Parts of a house that have a number.
  private static let parts: WordList = ["号楼", "号院", "号房", "单元", "栋", "幢", "座"]
  /// Parts whose number has three digits at least: 3房2厅 is a size.
  private static let rooms: WordList = ["室", "房"]
  private static let lines: WordList = ["号线"]

  static func hit(in text: [Unicode.Scalar], at start: Int) -> MaskingScan.Hit? {
    guard text.digit(start) != nil, text.digit(start - 1) == nil, start == 0 || text[start - 1] != "*" else { return nil }
    var end = text.endOfDigits(start)
    let count = end - start
    guard count <= 5 else { return nil }
    // 3-402房, 12之1号. Of 1-1-1-1… only so many, or every number would be looked at from every number before it.
    for _ in 0..<8 where end < text.count && (text[end] == "-" || text[end] == "之") && text.digit(end + 1) != nil {
      end = text.endOfDigits(end + 1)
    }
    let isAfterDoor = start > 0 && (text[start - 1] == "号" || text[start - 1] == "栋" || text[start - 1] == "幢")
    if isAfterDoor, isDoor(text, before: start) { return masked(text, start, end) }
    if parts.match(in: text, at: end) != nil { return masked(text, start, end) }
    if rooms.match(in: text, at: end) != nil, count >= 3 || end - start > count { return masked(text, start, end) }
    if end < text.count, text[end] == "号", start > 0, roads.contains(text[start - 1]), lines.match(in: text, at: end) == nil {
      return masked(text, start, end)
    }
    return nil
  }

  /// True where the 号 before `start` belongs to a door: a number stands before it.
  private static func isDoor(_ text: [Unicode.Scalar], before start: Int) -> Bool {
    guard start >= 3, text.digit(start - 2) != nil else { return false }
    var index = start - 2
    while text.digit(index - 1) != nil { index -= 1 }
    return index > 0 && roads.contains(text[index - 1])
  }

  private static func masked(_ text: [Unicode.Scalar], _ start: Int, _ end: Int) -> MaskingScan.Hit {
    MaskingScan.Hit(end: end, replacement: stars(2))
  }
}

extension Masking {
  /// A whole address of the wider world: the number before the road goes too, `1234 Market St` → `** Market St`.
  static func address(_ text: SafeText) -> SafeText {
    let scalars = Array(text.string.unicodeScalars)
    let end = scalars.endOfDigits(0)
    guard end > 0, end < scalars.count, scalars[end] == " " || scalars[end] == "-" || scalars[end] == "," else { return text }
    return SafeText(sanitizing: "**" + String(text.string.unicodeScalars.dropFirst(end)))
  }
}
