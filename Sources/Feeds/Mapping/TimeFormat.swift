import Core

/// How a moment is written.
public enum TimeFormat: Sendable, Equatable {
  /// Year first with any separators, bare digits, RFC 3339, month first with `/`, day first with `.`, Unix time and Excel's days by
  /// the number of their digits.
  case auto
  /// `07/03/2022 10:05:06 AM`
  case monthFirst
  /// `03/07/2022 10:05`
  case dayFirst
  /// Days since 1899-12-30.
  case excel
  case unixSeconds
  case unixMilliseconds
  case pattern(TimePattern)

  /// The names that maps use, or a pattern such as `dd MMM yyyy HH:mm`; nil for anything else.
  public init?(_ name: String) {
    switch name {
    case "auto": self = .auto
    case "us": self = .monthFirst
    case "eu": self = .dayFirst
    case "excel": self = .excel
    case "unix": self = .unixSeconds
    case "unix_ms": self = .unixMilliseconds
    default:
      guard let pattern = TimePattern(name) else { return nil }
      self = .pattern(pattern)
    }
  }

  /// The moment a text stands for; `offsetMinutes` is the zone of texts that name none.
  func moment(_ text: String, offsetMinutes: Int) -> Timestamp? {
    switch self {
    case .auto:
      // What most feeds send needs no scan.
      if let time = Timestamp(rfc3339: text, defaultOffsetMinutes: offsetMinutes) { return time }
      return SheetMoment.digits(text, offsetMinutes: offsetMinutes)
        ?? SheetMoment.civil(text, order: .bySeparator)?.timestamp(offsetMinutes: offsetMinutes)
    case .monthFirst: return SheetMoment.civil(text, order: .monthFirst)?.timestamp(offsetMinutes: offsetMinutes)
    case .dayFirst: return SheetMoment.civil(text, order: .dayFirst)?.timestamp(offsetMinutes: offsetMinutes)
    case .excel: return Double(text).flatMap { SheetMoment.excel($0, offsetMinutes: offsetMinutes) }
    case .unixSeconds: return SheetMoment.unix(text, scale: 1000)
    case .unixMilliseconds: return SheetMoment.unix(text, scale: 1)
    case .pattern(let pattern): return pattern.read(text)?.timestamp(offsetMinutes: offsetMinutes)
    }
  }
}

/// A date and a clock as they were written.
struct WrittenMoment: Equatable {
  var year = 1970
  var month = 1
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0
  var millisecond = 0
  /// True for the afternoon of a 12-hour clock, nil for 24 hours.
  var isAfternoon: Bool?
  /// Nil where no zone is named.
  var offsetMinutes: Int?

  /// Nil where the calendar has no such day, or the clock no such time.
  func timestamp(offsetMinutes fallback: Int) -> Timestamp? {
    let date = CivilDate(year: year, month: month, day: day)
    guard (1...9999).contains(year), date.isValid, (0...59).contains(minute), (0...60).contains(second) else { return nil }
    var hour = hour
    if let isAfternoon {
      // 15:05 PM is said too.
      guard (0...12).contains(hour) || isAfternoon && (13...23).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    // 24:00 is the end of the day.
    guard (0...23).contains(hour) || hour == 24 && minute == 0 && second == 0 else { return nil }
    let seconds = Int64(hour * 3600 + minute * 60 + second) - Int64(offsetMinutes ?? fallback) * 60
    return Timestamp(milliseconds: (Int64(date.dayNumber) * 86_400 + seconds) * 1000 + Int64(millisecond))
  }

  /// 2-digit years are those of the last and the next decades.
  mutating func setYear(_ value: Int, digits: Int) { year = digits > 2 ? value : value < 70 ? 2000 + value : 1900 + value }
}
