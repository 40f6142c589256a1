import Core
@testable import Dashboard
import Panels
import TestSupport
import Testing
import TextSafety
import TextUI

@Suite struct SessionTests {
  func session() -> Session { Session(state: SampleState.make(), view: ViewState(), size: Size(width: 200, height: 56)) }

  /// Presses keys and carries out the commands as a log that confirms when told would.
  func press(_ keys: [KeyPress], _ session: inout Session) -> [Session.Request] {
    keys.flatMap { session.press($0) }
  }

  @Test func acknowledgingIsConfirmedOnlyByTheLog() throws {
    var session = session()
    let requests = press([.character("a")], &session)
    guard case .command(let command)? = requests.first, case .acknowledge(let key, let revision) = command else {
      Issue.record("no command")
      return
    }
    #expect(session.state.alarms[key]?.revision == revision)
    var effects: [Effect] = []
    session.take(.command(command, by: Operator(id: "duty-02", shift: "day"), at: session.state.now), effects: &effects)
    #expect(session.draw().plainText.contains("确认中"))
    #expect(!session.draw().plainText.contains("✓ duty-02"))
    SampleState.settle(&session.state, &effects)
    #expect(session.draw().plainText.contains("✓ duty-02"))
  }

  @Test func whatWorsenedSinceItWasSeenIsNotAcknowledged() throws {
    var session = session()
    let key = AlarmKey.feed(source: "/test/feed", alert: "a-blue")
    let seen = try #require(session.state.alarms[key]).revision
    var effects: [Effect] = []
    let worse = SampleState.alert("a-blue", .red, "证书已到期", at: 300)
    session.take(.event(worse, collector: "t", at: session.state.now), effects: &effects)
    session.take(.command(.acknowledge(key, revision: seen), by: session.view.who, at: session.state.now), effects: &effects)
    #expect(session.state.alarms[key]?.core == .unacknowledged)
    #expect(session.view.message?.tone == .refused)
  }

  @Test func acknowledgingTheScreenAsksAndIsBoundToWhatWasSeen() {
    var session = session()
    #expect(press([.character("A")], &session).isEmpty)
    #expect(session.draw().plainText.contains("确认本屏 5 条"))
    let requests = press([.character("y")], &session)
    guard case .command(.acknowledgeAll(let seen, witness: nil))? = requests.first else {
      Issue.record("no command")
      return
    }
    #expect(seen.count == 5)
  }

  @Test func anObserverOnlyLooksAndThatIsOnRecord() throws {
    var session = session()
    let key = AlarmKey.feed(source: "/test/feed", alert: "a-blue")
    let seen = try #require(session.state.alarms[key])
    var effects: [Effect] = []
    let observer = Operator(id: "guest", shift: "day", role: .observer)
    session.take(.command(.acknowledge(key, revision: seen.revision), by: observer, at: session.state.now), effects: &effects)
    #expect(session.state.alarms[key]?.core == seen.core)
    #expect(session.view.message?.tone == .refused)
    let entry = effects.compactMap { if case .journal(let entry) = $0 { entry } else { nil } }.first
    #expect(entry?.kind == .refusal && entry?.refusal == .role && entry?.by == "guest")
  }

  @Test func whatIsUnmaskedWaitsForTheLogAndIsHiddenAfterAMinute() {
    var session = session()
    var effects: [Effect] = []
    let lead = Operator(id: "lead-01", shift: "day", role: .shiftLead)
    session.take(.command(.reveal(.ticket("T1"), reason: "回访"), by: lead, at: session.state.now), effects: &effects)
    #expect(session.takeReveal() == nil)
    SampleState.settle(&session.state, &effects)
    #expect(session.takeReveal() == .ticket("T1"))
    #expect(session.takeReveal() == nil)
    session.show(revealed: ["请回电13812345678"])
    session.take(.tick(session.state.now + 59), effects: &effects)
    #expect(session.draw().plainText.contains("请回电13812345678"))
    #expect(!session.drawForFile().plainText.contains("13812345678"))
    session.take(.tick(session.state.now + 1), effects: &effects)
    #expect(!session.draw().plainText.contains("13812345678"))
  }

