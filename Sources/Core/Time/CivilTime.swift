/// A moment read on the clock and calendar of a place with a fixed offset from UTC (China: +08:00 since 1991).
public struct CivilTime: Hashable, Sendable {
  public var year: Int
  /// 1…12
  public var month: Int
  /// 1…31
  public var day: Int
  public var hour: Int
  public var minute: Int
  public var second: Int
  public var millisecond: Int
  /// ISO week day, 1 = Monday … 7 = Sunday.
  public var weekday: Int

  /// An offset such as `+08:00` or `Z` in minutes; nil where it is none.
  public static func offsetMinutes(_ text: String) -> Int? {
    if text == "Z" { return 0 }
    let digits = text.utf8.dropFirst().filter { $0 != UInt8(ascii: ":") }.map { Int($0) - 48 }
    guard text.utf8.count == 6, digits.count == 4, digits.allSatisfy((0...9).contains) else { return nil }
    let (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    guard hours <= 18, minutes < 60 else { return nil }
    switch text.utf8.first {
    case UInt8(ascii: "+"): return hours * 60 + minutes
    case UInt8(ascii: "-"): return -(hours * 60 + minutes)
    default: return nil
    }
  }

  public init(_ time: Timestamp, offsetMinutes: Int) {
    let local = time.milliseconds + Int64(offsetMinutes) * 60_000
    let dayNumber = floorDivision(local, 86_400_000)
    var rest = Int(local - dayNumber * 86_400_000)
    let date = CivilDate(dayNumber: Int(dayNumber))
    year = date.year
    month = date.month
    day = date.day
    weekday = date.weekday
    hour = rest / 3_600_000
    rest %= 3_600_000
    minute = rest / 60_000
    rest %= 60_000
    second = rest / 1000
    millisecond = rest % 1000
  }

  public var date: CivilDate { CivilDate(year: year, month: month, day: day) }
  /// Minutes since local midnight.
  public var minuteOfDay: Int { hour * 60 + minute }
}

/// A day of the proleptic Gregorian calendar.
public struct CivilDate: Hashable, Comparable, Sendable {
  public var year: Int
  public var month: Int
  public var day: Int

  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// From days since 1970-01-01; the algorithm is Howard Hinnant's `civil_from_days`.
  public init(dayNumber: Int) {
    let shifted = dayNumber + 719_468
    let era = Int(floorDivision(Int64(shifted), 146_097))
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01; the algorithm is Howard Hinnant's `days_from_civil`.
  public var dayNumber: Int {
    let year = month <= 2 ? self.year - 1 : self.year
    let era = Int(floorDivision(Int64(year), 400))
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// ISO week day, 1 = Monday … 7 = Sunday.
  public var weekday: Int {
    let remainder = (dayNumber + 3) % 7
    return (remainder < 0 ? remainder + 7 : remainder) + 1
  }

  /// True for a month 1…12 and a day the month has.
  public var isValid: Bool {
    (1...12).contains(month) && (1...daysInMonth).contains(day)
  }

  private var daysInMonth: Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// The moment the day begins where the clock is `offsetMinutes` ahead of UTC.
  public func start(offsetMinutes: Int) -> Timestamp {
    Timestamp(milliseconds: Int64(dayNumber) * 86_400_000 - Int64(offsetMinutes) * 60_000)
  }

  public static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }
}

func floorDivision(_ value: Int64, _ divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return value % divisor != 0 && (value < 0) != (divisor < 0) ? quotient - 1 : quotient
}
