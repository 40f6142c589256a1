import Core
import Testing

@Suite struct SeriesTests {
  func minute(_ number: Int64) -> Timestamp { Timestamp(milliseconds: number * 60_000) }

  @Test func lateValuesLandInTheirMinute() {
    var series = Series()
    series.record(1, at: minute(10))
    series.record(3, at: minute(12))
    series.record(2, at: minute(11))
    #expect(series.minutes(4, endingAt: minute(12)) == [nil, 1, 2, 3])
    #expect(series.latest == 3)
  }

  @Test func whatIsOlderThanTheRingIsForgotten() {
    var series = Series()
    series.record(1, at: minute(0))
    series.record(2, at: minute(Int64(Series.capacity)))
    #expect(series.minutes(Series.capacity + 1, endingAt: minute(Int64(Series.capacity))).compactMap { $0 } == [2])
    series.record(9, at: minute(0))
    #expect(series.minutes(1, endingAt: minute(0)) == [nil])
  }

  @Test func unknownIsNotZero() {
    var series = Series()
    series.record(5, at: minute(1))
    series.record(nil, at: minute(2))
    #expect(series.latest == nil)
    #expect(series.minutes(2, endingAt: minute(2)) == [5, nil])
  }
}