  @Test func aFailedLogRefusesAndTheBoardLivesOn() {
    var session = session()
    var effects: [Effect] = []
    session.take(.journalFailed("disk full", at: session.state.now), effects: &effects)
    for case .command(let command) in press([.character("a")], &session) {
      session.take(.command(command, by: session.view.who, at: session.state.now), effects: &effects)
    }
    #expect(session.view.message?.tone == .refused)
    #expect(session.draw().plainText.contains("日志不可写"))
    session.take(
      .event(SampleState.alert("new", .red, "新告警", at: 700), collector: "t", at: session.state.now + 1), effects: &effects)
    #expect(session.draw().plainText.contains("新告警"))
  }

  @Test func aDamagedLogStaysOnTheBoardUntilAnOfficerAcknowledgesIt() throws {
    var session = session()
    var effects: [Effect] = []
    session.take(.journalDamaged(LocalName(zh: "丢失记录 1 条", en: "lost 1 record"), at: session.state.now), effects: &effects)
    let alarm = try #require(session.state.alarms[.logDamage])
    #expect(alarm.core == .returned)
    #expect(alarm.announced == .orange)
    #expect(alarm.facts.guidance.zh == "丢失记录 1 条")
    #expect(session.draw().plainText.contains("日志损坏,已隔离"))
    let acknowledge = OperatorCommand.acknowledge(.logDamage, revision: alarm.revision)
    session.take(.command(acknowledge, by: session.view.who, at: session.state.now), effects: &effects)
    #expect(session.state.alarms[.logDamage] == nil)
    let inputs = effects.compactMap { if case .journal(let entry) = $0 { entry.input } else { nil } }
    #expect(inputs == ["raise", "clear", "ack"])
  }

  @Test func aNoteIsTypedOrChosen() {
    var session = session()
    _ = press([.character("n"), .character("1")], &session)
    let requests = press([.enter], &session)
    guard case .command(.note(_, let text))? = requests.first else {
      Issue.record("no command")
      return
    }
    #expect(text == "已知悉")
  }

  @Test func readOnlyRefusesEveryAction() {
    var session = session()
    session.view.isReadOnly = true
    #expect(press([.character("a"), .character("n"), .character("s")], &session).isEmpty)
    #expect(session.view.overlays.isEmpty)
  }

  @Test func freezingHoldsTheScreenButNotTheWorld() {
    var session = session()
    _ = press([.character(" ")], &session)
    var effects: [Effect] = []
    session.take(
      .event(SampleState.alert("new", .red, "新告警", at: 700), collector: "t", at: session.state.now + 1), effects: &effects)
    #expect(!session.draw().plainText.contains("新告警"))
    _ = press([.character("L")], &session)
    #expect(session.draw().plainText.contains("新告警"))
  }

  @Test func everyKeyMeansOneThing() {
    var seen: Set<KeyPress> = []
    for binding in KeyMap.standard { for key in binding.keys { #expect(seen.insert(key).inserted, "\(key)") } }
  }

  @Test func keysMoveTheCursorByThings() {
    var session = session()
    _ = press([.down, .down], &session)
    let item = session.view.cursors[.alerts]?.item
    var effects: [Effect] = []
    session.take(
      .event(SampleState.alert("new", .red, "新告警", at: 700), collector: "t", at: session.state.now + 1), effects: &effects)
    #expect(session.view.cursors[.alerts]?.item == item)
    _ = press([.enter], &session)
    #expect(session.view.overlays.count == 1)
    _ = press([.escape], &session)
    #expect(session.view.overlays.isEmpty)
  }
}

@Suite struct KeyScriptTests {
  @Test func stepsAreRead() throws {
    var script = try KeyScript("# a comment\nkey a Down*2\ntype 已\nwait 0.5\n")
    var keys: [KeyPress] = []
    for time in stride(from: Int64(0), to: 3_000_000_000, by: 100_000_000) {
      switch script.next(at: time, shown: { "" }, playback: CivilTime(SampleState.start, offsetMinutes: 480)) {
      case .keys(let pressed): keys += pressed
      case .wait, .end: break
      case .failed(let reason): Issue.record("\(reason)")
      }
    }
    #expect(keys == [.character("a"), .down, .down, .character("已")])
  }

  @Test func faultsNameTheirLine() {
    #expect {
      _ = try KeyScript("key a\nprss b\n")
    } throws: { ($0 as? KeyScript.ParseError)?.line == 2 }
  }
}
