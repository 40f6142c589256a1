import Core

/// Moments as people and programs write them into sheets.
enum SheetMoment {
  /// Which of two small numbers before a year is the month.
  enum Order { case bySeparator, monthFirst, dayFirst }

  /// Bare digits: the number of them tells what they are.
  static func digits(_ text: String, offsetMinutes: Int) -> Timestamp? {
    var count = 0
    var hasPoint = false
    for byte in text.utf8 {
      switch byte {
      case 48...57 where !hasPoint: count += 1
      case 48...57: break
      case 46 where !hasPoint: hasPoint = true
      default: return nil
      }
    }
    switch count {
    case 5: return Double(text).flatMap { excel($0, offsetMinutes: offsetMinutes) }
    case 10: return unix(text, scale: 1000)
    case 13: return unix(text, scale: 1)
    case 16: return hasPoint ? nil : unix(text, scale: 0.001)
    case 19: return hasPoint ? nil : unix(text, scale: 0.000001)
    case 8, 12, 14, 17: return hasPoint ? nil : compact(Array(text.utf8))?.timestamp(offsetMinutes: offsetMinutes)
    default: return nil
    }
  }

  /// `20220703`, `202207031005`, `20220703100506`, and with milliseconds.
  private static func compact(_ digits: [UInt8]) -> WrittenMoment? {
    func number(_ start: Int, _ count: Int) -> Int {
      start + count <= digits.count ? digits[start..<start + count].reduce(0) { $0 * 10 + Int($1) - 48 } : 0
    }
    let year = number(0, 4)
    guard (1900...2199).contains(year) else { return nil }
    return WrittenMoment(
      year: year, month: number(4, 2), day: number(6, 2), hour: number(8, 2), minute: number(10, 2), second: number(12, 2),
      millisecond: number(14, 3))
  }

  static func unix(_ text: String, scale: Double) -> Timestamp? {
    guard let value = Double(text), let milliseconds = Int64(exactly: (value * scale).rounded()),
      // Between the years 1 and 9999.
      (-62_135_596_800_000...253_402_300_799_999).contains(milliseconds)
    else { return nil }
    return Timestamp(milliseconds: milliseconds)
  }

  /// The serial number of a day, with its time behind the point; whole seconds, more it does not hold.
  static func excel(_ serial: Double, offsetMinutes: Int) -> Timestamp? {
    guard (1..<2_958_466).contains(serial), let seconds = Int64(exactly: (serial * 86_400).rounded()) else { return nil }
    return Timestamp(milliseconds: (seconds - 25_569 * 86_400 - Int64(offsetMinutes) * 60) * 1000)
  }

  /// `2022-7-3 10:05`, `2022年7月3日 10时5分`, `07/03/2022 10:05:06 AM`.
  static func civil(_ text: String, order: Order) -> WrittenMoment? {
    var scan = MomentScan(text)
    var moment = WrittenMoment()
    scan.skipBlanks()
    guard let first = scan.number(), let separator = scan.scalar else { return nil }
    if first.count == 4 {
      guard "-/.年".unicodeScalars.contains(separator) else { return nil }
      scan.index += 1
      guard let month = scan.number(), let next = scan.scalar, next == separator || separator == "年" && next == "月" else {
        return nil
      }
      scan.index += 1
      guard let day = scan.number() else { return nil }
      if scan.scalar == "日" || scan.scalar == "号" { scan.index += 1 }
      moment.year = first.value
      moment.month = month.value
      moment.day = day.value
    } else {
      guard first.count <= 2, separator == "/" || separator == "." || separator == "-" && order != .bySeparator else {
        return nil
      }
      scan.index += 1
      guard let second = scan.number(), second.count <= 2, scan.take(separator), let year = scan.number(),
        year.count == 2 || year.count == 4
      else { return nil }
      let isDayFirst = order == .dayFirst || order == .bySeparator && separator == "."
      moment.setYear(year.value, digits: year.count)
      moment.month = isDayFirst ? second.value : first.value
      moment.day = isDayFirst ? first.value : second.value
    }
    if scan.scalar == "T" || scan.scalar == "t" { scan.index += 1 }
    return scan.clock(&moment) ? moment : nil
  }
}

