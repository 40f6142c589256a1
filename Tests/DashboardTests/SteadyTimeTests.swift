@testable import Dashboard
import Testing

/// T8: the time that timers see while the program runs.
@Suite struct SteadyTimeTests {
  private let start: Int64 = 1_656_813_900_000

  @Test func t08SetBackItRunsOnAtItsPace() {
    var time = SteadyTime()
    #expect(time.read(wall: start, steady: 5000) == start)
    #expect(time.read(wall: start + 1000 - 3_600_000, steady: 6000) == start + 1000)
    #expect(time.leap == -3600)
    time.leap = nil
    #expect(time.read(wall: start + 2000 - 3_600_000, steady: 7000) == start + 2000)
    #expect(time.leap == nil, "told once")
  }

  @Test func t08SetForwardItFollows() {
    var time = SteadyTime()
    _ = time.read(wall: start, steady: 5000)
    #expect(time.read(wall: start + 86_401_000, steady: 6000) == start + 86_401_000)
    #expect(time.leap == 86_400)
  }

  @Test func t08SlewingIsNoLeap() {
    var time = SteadyTime()
    for second in 0..<100 as Range<Int64> {
      let now = time.read(wall: start + second * 1001, steady: 5000 + second * 1000)
      #expect(now == start + second * 1001)
    }
    #expect(time.leap == nil)
  }
}
