/// Numbers that belong to a person: by their length, their shape and, where there is one, their checksum.
enum NumberRules {
  /// A number as people write it: digits, single blanks or hyphens between them left out.
  private struct Number {
    var digits: [Int]
    /// Where each digit stands.
    var places: [Int]
    var end: Int
    /// Digits that stand together, in order: 138 1234 5678 is [3, 4, 4].
    var groups: [Int]

    mutating func dropLastGroup() {
      let count = groups.removeLast()
      digits.removeLast(count)
      places.removeLast(count)
      end = places.last.map { $0 + 1 } ?? end
    }
  }

  static func hit(in text: [Unicode.Scalar], at start: Int) -> MaskingScan.Hit? {
    if text.isASCIILetter(start - 1) || text.digit(start - 1) != nil { return nil }
    if start >= 2, text[start - 1] == "." || text[start - 1] == "*", text.digit(start - 2) != nil || text[start - 1] == "*" {
      return nil
    }
    guard hasDigits(leastDigits, in: text, at: start) else { return localLandline(text, start) }
    var number = number(in: text, at: start)
    // 138 1234 5678 and 13812345678-13987654321 look alike until a rule knows one of the beginnings.
    while true {
      let known =
        identity(text, start, number) ?? mobile(text, start, number) ?? card(text, start, number) ?? landline(text, start, number)
      if let known { return known }
      guard number.groups.count > 1 else { return localLandline(text, start) }
      number.dropLastGroup()
    }
  }

  /// Of a card; no rule knows a longer number.
  private static let mostDigits = 19

  /// Of a landline; nothing but one without its area is shorter.
  private static let leastDigits = 10

  /// Most numbers in a line are a count or a house: they are looked at without being taken apart.
  private static func hasDigits(_ least: Int, in text: [Unicode.Scalar], at start: Int) -> Bool {
    var index = text[start] == "+" ? start + 1 : start
    var count = 0
    while index < text.count, count < least {
      if text.digit(index) != nil {
        count += 1
      } else if count == 0 || !separators.contains(text[index]) || text.digit(index + 1) == nil {
        return false
      }
      index += 1
    }
    return count == least
  }

  private static func number(in text: [Unicode.Scalar], at start: Int) -> Number {
    var number = Number(digits: [], places: [], end: start, groups: [])
    var index = start
    if text[index] == "+" { index += 1 }
    var group = 0
    while index < text.count {
      if let digit = text.digit(index) {
        number.digits.append(digit)
        number.places.append(index)
        group += 1
        index += 1
        number.end = index
      } else if group > 0, number.digits.count < mostDigits, separators.contains(text[index]), text.digit(index + 1) != nil {
        number.groups.append(group)
        group = 0
        index += 1
      } else {
        break
      }
    }
    number.groups.append(group)
    // The beginning of `0803***0010`, which is masked already, is no part of the number before it.
    if number.groups.count > 1, isMasked(text, number.end) { number.dropLastGroup() }
    return number
  }

  /// Stars and a digit behind them: the middle of a masked number.
  private static func isMasked(_ text: [Unicode.Scalar], _ start: Int) -> Bool {
    var end = start
    while end < text.count, text[end] == "*" { end += 1 }
    return end - start >= 3 && text.digit(end) != nil
  }

  private static let separators: ScalarSet = " -\u{2010}\u{2011}\u{2013}\u{2014}\u{FF0D}"
  private static let gaps: ScalarSet = ":： 是为"
  private static let numberWords: WordList = ["电话", "座机", "固话", "手机", "來電", "電話", "号码"]

  /// The text from `start` to `end` with some digits starred.
  private static func starred(_ text: [Unicode.Scalar], _ start: Int, _ end: Int, _ places: ArraySlice<Int>) -> MaskingScan.Hit {
    var copy = Array(text[start..<end])
    for place in places { copy[place - start] = "*" }
    return MaskingScan.Hit(end: end, replacement: copy)
  }

