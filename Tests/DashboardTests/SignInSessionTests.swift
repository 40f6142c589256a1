import Core
import Panels
import TestSupport
import Testing
import TextSafety
import TextUI

@testable import Dashboard

/// The desk with operators: who acts is proven, an idle desk locks, two sign for reds in a key period.
@Suite struct SignInSessionTests {
  private let officer = Operator(id: "duty-02", shift: "day", isSignedIn: true)

  private func session(lockAfter: Double? = nil, _ change: (inout City) -> Void = { _ in }) -> Session {
    var state = SampleState.make()
    change(&state.city)
    var session = Session(state: state, view: ViewState(), size: Size(width: 200, height: 56))
    session.requireSignIn(lockAfter: lockAfter)
    return session
  }

  private func type(_ text: String, _ session: inout Session) -> [Session.Request] {
    text.unicodeScalars.flatMap { session.press($0 == "\n" ? .enter : .character($0)) }
  }

  private func answer(_ command: OperatorCommand, by who: Operator, _ session: inout Session) {
    var effects: [Effect] = []
    session.take(.command(command, by: who, at: session.state.now), effects: &effects)
    SampleState.settle(&session.state, &effects)
  }

  private func signIn(_ session: inout Session) {
    _ = type("S\(officer.id)\n20220703\n", &session)
    answer(.signIn(isRight: true, for: .desk), by: officer, &session)
  }

  @Test func actingOpensTheFormAndThePINIsNeverDrawn() {
    var session = session()
    #expect(type("a", &session).isEmpty)
    #expect(session.draw().plainText.contains("未登录"))
    let requests = type("duty-02\nsecret7", &session)
    #expect(requests.isEmpty)
    let drawn = session.draw().plainText
    #expect(drawn.contains("duty-02") && drawn.contains("*******") && !drawn.contains("secret7"))
    #expect(type("\n", &session) == [.signIn("duty-02", pin: "secret7", for: .desk)])
    answer(.signIn(isRight: false, for: .desk), by: officer, &session)
    #expect(session.draw().plainText.contains("编号或口令不对"))
    #expect(session.view.desk == .signedOut && session.view.who.role == .observer)
    #expect(type("20220703\n", &session) == [.signIn("duty-02", pin: "20220703", for: .desk)])
    answer(.signIn(isRight: true, for: .desk), by: officer, &session)
    #expect(session.view.desk == .signedIn && session.view.who == officer)
    guard case .command(.acknowledge)? = type("a", &session).first else {
      Issue.record("no command")
      return
    }
    #expect(type("S", &session) == [.command(.signOut)])
    answer(.signOut, by: officer, &session)
    #expect(session.view.desk == .signedOut && !session.view.who.isSignedIn)
  }

  @Test func anIdleDeskLocksShowsEverythingAndActsForNobody() {
    var session = session(lockAfter: 600)
    signIn(&session)
    var effects: [Effect] = []
    session.take(.tick(session.state.now + 599), effects: &effects)
    #expect(!session.mustLock)
    session.take(.tick(session.state.now + 1), effects: &effects)
    #expect(session.mustLock)
    answer(.lock, by: officer, &session)
    #expect(!session.mustLock && session.view.desk == .locked)
    let drawn = session.draw().plainText
    #expect(drawn.contains("已锁定 duty-02") && drawn.contains("泵站停机"))
    for key in ["a", "A", "n", "s", "U", "p", "u", "d", "e", "R", "r", "M"] {
      #expect(type(key, &session).isEmpty)
      guard case .signIn? = session.view.overlays.last else {
        Issue.record("\(key) asks for no sign-in")
        return
      }
      _ = session.press(.escape)
    }
  }

  @Test func aFormThatWasClosedSignsNobodyIn() {
    var session = session()
    _ = type("S\(officer.id)\n20220703\n", &session)
    _ = session.press(.escape)
    answer(.signIn(isRight: true, for: .desk), by: officer, &session)
    #expect(session.view.desk == .signedOut)
  }

