/// Number plates: 京A12345 → 京A·***45.
enum PlateRule {
  private static let provinces: ScalarSet = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
  private static let endings: ScalarSet = "挂学警港澳领使"
  private static let dots: ScalarSet = "·•・.-\u{FF0E}\u{30FB} "

  static func hit(in text: [Unicode.Scalar], at start: Int) -> MaskingScan.Hit? {
    guard provinces.contains(text[start]), text.isASCIILetter(start + 1) else { return nil }
    var index = start + 2
    if index < text.count, dots.contains(text[index]) { index += 1 }
    let first = index
    var digits = 0
    while index < text.count, text.isASCIILetter(index) || text.digit(index) != nil {
      if text.digit(index) != nil { digits += 1 }
      index += 1
    }
    if index - first == 4, index < text.count, endings.contains(text[index]) { index += 1 }
    guard (5...6).contains(index - first), digits >= 2 else { return nil }
    return MaskingScan.Hit(end: index, replacement: text[start..<start + 2] + ["·"] + stars(3) + text[index - 2..<index])
  }
}