/// One walk over the characters of a moment.
struct MomentScan {
  let text: [Unicode.Scalar]
  var index = 0

  /// A longer text is no moment, and not looked at.
  init(_ text: String) {
    let scalars = Array(text.unicodeScalars.lazy.prefix(65).map(\.halfWidth))
    self.text = scalars.count > 64 ? [] : scalars
  }

  var scalar: Unicode.Scalar? { index < text.count ? text[index] : nil }

  mutating func skipBlanks() { while let scalar, scalar.properties.isWhitespace { index += 1 } }

  mutating func take(_ expected: Unicode.Scalar) -> Bool {
    guard scalar == expected else { return false }
    index += 1
    return true
  }

  /// Case does not matter.
  mutating func take(word: String) -> Bool {
    let word = Array(word.unicodeScalars)
    guard index + word.count <= text.count else { return false }
    for (offset, scalar) in word.enumerated() {
      let found = text[index + offset]
      guard found == scalar || found.properties.lowercaseMapping == scalar.properties.lowercaseMapping else { return false }
    }
    index += word.count
    return true
  }

  mutating func number(atMost limit: Int = 9) -> (value: Int, count: Int)? {
    let start = index
    var value = 0
    while let scalar, scalar.isDigit, index - start < limit {
      value = value * 10 + Int(scalar.value) - 48
      index += 1
    }
    return index > start ? (value, index - start) : nil
  }

  /// What follows a date: nothing, or a time and perhaps a zone.
  mutating func clock(_ moment: inout WrittenMoment) -> Bool {
    skipBlanks()
    if scalar == nil { return true }
    moment.isAfternoon = half()
    skipBlanks()
    guard let hour = number(atMost: 2), let separator = scalar, ":时時点".unicodeScalars.contains(separator) else { return false }
    index += 1
    moment.hour = hour.value
    if let minute = number(atMost: 2) {
      moment.minute = minute.value
      if take(separator == ":" ? ":" : "分"), let second = number(atMost: 2) {
        moment.second = second.value
        if scalar == "." || scalar == "," {
          index += 1
          guard fraction(&moment) else { return false }
        }
        if separator != ":" { _ = take("秒") }
      }
    } else if separator == ":" {
      return false
    }
    skipBlanks()
    if moment.isAfternoon == nil { moment.isAfternoon = half() }
    skipBlanks()
    if scalar == nil { return true }
    guard zone(&moment) else { return false }
    skipBlanks()
    return scalar == nil
  }

  mutating func fraction(_ moment: inout WrittenMoment) -> Bool {
    guard let digits = number(), digits.count <= 9 else { return false }
    var value = digits.value
    for _ in min(3, digits.count)..<3 { value *= 10 }
    for _ in 3..<max(3, digits.count) { value /= 10 }
    moment.millisecond = value
    return true
  }

  /// The half of the day; true for the later one.
  mutating func half() -> Bool? {
    if take(word: "AM") || take(word: "a.m.") || take(word: "上午") { return false }
    if take(word: "PM") || take(word: "p.m.") || take(word: "下午") { return true }
    return nil
  }

  /// `Z`, `UTC`, `GMT`, `+08:00`, `+0800`, `+8`.
  mutating func zone(_ moment: inout WrittenMoment) -> Bool {
    let isNamed = take(word: "UTC") || take(word: "GMT")
    if isNamed || take(word: "Z") { moment.offsetMinutes = 0 }
    guard scalar == "+" || scalar == "-" || scalar == "\u{2212}" else { return moment.offsetMinutes == 0 }
    let sign = scalar == "+" ? 1 : -1
    index += 1
    guard let hours = number(atMost: 2), hours.value < 24 else { return false }
    _ = take(":")
    let minutes = number(atMost: 2)?.value ?? 0
    moment.offsetMinutes = sign * (hours.value * 60 + minutes)
    return minutes < 60
  }
}
