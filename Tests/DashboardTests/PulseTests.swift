@testable import Dashboard
import Testing

/// When the slow pulse turns.
@Suite struct PulseTests {
  private func turns(_ frames: [Int64]) -> [Bool] {
    var pulse = Pulse()
    return frames.map { pulse.drawn(at: 10_000_000_000 + $0 * 1_000_000) }
  }

  @Test func theFirstFrameTurnsIt() { #expect(turns([0]) == [true]) }

  @Test func framesOfAClockTurnItEachTime() {
    #expect(turns([0, 1000, 2040, 2990, 4010]) == [true, false, true, false, true])
  }

  @Test func framesBetweenLeaveItAsItIs() {
    #expect(turns([0, 50, 849, 850, 1000, 1699, 1700]) == [true, true, true, false, false, false, true])
  }

  @Test func itAsksForAFrameWhereNoneComes() {
    var pulse = Pulse()
    _ = pulse.drawn(at: 10_000_000_000)
    #expect(pulse.due == 11_250_000_000)
    _ = pulse.drawn(at: 10_500_000_000)
    #expect(pulse.due == 11_250_000_000)
    _ = pulse.drawn(at: 11_000_000_000)
    #expect(pulse.due == 12_250_000_000)
  }
}
