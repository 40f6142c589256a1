/// How long something may take: `30m`, `2h`, `7d` by the clock, or `3wd` in working days.
public enum TimeLimit: Hashable, Sendable {
  case seconds(Double)
  case workingDays(Int)

  /// From its text form; nil where it is none.
  public init?(_ text: String) {
    var copy = text
    guard let limit = copy.withUTF8({ TimeLimit(utf8: $0) }) else { return nil }
    self = limit
  }

  /// The same on bytes, for the way of every ticket.
  public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    var count = 0
    var index = 0
    while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) {
      count = count * 10 + Int(bytes[index] - UInt8(ascii: "0"))
      guard count < 100_000 else { return nil }
      index += 1
    }
    guard index > 0, index < bytes.count else { return nil }
    switch (bytes[index], bytes.count - index) {
    case (UInt8(ascii: "m"), 1): self = .seconds(Double(count) * 60)
    case (UInt8(ascii: "h"), 1): self = .seconds(Double(count) * 3600)
    case (UInt8(ascii: "d"), 1): self = .seconds(Double(count) * 86_400)
    case (UInt8(ascii: "w"), 2) where bytes[index + 1] == UInt8(ascii: "d"): self = .workingDays(count)
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
