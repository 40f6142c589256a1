/// Working days and hours of a place, as data: holidays and the Saturdays and Sundays worked in their stead (调休).
public struct WorkingCalendar: Sendable, Equatable {
  /// Days off that would be working days.
  public var holidays: Set<CivilDate>
  /// Week-end days that are worked.
  public var workedDays: Set<CivilDate>
  /// Working hours of a day as minutes since midnight, in order: 08:30–12:00, 14:30–17:30.
  public var hours: [Range<Int>]
  public var offsetMinutes: Int
  /// The years the holiday table covers; outside them only week-ends are known, and the screen says so.
  public var years: Set<Int>

  public init(
    holidays: Set<CivilDate> = [], workedDays: Set<CivilDate> = [], hours: [Range<Int>] = [510..<720, 870..<1050],
    offsetMinutes: Int = 480, years: Set<Int> = []
  ) {
    self.holidays = holidays
    self.workedDays = workedDays
    self.hours = hours
    self.offsetMinutes = offsetMinutes
    self.years = years
  }

  public func isWorkingDay(_ date: CivilDate) -> Bool {
    if workedDays.contains(date) { return true }
    return date.weekday <= 5 && !holidays.contains(date)
  }

  /// Seconds worked in a full working day.
  public var secondsPerDay: Double { Double(hours.reduce(0) { $0 + $1.count }) * 60 }

  /// The seconds of working time between two moments; negative when `end` is before `start`.
  public func workingSeconds(from start: Timestamp, to end: Timestamp) -> Double {
    if end < start { return -workingSeconds(from: end, to: start) }
    let first = CivilTime(start, offsetMinutes: offsetMinutes).date.dayNumber
    let last = CivilTime(end, offsetMinutes: offsetMinutes).date.dayNumber
    var total = 0.0
    for number in first...last {
      let date = CivilDate(dayNumber: number)
      guard isWorkingDay(date) else { continue }
      let midnight = date.start(offsetMinutes: offsetMinutes)
      for span in hours {
        let from = max(start, midnight + Double(span.lowerBound) * 60)
        let to = min(end, midnight + Double(span.upperBound) * 60)
        if to > from { total += to - from }
      }
    }
    return total
  }

  /// The moment when `days` working days counted from `start` are over: the end of work on the n-th working day after the day of
  /// `start` (a matter received on a day off counts from the next working day).
  public func due(after days: Int, from start: Timestamp) -> Timestamp {
    var number = CivilTime(start, offsetMinutes: offsetMinutes).date.dayNumber
    var left = max(0, days)
    let bound = number + days * 12 + 40
    while left > 0 && number < bound {
      number += 1
      if isWorkingDay(CivilDate(dayNumber: number)) { left -= 1 }
    }
    let end = hours.last?.upperBound ?? 1440
    return CivilDate(dayNumber: number).start(offsetMinutes: offsetMinutes) + Double(end) * 60
  }
}

extension WorkingCalendar {
  /// The moment from which `workingSeconds` of working time are left until `end`.
  public func moment(workingSeconds: Double, before end: Timestamp) -> Timestamp {
    guard workingSeconds > 0, secondsPerDay > 0 else { return end }
    var left = workingSeconds
    var number = CivilTime(end, offsetMinutes: offsetMinutes).date.dayNumber
    let bound = number - Int(workingSeconds / secondsPerDay) * 12 - 60
    while number > bound {
      let date = CivilDate(dayNumber: number)
      let midnight = date.start(offsetMinutes: offsetMinutes)
      if isWorkingDay(date) {
        for span in hours.reversed() {
          let from = midnight + Double(span.lowerBound) * 60
          let to = min(end, midnight + Double(span.upperBound) * 60)
          guard to > from else { continue }
          if to - from >= left { return to - left }
          left -= to - from
        }
      }
      number -= 1
    }
    return CivilDate(dayNumber: number).start(offsetMinutes: offsetMinutes)
  }
}
