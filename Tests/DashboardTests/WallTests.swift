import Core
@testable import Dashboard
import Panels
import Settings
import TestSupport
import Testing
import TextSafety
import TextUI

@Suite struct WallTests {
  static let plan = WallPlan(
    turns: [.init(board: "overview", seconds: 40), .init(board: "hotline", seconds: 20), .init(board: "cloud", seconds: 10)],
    redSeconds: 60, resumeSeconds: 120)

  func session(width: Int = 200, height: Int = 56) -> Session {
    var session = Session(state: SampleState.make(), view: ViewState(), size: Size(width: width, height: height))
    session.wallPlan = WallTests.plan
    session.pass(toDeskSecond: 1000)
    return session
  }

  func reduce(_ action: Action, _ session: inout Session) {
    var effects: [Effect] = []
    session.take(action, effects: &effects)
  }

  /// A red that nobody has seen before.
  func raise(_ id: SafeText, _ headline: SafeText, at seconds: Double, _ session: inout Session) {
    let event = SampleState.alert(id, .red, headline, at: seconds)
    reduce(.event(event, collector: "t", at: session.state.now + 1), &session)
  }

  @Test func boardsTurnWhenTheirTimeIsOver() {
    var session = session()
    _ = session.press(.character("w"))
    #expect(session.view.board == "overview")
    var boards: [BoardID] = []
    for second in [1039.0, 1040, 1059, 1060, 1069, 1070] {
      session.pass(toDeskSecond: second)
      boards.append(session.view.board)
    }
    #expect(boards == ["overview", "hotline", "hotline", "cloud", "cloud", "overview"])
    let text = session.draw().plainText
    #expect(text.contains("1/3 40 秒后 热线"))
    // The same key leaves, and nothing turns any more.
    _ = session.press(.character("w"))
    session.pass(toDeskSecond: 5000)
    #expect(session.view.wall == nil && session.view.board == "overview")
  }

  @Test func aClockThatStandsOrGoesBackTurnsNothing() {
    var session = session()
    session.enterWall()
    for second in [1039.0, 10, 0, -5, 1039] { session.pass(toDeskSecond: second) }
    #expect(session.view.board == "overview")
    // After a long sleep one turn is taken, not all that were missed.
    session.pass(toDeskSecond: 9000)
    #expect(session.view.board == "hotline")
  }

  @Test func whoLooksAroundStopsTheTurnForAWhile() {
    var session = session()
    session.enterWall()
    session.pass(toDeskSecond: 1010)
    _ = session.press(.character("4"))
    #expect(session.view.board == "sharing")
    session.pass(toDeskSecond: 1129)
    #expect(session.view.board == "sharing")
    #expect(session.draw().plainText.contains("轮播暂停 1 秒后继续"))
    session.pass(toDeskSecond: 1130)
    #expect(session.view.board == "hotline")
  }

  @Test func spaceStopsTheTurnAndLetsItGoOn() {
    var session = session()
    session.enterWall()
    session.pass(toDeskSecond: 1010)
    _ = session.press(.character(" "))
    #expect(session.view.isFrozen == false)
    session.pass(toDeskSecond: 1100)
    #expect(session.view.board == "overview")
    _ = session.press(.character(" "))
    session.pass(toDeskSecond: 1139)
    #expect(session.view.board == "overview")
    session.pass(toDeskSecond: 1140)
    #expect(session.view.board == "hotline")
  }

  @Test func aNewRedTakesTheScreenUntilItsTimeIsOver() {
    var session = session()
    session.enterWall()
    session.pass(toDeskSecond: 1005)
    // The red that was there before is none.
    #expect(session.view.wall?.red == nil)
    raise("b-red", "绿村路泵房进水", at: 700, &session)
    session.pass(toDeskSecond: 1006)
    #expect(session.view.wall?.red?.keys == [.feed(source: "/test/feed", alert: "b-red")])
    let text = session.draw().plainText
    #expect(text.contains("新告警  霞山  绿村路泵房进水"))
    #expect(text.contains("新红色告警 60 秒后或确认后返回"))
    #expect(!text.contains("在办工单"))
    session.pass(toDeskSecond: 1065)
    #expect(session.view.wall?.red != nil)
    session.pass(toDeskSecond: 1066)
    #expect(session.view.wall?.red == nil && session.view.board == "overview")
    // It has been shown: it does not come again, and the turn it interrupted has its whole time.
    session.pass(toDeskSecond: 1104)
    #expect(session.view.wall?.red == nil && session.view.board == "overview")
    session.pass(toDeskSecond: 1106)
    #expect(session.view.board == "hotline")
    #expect(session.draw().plainText.contains("绿村路泵房进水"))
  }

  @Test func anAcknowledgementElsewhereGivesTheScreenBack() throws {
    var session = session()
    session.enterWall()
    raise("b-red", "绿村路泵房进水", at: 700, &session)
    raise("c-red", "电厂跳闸", at: 710, &session)
    session.pass(toDeskSecond: 1006)
    let (first, second) = (
      AlarmKey.feed(source: "/test/feed", alert: "b-red"), AlarmKey.feed(source: "/test/feed", alert: "c-red")
    )
    #expect(session.view.wall?.red?.keys == [second, first])
    #expect(session.draw().plainText.contains("新告警  霞山  电厂跳闸") && session.draw().plainText.contains("绿村路泵房进水"))
    for (key, left) in [(second, [first]), (first, [])] {
      let revision = try #require(session.state.alarms[key]).revision
      var effects: [Effect] = []
      let other = Operator(id: "duty-09", shift: "day")
      session.take(.command(.acknowledge(key, revision: revision), by: other, at: session.state.now), effects: &effects)
      // Not before it is on disk.
      session.pass(toDeskSecond: session.deskSeconds + 1)
      #expect(session.view.wall?.red?.keys.contains(key) == true)
      SampleState.settle(&session.state, &effects)
      session.pass(toDeskSecond: session.deskSeconds + 1)
      #expect(session.view.wall?.red?.keys ?? [] == left)
    }
    #expect(session.view.board == "overview")
  }

