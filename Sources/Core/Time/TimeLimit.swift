/// How long something may take: `30m`, `2h`, `7d` by the clock, or `3wd` in working days.
public enum TimeLimit: Hashable, Sendable {
  case seconds(Double)
  case workingDays(Int)

  /// From its text form; nil where it is none.
  public init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits), count >= 0, count < 100_000 else { return nil }
    switch text.dropFirst(digits.count) {
    case "m": self = .seconds(Double(count) * 60)
    case "h": self = .seconds(Double(count) * 3600)
    case "d": self = .seconds(Double(count) * 86_400)
    case "wd": self = .workingDays(count)
    default: return nil
    }
  }

  public func due(from start: Timestamp, calendar: WorkingCalendar) -> Timestamp {
    switch self {
    case .seconds(let seconds): start + seconds
    case .workingDays(let days): calendar.due(after: days, from: start)
    }
  }
}
