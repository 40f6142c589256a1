import Core
import Panels
import TestSupport
import Testing
import TextSafety
import TextUI

@Suite struct ScrubberTests {
  let state = SampleState.make()

  private func view(_ change: (inout ViewState.Playback) -> Void = { _ in }) -> ViewState {
    var playback = ViewState.Playback(from: SampleState.start, to: SampleState.start + 3600, speed: 30)
    playback.track = PlaybackTrack(
      start: SampleState.start, minutes: (0..<60).map { $0 < 20 ? $0 * 5 : 120 - $0 },
      alerts: [SampleState.start + 1200, SampleState.start + 2400],
      chapters: [.init(at: SampleState.start, title: "开始"), .init(at: SampleState.start + 1800, title: "暴雨")])
    change(&playback)
    var view = ViewState.standard
    view.mode = .playback(playback)
    return view
  }

  private func draw(_ width: Int, _ height: Int, _ view: ViewState) -> Canvas {
    ScreenPainter.draw(state: state, view: view, size: Size(width: width, height: height), help: [])
  }

  @Test(arguments: [(200, 56), (80, 24)])
  func theScrubberLooksAsItDid(size: (Int, Int)) {
    expectSnapshot(draw(size.0, size.1, view()), named: "scrubber-\(size.0)x\(size.1)")
  }

  @Test func theRowBelowTheDensityShowsAlertsAndChapters() {
    let rows = draw(120, 40, view()).plainText.split(separator: "\n", omittingEmptySubsequences: false)
    let (density, marks) = (rows[37], rows[38])
    #expect(density.hasPrefix(" 10:00 "))
    #expect(density.hasSuffix(" 11:00"))
    #expect(density.contains("┃"))
    #expect(marks.filter { $0 == "▲" }.count == 2)
    #expect(marks.filter { "12".contains($0) }.count == 2)
  }

  @Test func withoutATrackThereIsNoScrubber() {
    #expect(!draw(120, 40, view { $0.track = nil }).plainText.contains("┃"))
  }

  @Test func itDrawsAtEverySize() {
    for (width, height) in [(40, 10), (59, 20), (60, 20), (61, 30), (400, 120)] {
      let canvas = draw(width, height, view { $0.to = $0.from })
      #expect(canvas.size == Size(width: width, height: height))
    }
  }

  @Test func theChaptersAreListedWithTheCurrentOne() {
    var view = view()
    view.overlays = [.chapters(1)]
    let text = draw(120, 40, view).plainText
    #expect(text.contains("→ 10:00:00  开始"))
    #expect(text.contains("  10:30:00  暴雨"))
  }

  @Test func thePastOfARunningProgramTellsOfThePresent() {
    let text = draw(120, 40, view { $0.live = .init(unacknowledged: 12, red: 3) }).plainText
    #expect(text.contains("【回放】"))
    #expect(text.contains("实时未确认 12(红 3)  L 返回实时"))
  }
}
