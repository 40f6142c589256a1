import Core
import Testing

@Suite struct TimeTests {
  @Test func datesRoundTripThroughDayNumbers() {
    for number in stride(from: -200_000, through: 200_000, by: 37) {
      let date = CivilDate(dayNumber: number)
      #expect(date.isValid)
      #expect(date.dayNumber == number)
    }
    #expect(CivilDate(year: 2022, month: 7, day: 3).weekday == 7)
    #expect(!CivilDate(year: 2022, month: 2, day: 29).isValid)
    #expect(CivilDate(year: 2024, month: 2, day: 29).isValid)
  }

  @Test(arguments: [
    ("2022-07-03T10:05:00+08:00", 1_656_813_900_000), ("2022-07-03T02:05:00Z", 1_656_813_900_000),
    ("2022-07-03 10:05:00.250+0800", 1_656_813_900_250), ("1970-01-01T00:00:00-00:00", 0),
    ("2022-07-03T10:05:00.5+08:00", 1_656_813_900_500),
  ])
  func readsRFC3339(text: String, milliseconds: Int64) {
    #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "2022-07-03", "2022-07-03T10:05", "2022-13-03T10:05:00Z", "2022-02-30T10:05:00Z", "2022-07-03T24:05:00Z",
    "2022-07-03T10:05:00",
    "2022-07-03T10:05:00+8", "2022-07-03T10:05:00.Z", "x022-07-03T10:05:00Z", "2022-07-03T10:05:00Zx",
  ])
  func refusesWhatIsNone(text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test func writesWhatItReads() {
    let time = Timestamp(milliseconds: 1_656_813_900_250)
    #expect(time.rfc3339(offsetMinutes: 480) == "2022-07-03T10:05:00.250+08:00")
    #expect(Timestamp(rfc3339: time.rfc3339(offsetMinutes: -210)) == time)
    #expect(Timestamp(rfc3339: "2022-07-03T10:05:00", defaultOffsetMinutes: 480)?.milliseconds == 1_656_813_900_000)
  }
}

@Suite struct WorkingCalendarTests {
  /// The week around the Dragon Boat festival of 2022: Friday 3 June to Sunday 5 June off; Saturday 7 May worked in its turn.
  let calendar = WorkingCalendar(
    holidays: [CivilDate(year: 2022, month: 6, day: 3)], workedDays: [CivilDate(year: 2022, month: 5, day: 7)],
    hours: [510..<720, 870..<1050])

  func at(_ text: String) -> Timestamp { Timestamp(rfc3339: text + ":00+08:00") ?? .distantPast }

  @Test func dueDaysSkipHolidaysAndWeekEnds() {
    #expect(calendar.due(after: 3, from: at("2022-06-01T10:00")) == at("2022-06-07T17:30"))
    #expect(calendar.due(after: 1, from: at("2022-05-06T16:00")) == at("2022-05-07T17:30"))
    #expect(calendar.due(after: 1, from: at("2022-06-04T09:00")) == at("2022-06-06T17:30"))
  }

  @Test func workingTimeCountsOnlyWorkingHours() {
    #expect(calendar.workingSeconds(from: at("2022-06-02T17:00"), to: at("2022-06-06T09:00")) == 3600)
    #expect(calendar.workingSeconds(from: at("2022-06-06T12:00"), to: at("2022-06-06T14:30")) == 0)
    #expect(calendar.workingSeconds(from: at("2022-06-06T09:00"), to: at("2022-06-02T17:00")) == -3600)
  }

  @Test func theMomentBeforeIsTheInverseOfWorkingTime() {
    for hours in [0.5, 3, 6.5, 10, 30] {
      let due = at("2022-06-08T17:30")
      let moment = calendar.moment(workingSeconds: hours * 3600, before: due)
      #expect(calendar.workingSeconds(from: moment, to: due) == hours * 3600)
    }
  }

  @Test func limitsReadAndCount() {
    #expect(TimeLimit("3wd") == .workingDays(3))
    #expect(TimeLimit("30m") == .seconds(1800))
    #expect(TimeLimit("wd") == nil)
    #expect(TimeLimit("-3d") == nil)
    #expect(TimeLimit("2h")?.due(from: at("2022-06-03T23:00"), calendar: calendar) == at("2022-06-04T01:00"))
  }
}