  @Test func redsInAKeyPeriodAskForTheSecondOperator() {
    var session = session { city in
      let name = LocalName(zh: "汛期", en: "Flood season")
      city.keyPeriods = [KeyPeriod(name: name, from: SampleState.start, to: SampleState.start + 86_400)]
    }
    signIn(&session)
    #expect(type("Ay", &session).isEmpty)
    #expect(session.draw().plainText.contains("重点时期(汛期):本批含红色 2 条,须第二人核验"))
    #expect(type("duty-02\n20220703\n", &session).isEmpty)
    #expect(session.draw().plainText.contains("须由另一名值班人员核验"))
    _ = session.press(.tab)
    _ = session.press(.control("u"))
    #expect(type("lead-01\n20220703\n", &session) == [.signIn("lead-01", pin: "20220703", for: .witness)])
    answer(
      .signIn(isRight: true, for: .witness), by: Operator(id: "lead-01", shift: "day", role: .shiftLead, isSignedIn: true),
      &session)
    guard case .command(.acknowledgeAll(let seen, "lead-01"))? = session.takeQueued().first else {
      Issue.record("no command")
      return
    }
    #expect(seen.count == 5 && session.view.who.id == "duty-02")
  }

  @Test func whoTakesOverGivesAPINAndHasTheDesk() {
    var session = session()
    signIn(&session)
    _ = type("ho", &session)
    #expect(type("lead-01\n20220703\n", &session) == [.signIn("lead-01", pin: "20220703", for: .handover)])
    let incoming = Operator(id: "lead-01", shift: "day", role: .shiftLead, isSignedIn: true)
    answer(.signIn(isRight: true, for: .handover), by: incoming, &session)
    #expect(session.takeQueued() == [.command(.handOver(to: "lead-01"))])
    answer(.handOver(to: "lead-01"), by: officer, &session)
    #expect(session.view.who == incoming && session.view.desk == .signedIn)
  }

  @Test func withoutOperatorsTheDeskIsAsBefore() {
    var session = Session(state: SampleState.make(), view: ViewState(), size: Size(width: 200, height: 56))
    #expect(session.view.desk == .open)
    guard case .command(.acknowledge)? = type("a", &session).first else {
      Issue.record("no command")
      return
    }
    #expect(type("l", &session).isEmpty && session.view.message?.tone == .refused)
  }

  // MARK: Work by keys

  private var desk: Session { Session(state: SampleState.make(), view: ViewState(), size: Size(width: 200, height: 56)) }
  private let red = AlarmKey.feed(source: "/test/feed", alert: "a-red")

  @Test func workKeysAskAndCommand() {
    var desk = desk
    desk.state.city.duty.phrases.urge = ["请尽快"]
    desk.state.city.duty.phrases.shelve = ["检修"]
    desk.state.city.duty.reports = [ReportPlan(id: "e", name: LocalName(zh: "险情"), first: 1800)]
    #expect(type("u1\n", &desk) == [.command(.duty(red, .urge("请尽快")))])
    #expect(type("d\n", &desk) == [.command(.duty(red, .supervise("")))])
    #expect(type("e3\n", &desk) == [.command(.duty(red, .escalate(to: .province, "")))])
    #expect(type("p1\n", &desk) == [.command(.duty(red, .assign(to: "440803")))])
    #expect(type("p赤坎\n", &desk) == [.command(.duty(red, .assign(to: "440802")))])
    #expect(type("p没有\n", &desk).isEmpty && desk.view.message?.tone == .refused)
    #expect(type("R1", &desk) == [.command(.duty(red, .startReports(plan: "e")))])
    #expect(type("s21\n", &desk) == [.command(.shelve(red, seconds: 1800, reason: "检修"))])
    #expect(type("s2\n", &desk).isEmpty && desk.view.message?.tone == .refused)
  }

