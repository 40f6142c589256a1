import Testing

@testable import Dashboard

@Suite struct ResizeStormTests {
  /// 200 changes in a second are two frames, and one when it is over.
  @Test func aDraggedWindowIsDrawnNowAndThen() {
    var storm = ResizeStorm()
    var frames = 0
    for step in 1...200 {
      let now = Int64(step) * 5_000_000
      let mustWait = storm.mustWait(at: now)
      if !mustWait, step > 1 { frames += 1 }
      storm.note(at: now)
    }
    #expect(frames == 2)
    let early = storm.mustWait(at: 1_015_000_000)
    #expect(early)
    #expect(storm.due == 1_020_000_000)
    let late = storm.mustWait(at: 1_020_000_000)
    #expect(!late)
    #expect(storm.due == nil)
  }
}
