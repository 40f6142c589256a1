import Core
import Panels
import TestSupport
import Testing
import TextSafety
import TextUI

@Suite struct WallScreenTests {
  let state = SampleState.make()

  func draw(_ state: State, _ size: Size, _ change: (inout ViewState) -> Void = { _ in }) -> Canvas {
    var view = ViewState.standard
    view.wall = WallShow(WallPlan(), boards: view.boards, showing: "overview", state: state, at: 0)
    change(&view)
    return ScreenPainter.draw(state: state, view: view, size: size, help: [])
  }

  /// A wall on which a red has just come.
  func struck(_ size: Size, _ language: Language = .zh) -> Canvas {
    var (state, effects) = (state, [Effect]())
    var view = ViewState.standard
    view.language = language
    view.wall = WallShow(WallPlan(), boards: view.boards, showing: "overview", state: state, at: 0)
    for (id, headline) in [("b-red", "绿村路泵房进水"), ("c-red", "电厂跳闸")] as [(SafeText, SafeText)] {
      state.reduce(.event(SampleState.alert(id, .red, headline, at: 700), collector: "t", at: state.now + 1), effects: &effects)
    }
    view.turnWall(to: 1, state)
    return ScreenPainter.draw(state: state, view: view, size: size, help: [])
  }

  /// There Space holds the turning, not the playback: only the foot names keys.
  @Test func theBannerOfAPlaybackNamesNoKeysOnAWall() {
    let playback = ViewState.Playback(from: SampleState.start, to: SampleState.start + 3600, speed: 30)
    func banner(_ change: (inout ViewState) -> Void) -> String {
      let canvas = draw(state, Size(width: 200, height: 56)) {
        $0.mode = .playback(playback)
        change(&$0)
      }
      return canvas.plainText.split(separator: "\n").first { $0.contains("10:10:00 / 11:00") }.map(String.init) ?? ""
    }
    #expect(banner { $0.wall = nil }.contains("10:10:00 / 11:00  Space 暂停  [ ] ±1分钟  C 章节"))
    #expect(banner { _ in }.hasSuffix("×30  10:10:00 / 11:00"))
  }

  @Test(arguments: [Size(width: 200, height: 56), Size(width: 80, height: 24), Size(width: 400, height: 120)])
  func theWallLooksAsRecorded(size: Size) {
    expectSnapshot(draw(state, size), named: "wall-zh-\(size.width)x\(size.height)")
    if size.width <= 200 {
      expectSnapshot(draw(state, size) { $0.language = .en }, named: "wall-en-\(size.width)x\(size.height)")
    }
    expectSnapshot(struck(size), named: "wall-red-zh-\(size.width)x\(size.height)")
    if size.width <= 200 { expectSnapshot(struck(size, .en), named: "wall-red-en-\(size.width)x\(size.height)") }
  }

  @Test func theThreeAnswersAreThoseOfTheState() {
    let text = draw(state, Size(width: 200, height: 56)).plainText
    #expect(text.contains("红色未确认") && text.contains("数据源断流") && text.contains("近1小时诉求"))
    // Two reds, the oldest of them with its place and its time; four tickets of the thirty that are usual.
    #expect(state.alarms.totals.unacknowledged(.red) == 2)
    #expect(text.contains("霞山 泵站停机"))
    #expect(text.contains("10:00 起,已 9:50"))
    #expect(text.contains("×0.13") && text.contains("同期 30"))
  }

  @Test func aLoadThatIsNotHeardIsNoLoad() {
    var (state, effects) = (state, [Effect]())
    let heartbeat = Heartbeat(collector: "c", intervalSeconds: 15, upstream: .ok)
    state.reduce(
      .event(SampleState.event(.heartbeat(heartbeat), id: "h9", at: 601), collector: "t", at: SampleState.start + 601),
      effects: &effects)
    let size = Size(width: 200, height: 56)
    #expect(draw(state, size).plainText.contains("低于同期"))
    for second in stride(from: 610.0, through: 900, by: 10) { state.reduce(.tick(SampleState.start + second), effects: &effects) }
    let text = draw(state, size).plainText
    #expect(text.contains("负荷未知:工单数据中断") && text.contains("数字不是现在的") && !text.contains("低于同期"))
  }

  @Test func anEmptyWallSaysThatItWaits() {
    let empty = State(city: City(), startingAt: SampleState.start)
    let text = draw(empty, Size(width: 120, height: 35)).plainText
    #expect(text.contains("没有未确认告警") && text.contains("数据等待接入") && text.contains("暂无工单数据"))
  }

  @Test func wallsAreDrawnAtEverySize() {
    for width in [0, 1, 20, 39, 40, 41, 60, 79, 119, 200, 401] {
      for height in [0, 1, 6, 9, 10, 11, 19, 20, 31, 56, 121] {
        let size = Size(width: width, height: height)
        for canvas in [draw(state, size), struck(size), struck(size, .en)] {
          #expect(canvas.size == size)
        }
      }
    }
  }
}