  @Test func theScreenSaysWhatIsDueAndWhatWasDone() {
    var desk = desk
    desk.state.city.duty.reports = [ReportPlan(id: "e", name: LocalName(zh: "险情报告"), first: 900, basis: LocalName(zh: "预案"))]
    desk.state.city.duty.limits = [.red: .init(acknowledge: 60, act: 1200)]
    var effects: [Effect] = []
    // The rules come into force with the city.
    desk.take(.reconfigured(desk.state.city, at: desk.state.now), effects: &effects)
    answer(.duty(red, .startReports(plan: "e")), by: desk.view.who, &desk)
    answer(.duty(red, .assign(to: "440803")), by: desk.view.who, &desk)
    #expect(desk.draw().plainText.contains("首报 余15:00  派霞山区"))
    #expect(desk.draw().plainText.contains("未确认 超"))
    desk.take(.tick(desk.state.now + 301), effects: &effects)
    let header = desk.draw().plainText.split(separator: "\n")[0]
    #expect(header.contains("首报 余9:59"))
    _ = desk.press(.enter)
    let detail = desk.draw().plainText
    for words in ["确认时限", "超13:51", "险情报告", "报送依据    预案", "派办        霞山区", "上报        值班长(超时自动)"] {
      #expect(detail.contains(words), "\(words)")
    }
  }

  @Test func whatWasNotAcknowledgedIsListedWithItsReason() {
    var desk = desk
    guard case .command(.acknowledgeAll(var seen, _))? = type("Ay", &desk).first else {
      Issue.record("no command")
      return
    }
    seen[0].revision = 0
    answer(.acknowledgeAll(seen), by: desk.view.who, &desk)
    let drawn = desk.draw().plainText
    #expect(drawn.contains("已确认 4 条,未确认 1 条") && drawn.contains("已变化(现红,第 1 版),请重看"))
    _ = desk.press(.escape)
    #expect(desk.view.overlays.isEmpty)
  }

  // MARK: The operators' file while it runs

  private func known(_ id: SafeText, _ pin: String) throws -> DutyOperator {
    let hash = try #require(PINHash(of: pin, cost: .init(logN: 10, r: 8, p: 1)))
    return DutyOperator(id: id, role: .dutyOfficer, hash: hash.text)
  }

  @Test func anotherRoleAndAnotherLockHoldAtOnce() throws {
    var session = session()
    var one = try known("duty-02", "20220703")
    let desk = try SignInDesk([one], file: "")
    signIn(&session)
    #expect(session.follow(desk) == nil && session.view.who.role == .dutyOfficer)
    one.role = .shiftLead
    desk.adopt(try SignInDesk([one], file: "", lockAfter: 60))
    #expect(session.follow(desk) == nil)
    #expect(session.view.desk == .signedIn && session.view.who.role == .shiftLead && session.lockSeconds == 60)
    #expect(desk.check("duty-02", pin: "20220703"))
  }

  @Test func anotherPINHasToBeGivenAnew() throws {
    var session = session()
    let desk = try SignInDesk([known("duty-02", "20220703")], file: "")
    signIn(&session)
    desk.adopt(try SignInDesk([known("duty-02", "20220704")], file: ""))
    #expect(session.follow(desk) == .signOut)
    answer(.signOut, by: officer, &session)
    #expect(session.view.desk == .signedOut)
    #expect(!desk.check("duty-02", pin: "20220703") && desk.check("duty-02", pin: "20220704"))
    signIn(&session)
    #expect(session.follow(desk) == nil && session.view.desk == .signedIn)
  }

  /// Proven with the new PIN before the desk had looked: nothing to prove again.
  @Test func aNewPINThatWasGivenMeanwhileCounts() throws {
    var session = session()
    let desk = try SignInDesk([known("duty-02", "20220703")], file: "")
    desk.adopt(try SignInDesk([known("duty-02", "20220704")], file: ""))
    #expect(desk.check("duty-02", pin: "20220704"))
    signIn(&session)
    #expect(session.follow(desk) == nil)
  }

  @Test func whoIsNoLongerThereIsSignedOut() throws {
    var session = session()
    let desk = try SignInDesk([known("duty-02", "20220703"), known("duty-03", "30330703")], file: "")
    signIn(&session)
    desk.adopt(try SignInDesk([known("duty-04", "40440703")], file: ""))
    #expect(session.follow(desk) == .signOut)
    #expect(!desk.check("duty-02", pin: "20220703"))
    #expect(desk.check("duty-04", pin: "40440703"))
    answer(.signOut, by: officer, &session)
    #expect(session.follow(desk) == nil)
  }
}