  /// 138****5678; with 86 or +86 before it too.
  private static func mobile(_ text: [Unicode.Scalar], _ start: Int, _ number: Number) -> MaskingScan.Hit? {
    var digits = number.digits[...]
    var groups = number.groups
    if digits.count >= 13, digits.starts(with: [0, 0, 8, 6]) || digits.starts(with: [8, 6]) {
      let prefix = digits.first == 0 ? 4 : 2
      digits = digits.dropFirst(prefix)
      if groups[0] == prefix { groups.removeFirst() } else { groups[0] -= prefix }
    }
    if text.isASCIILetter(number.end), groups.count == 1 { return nil }
    guard digits.count == 11, digits.first == 1, digits[digits.startIndex + 1] >= 3 else { return nil }
    guard groups == [11] || groups == [3, 4, 4] || groups == [3, 8] || groups == [7, 4] else { return nil }
    let from = digits.startIndex + 3
    return starred(text, start, number.end, number.places[from..<from + 4])
  }

  /// 440***********123X: eighteen characters whose last one checks (GB 11643, ISO 7064 MOD 11-2), with a possible birthday inside.
  private static func identity(_ text: [Unicode.Scalar], _ start: Int, _ number: Number) -> MaskingScan.Hit? {
    var digits = number.digits
    var end = number.end
    if digits.count == 17, end < text.count, text[end] == "X" || text[end] == "x" || text[end] == "Ｘ" {
      digits.append(10)
      end += 1
    }
    guard digits.count == 18, !text.isASCIILetter(end) else { return nil }
    let year = digits[6] * 1000 + digits[7] * 100 + digits[8] * 10 + digits[9]
    let month = digits[10] * 10 + digits[11]
    let day = digits[12] * 10 + digits[13]
    guard (1...8).contains(digits[0]), (1850...2099).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
    guard [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2][sum % 11] == digits[17] else { return nil }
    return starred(text, start, end, number.places[3..<14])
  }

  /// ***************1234: 16 to 19 digits of a card scheme that pass Luhn's check.
  private static func card(_ text: [Unicode.Scalar], _ start: Int, _ number: Number) -> MaskingScan.Hit? {
    let digits = number.digits
    guard (16...19).contains(digits.count), (3...6).contains(digits[0]) || digits[0] == 9, !text.isASCIILetter(number.end) else {
      return nil
    }
    if number.groups.count > 1, number.groups.dropLast().contains(where: { $0 != 4 && $0 != 6 }) { return nil }
    var sum = 0
    for (position, digit) in digits.reversed().enumerated() {
      let doubled = position % 2 == 1 ? digit * 2 : digit
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    guard sum % 10 == 0 else { return nil }
    return starred(text, start, number.end, number.places.dropLast(4))
  }

  /// 0xyz-***5678: an area code and 7 or 8 digits.
  private static func landline(_ text: [Unicode.Scalar], _ start: Int, _ number: Number) -> MaskingScan.Hit? {
    let digits = number.digits
    guard digits.count >= 10, digits[0] == 0, digits[1] != 0, !text.isASCIILetter(number.end) else { return nil }
    let area = digits[1] == 1 || digits[1] == 2 ? 3 : 4
    let local = number.groups.count == 1 ? digits.count - area : number.groups[0] == area ? number.groups[1] : 0
    let rest = digits.count - area - local
    guard (7...8).contains(local), number.groups.count <= 3, rest <= 5, number.groups.count > 1 || rest == 0 else { return nil }
    return starred(text, start, number.end, number.places[area..<area + local - 4])
  }

  /// 电话2285678 → 电话***5678: 7 or 8 digits without an area code, after a word that says what they are.
  private static func localLandline(_ text: [Unicode.Scalar], _ start: Int) -> MaskingScan.Hit? {
    let end = text.endOfDigits(start)
    guard (7...8).contains(end - start), !text.isASCIILetter(end) else { return nil }
    var before = start
    while before > 0, gaps.contains(text[before - 1]) { before -= 1 }
    guard numberWords.match(in: text, at: before - 2) != nil || isAreaCode(text, before) else { return nil }
    return starred(text, start, end, (start..<end - 4).map { $0 }[...])
  }

  /// (0xyz) before `end`.
  private static func isAreaCode(_ text: [Unicode.Scalar], _ end: Int) -> Bool {
    guard end > 0, text[end - 1] == ")" || text[end - 1] == "）" else { return false }
    var start = end - 1
    while text.digit(start - 1) != nil { start -= 1 }
    return (3...4).contains(end - 1 - start) && text.digit(start) == 0
  }
}
