/// The city's key periods (重点时期): holidays, great events, storms, when stricter rules hold.
public struct KeyPeriods: Sendable, Equatable {
  /// One of them: from one day through another, on certain week days and hours only where it says so.
  public struct Period: Sendable, Equatable {
    public var name: LocalName
    /// Both days belong to it.
    public var from: CivilDate
    public var to: CivilDate
    /// ISO week days, 1 = Monday; empty: every day.
    public var weekdays: Set<Int>
    /// Minutes since midnight; empty: the whole day.
    public var hours: [Range<Int>]

    public init(name: LocalName, from: CivilDate, to: CivilDate, weekdays: Set<Int> = [], hours: [Range<Int>] = []) {
      self.name = name
      self.from = from
      self.to = to
      self.weekdays = weekdays
      self.hours = hours
    }

    public func contains(_ time: CivilTime) -> Bool {
      guard from <= time.date, time.date <= to else { return false }
      guard weekdays.isEmpty || weekdays.contains(time.weekday) else { return false }
      return hours.isEmpty || hours.contains { $0.contains(time.minuteOfDay) }
    }
  }

  public var all: [Period]

  public init(_ all: [Period] = []) { self.all = all }

  /// The first that holds at a moment of the city's clock.
  public func period(at time: Timestamp, offsetMinutes: Int) -> Period? {
    guard !all.isEmpty else { return nil }
    let civil = CivilTime(time, offsetMinutes: offsetMinutes)
    return all.first { $0.contains(civil) }
  }
}

extension City {
  /// The key period that a moment falls into; the first listed where there are several.
  public func keyPeriod(at time: Timestamp) -> KeyPeriods.Period? { keyPeriods.period(at: time, offsetMinutes: offsetMinutes) }
}
