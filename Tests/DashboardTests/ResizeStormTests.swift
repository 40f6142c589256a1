@testable import Dashboard
import Testing

@Suite struct ResizeStormTests {
  /// 200 changes in a second are three frames, and one when it is over.
  @Test func aDraggedWindowIsDrawnNowAndThen() {
    var storm = ResizeStorm()
    var frames = 0
    #expect(!storm.mustWait(at: 0))
    for step in 1...200 {
      let now = Int64(step) * 5_000_000
      if !storm.mustWait(at: now) && step > 1 { frames += 1 }
      storm.note(at: now)
    }
    #expect(frames == 2)
    #expect(storm.mustWait(at: 1_015_000_000))
    #expect(storm.due == 1_020_000_000)
    #expect(!storm.mustWait(at: 1_020_000_000))
    #expect(storm.due == nil)
  }
}
