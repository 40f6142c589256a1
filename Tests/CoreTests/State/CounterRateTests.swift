import Testing
import TextSafety

@testable import Core

struct CounterRateTests {
  /// Seconds, reading, and the rates told: the reading's own, then its successor's.
  private func take(
    _ counter: inout CounterRate, _ at: Double, _ value: Double, startedAt: Double? = nil, interval: Double? = nil
  )
    -> [Double?]
  {
    let rates = counter.take(
      CounterRate.Point(
        value: value, at: .start + at, startedAt: startedAt.map { .start + $0 }, window: counter.isDelta ? interval : nil,
        interval: interval))
    return [rates.own, rates.successor].compactMap { $0 }.map(\.value)
  }

  @Test func aRateIsTheIncreasePerSecond() {
    var counter = CounterRate(unit: "{request}", isDelta: false)
    #expect(take(&counter, 0, 1000) == [nil])
    #expect(take(&counter, 10, 1050) == [5])
    #expect(take(&counter, 20, 1050) == [0])
    #expect(counter.total == 1050 && counter.resets == 0)
  }

  @Test func aRestartIsNoFall() {
    var counter = CounterRate(unit: "{request}", isDelta: false)
    _ = take(&counter, 0, 1000)
    #expect(take(&counter, 10, 30) == [3])
    #expect(take(&counter, 20, 50) == [2])
    #expect(counter.total == 1050 && counter.resets == 1)
  }

  /// A counter read at the moment it restarts has no rate: zero would be a lie, and a fall more so.
  @Test func aRestartAtZeroIsNotZero() {
    var counter = CounterRate(unit: "{request}", isDelta: false)
    _ = take(&counter, 0, 1000)
    #expect(take(&counter, 10, 0) == [nil])
    #expect(take(&counter, 20, 40) == [4])
    #expect(counter.total == 1040 && counter.resets == 1)
  }

  @Test func aStartThatIsToldGivesTheFirstReadingARate() {
    var counter = CounterRate(unit: "{request}", isDelta: false)
    #expect(take(&counter, 20, 100, startedAt: 0) == [5])
    #expect(take(&counter, 30, 110, startedAt: 0) == [1])
    #expect(counter.total == 110)
  }

  /// It reads more than before, and yet it has begun anew.
  @Test func aLaterStartIsARestartThoughItReadsMore() {
    var counter = CounterRate(unit: "{request}", isDelta: false)
    _ = take(&counter, 0, 100, startedAt: -50)
    #expect(take(&counter, 60, 120, startedAt: 20) == [3])
    #expect(counter.total == 220 && counter.resets == 1)
  }

  /// A correction without a restart is no burst of everything counted so far.
  @Test func aFallWithTheSameStartIsUnknown() {
    var counter = CounterRate(unit: "{request}", isDelta: false)
    _ = take(&counter, 0, 1000, startedAt: -9000)
    #expect(take(&counter, 10, 999, startedAt: -9000) == [nil])
    #expect(take(&counter, 20, 1009, startedAt: -9000) == [1])
    #expect(counter.total == 1010 && counter.resets == 0)
  }

  @Test func aGapHasNoRate() {
    var counter = CounterRate(unit: "{request}", isDelta: false)
    _ = take(&counter, 0, 0, interval: 15)
    #expect(take(&counter, 75, 150, interval: 15) == [2])
    #expect(take(&counter, 151, 300, interval: 15) == [nil])
    #expect(take(&counter, 166, 330, interval: 15) == [2])
    var other = CounterRate(unit: "{request}", isDelta: false)
    _ = take(&other, 0, 0)
    #expect(take(&other, 7200, 7200) == [1])
    #expect(take(&other, 14_401, 14_401) == [nil])
  }

  @Test func aLateReadingCorrectsTheRateAfterIt() {
    var counter = CounterRate(unit: "{request}", isDelta: false)
    _ = take(&counter, 0, 0)
    #expect(take(&counter, 20, 100) == [5])
    #expect(take(&counter, 10, 90) == [9, 1])
    #expect(counter.total == 100)
    // Older than all that is known: it gives the first a rate.
    #expect(take(&counter, -10, 0) == [nil, 0])
  }

  /// What looked like an increase was a restart in between.
  @Test func aLateReadingShowsARestartThatNobodySaw() {
    var counter = CounterRate(unit: "{request}", isDelta: false)
    _ = take(&counter, 0, 50)
    #expect(take(&counter, 20, 60) == [0.5])
    #expect(take(&counter, 10, 10) == [1, 5])
    #expect(counter.total == 110 && counter.resets == 1)
  }

  @Test func countsPerIntervalAddUp() {
    var counter = CounterRate(unit: "{call}", isDelta: true)
    #expect(take(&counter, 60, 120, interval: 60) == [2])
    #expect(take(&counter, 120, 0, interval: 60) == [0])
    #expect(take(&counter, 180, 30, interval: 60) == [0.5])
    #expect(counter.total == 150 && counter.resets == 0)
    var unsaid = CounterRate(unit: "{call}", isDelta: true)
    #expect(take(&unsaid, 0, 7) == [nil])
    #expect(take(&unsaid, 10, 20) == [2])
    #expect(take(&unsaid, 5, 5) == [1, 4])
    #expect(unsaid.total == 32)
  }

  @Test func whatIsForgottenStaysCounted() {
    var counter = CounterRate(unit: "{request}", isDelta: false)
    for step in 0..<100 { _ = take(&counter, Double(step) * 10, Double(step % 10) * 10) }
    // Ten runs of 0 to 90.
    #expect(counter.total == 900 && counter.resets == 9)
    // Older than what is kept: nothing follows from it.
    #expect(take(&counter, 5, 1) == [])
    #expect(counter.total == 900)
  }

  @Test func whatIsNoCountIsUnknown() {
    var counter = CounterRate(unit: "{request}", isDelta: false)
    #expect(take(&counter, 0, -1) == [nil])
    #expect(take(&counter, 0, .infinity) == [nil])
    #expect(counter.total == 0)
  }
}
