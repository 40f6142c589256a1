/// When shifts change: minutes of the day in the city's time, in order.
public struct ShiftTimes: Sendable, Equatable {
  public var starts: [Int]

  /// Two shifts of twelve hours.
  public static let standard = ShiftTimes(starts: [8 * 60, 20 * 60])

  public init(starts: [Int]) { self.starts = starts.sorted() }

  /// When the shift began that is on duty at a moment.
  public func start(at time: Timestamp, offsetMinutes: Int) -> Timestamp {
    let minute: Int64 = 60_000
    let local = time.milliseconds + Int64(offsetMinutes) * minute
    let day = 1440 * minute
    var midnight = local / day * day
    if midnight > local { midnight -= day }
    let passed = Int((local - midnight) / minute)
    let start = starts.last { $0 <= passed }
    if start == nil { midnight -= day }
    let chosen = start ?? starts.last ?? 0
    return Timestamp(milliseconds: midnight + Int64(chosen - offsetMinutes) * minute)
  }
}
