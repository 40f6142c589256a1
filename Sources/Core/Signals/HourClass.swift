/// Hours that are alike: the hour of the day, on working days and on days off.
public struct HourClass: Hashable, Sendable {
  static let count = 48
  /// 0…23 on working days, 24…47 on days off.
  public let index: Int

  public init(hour: Int, isWorkingDay: Bool) { index = hour + (isWorkingDay ? 0 : 24) }

  public var hour: Int { index % 24 }
  public var isWorkingDay: Bool { index < 24 }
}

/// Time in steps of five minutes, and the class of the hour of each.
struct SignalClock: Sendable {
  static let stepMilliseconds: Int64 = 300_000
  static let stepsPerHour: Int64 = 12

  var calendar: WorkingCalendar

  init(calendar: WorkingCalendar) { self.calendar = calendar }

  static func step(_ time: Timestamp) -> Int64 { floorDivision(time.milliseconds, stepMilliseconds) }
  static func start(ofStep step: Int64) -> Timestamp { Timestamp(milliseconds: step * stepMilliseconds) }

  /// Hours are those of the local clock, also where the offset is no whole hour.
  func hour(ofStep step: Int64) -> Int64 {
    floorDivision(step * SignalClock.stepMilliseconds + Int64(calendar.offsetMinutes) * 60_000, 3_600_000)
  }

  func firstStep(ofHour hour: Int64) -> Int64 {
    floorDivision(hour * 3_600_000 - Int64(calendar.offsetMinutes) * 60_000, SignalClock.stepMilliseconds)
  }

  func hourClass(ofHour hour: Int64) -> HourClass {
    let day = floorDivision(hour, 24)
    return HourClass(hour: Int(hour - day * 24), isWorkingDay: calendar.isWorkingDay(CivilDate(dayNumber: Int(day))))
  }

  /// The hours of the classes that `count` steps ending with `last` fall into.
  func exposure(steps count: Int64, endingWith last: Int64) -> [(hour: HourClass, hours: Double)] {
    var list: [(hour: HourClass, hours: Double)] = []
    for hour in hour(ofStep: last - count + 1)...hour(ofStep: last) {
      let first = max(firstStep(ofHour: hour), last - count + 1)
      let end = min(firstStep(ofHour: hour + 1), last + 1)
      if end > first { list.append((hourClass(ofHour: hour), Double(end - first) / Double(SignalClock.stepsPerHour))) }
    }
    return list
  }
}