  @Test func aDrillTakesNoScreen() {
    var session = session()
    session.enterWall()
    var event = SampleState.alert("drill", .red, "演练", at: 700)
    event.marks.insert(.exercise)
    reduce(.event(event, collector: "t", at: session.state.now + 1), &session)
    session.pass(toDeskSecond: 1010)
    #expect(session.view.wall?.red == nil)
    #expect(session.draw().plainText.contains("【演练】1"))
  }

  @Test func aWallActsForNobody() {
    for desk in [ViewState.Desk.open, .signedOut, .locked] {
      for key in ["a", "A", "U", "n", "s", "p", "u", "d", "e", "R", "r", "M"] as [Unicode.Scalar] {
        var session = session()
        session.enterWall()
        session.view.desk = desk
        #expect(session.press(.character(key)).isEmpty, "\(key)")
        #expect(session.view.overlays.isEmpty, "\(key)")
        #expect(session.view.message?.tone == .refused, "\(key)")
        #expect(session.view.message?.text.string.hasPrefix("大屏只看不处置") == true, "\(key)")
      }
    }
    // Nor from the detail view of an alert.
    var session = session()
    session.enterWall()
    session.view.desk = .signedOut
    _ = session.press(.enter)
    #expect(session.view.overlays.count == 1)
    #expect(session.press(.character("a")).isEmpty && session.view.message?.tone == .refused)
  }

  @Test func whoHasSignedInAtTheWallActsOnTheRedThatIsShown() throws {
    var session = session()
    session.enterWall()
    session.view.desk = .signedIn
    raise("b-red", "绿村路泵房进水", at: 700, &session)
    session.pass(toDeskSecond: 1006)
    guard case .command(.acknowledge(let key, _))? = session.press(.character("a")).first else {
      Issue.record("no command")
      return
    }
    #expect(key == .feed(source: "/test/feed", alert: "b-red"))
  }

  @Test func whatAPasserByOpenedIsClosedAndUnfilteredByTheNextTurn() {
    var session = session()
    session.enterWall()
    for key in ["f", "1"] as [Unicode.Scalar] { _ = session.press(.character(key)) }
    _ = session.press(.enter)
    _ = session.press(.character("?"))
    #expect(session.view.filters[.alerts] != nil && session.view.overlays.count == 1)
    session.pass(toDeskSecond: 2000)
    #expect(session.view.filters.isEmpty && session.view.overlays.isEmpty)
  }

  @Test func aMachineThatWatchesItselfHasOneBoardOnceItSpeaks() {
    let empty = State(city: City(), startingAt: SampleState.start)
    var session = Session(state: empty, view: ViewState(), size: Size(width: 200, height: 56))
    session.enterWall()
    session.pass(toDeskSecond: 20)
    #expect(session.view.board == "hotline")
    let report = MetricReport(samples: [
      MetricSample(name: "host.mem.used_ratio", value: 0.085, unit: "ratio"),
      MetricSample(name: "host.cpu.used_ratio", value: 0.17, unit: "ratio"),
    ])
    reduce(.event(SampleState.event(.metric(report), id: "m"), collector: "host", at: SampleState.start), &session)
    session.pass(toDeskSecond: 21)
    #expect(session.view.board == "overview")
    session.pass(toDeskSecond: 500)
    let text = session.draw().plainText
    #expect(session.view.board == "overview" && text.contains("本机 CPU") && text.contains("内存 8.5%"))
  }

  @Test func afterAJumpOnlyWhatIsRaisedLaterIsNew() {
    var session = session()
    session.enterWall()
    session.pass(toDeskSecond: 1001)
    // A playback is set to a moment by which a red had been raised: it waits there and is not new.
    session.view.wall?.jump(to: session.state.now + 60)
    raise("old", "旧红", at: 50, &session)
    session.pass(toDeskSecond: 1002)
    #expect(session.view.wall?.red == nil)
    reduce(.tick(session.state.now + 70), &session)
    raise("new", "新红", at: 50, &session)
    session.pass(toDeskSecond: 1003)
    #expect(session.view.wall?.red?.keys.count == 1)
    // Another jump takes the screen back at once.
    session.view.wall?.jump(to: session.state.now + 900)
    session.pass(toDeskSecond: 1004)
    #expect(session.view.wall?.red == nil)
  }

  @Test func aPlanWithoutBoardsShowsThemAll() {
    let show = WallShow(WallPlan(), boards: BoardLoader.standard, showing: "cloud", state: SampleState.make(), at: 0)
    #expect(show.board == "cloud")
    let unknown = WallShow(
      WallPlan(turns: [.init(board: "nowhere", seconds: 5), .init(board: "sources", seconds: 5)]), boards: BoardLoader.standard,
      showing: "overview",
      state: SampleState.make(), at: 0)
    #expect(unknown.board == "sources")
  }
}
