import Core
import Foundation
import Panels
import Synchronization
import TestSupport
import Testing
import TextSafety
import TextUI

@testable import Dashboard

/// A drill at the desk: silent, marked in what is told to others, and scored.
@Suite struct ExerciseSessionTests {
  private var session = Session(
    state: State(city: SampleState.city, startingAt: SampleState.start), view: ViewState(), size: Size(width: 120, height: 35))

  private mutating func raise(_ id: SafeText, _ severity: Severity, marks: Event.Marks = []) {
    var event = SampleState.alert(id, severity, "首页被篡改", at: 5)
    event.marks = marks
    var effects: [Effect] = []
    session.take(.event(event, collector: "t", at: event.time), effects: &effects)
  }

  @Test mutating func aDrillIsSilentUnlessTheDeskWantsToHearIt() {
    raise("a", .red, marks: .exercise)
    #expect(session.announcement == nil)
    raise("b", .blue)
    #expect(session.announcement == .blue)
    session.announcement = nil
    session.horn.settings.soundsInDrills = true
    raise("c", .red, marks: .exercise)
    #expect(session.announcement == .red)
  }

  @Test mutating func whatIsToldOutsideIsMarked() throws {
    raise("a", .red, marks: .exercise)
    let entry = try #require(session.state.log.entries.first)
    let document = entry.document(offsetMinutes: 480)
    #expect(document.contains("\"exercise\":true"))
    #expect(document.contains("\"headline\":\"【演练】首页被篡改\""))
    raise("b", .red)
    let actual = try #require(session.state.log.entries.last).document(offsetMinutes: 480)
    #expect(!actual.contains("演练") && !actual.contains("exercise"))
  }

  @Test mutating func theControlDoorMarksIt() throws {
    raise("a", .red, marks: .exercise)
    raise("b", .red)
    let answer = Mutex("")
    let desk = ControlDesk {}
    desk.receive(#"{"operation":"alerts"}"#) { text in answer.withLock { $0 = text } }
    desk.attend(&session) { _, _ in }
    let reply = try JSONDecoder().decode(ControlReply.self, from: Data(answer.withLock { $0 }.utf8))
    let alerts = try #require(reply.alerts)
    #expect(alerts.map(\.exercise) == [true, nil])
    #expect(alerts.map(\.headline) == ["【演练】首页被篡改", "首页被篡改"])
    #expect(alerts[0].key == "exercise/feed/test/feed/a")
  }

  @Test mutating func theAnswerNamesIt() throws {
    raise("a", .red, marks: .exercise)
    var effects: [Effect] = []
    let key = AlarmKey(text: "exercise/feed/test/feed/a")
    session.take(.command(.acknowledge(key, revision: 1), by: session.view.who, at: session.state.now), effects: &effects)
    #expect(session.view.message?.text == "已受理,正在落盘:【演练】首页被篡改")
  }

  @Test mutating func theBulkKeyLeavesTheDrillAlone() {
    raise("a", .red, marks: .exercise)
    raise("b", .red)
    _ = session.press(.character("A"))
    let requests = session.press(.character("y"))
    let key = AlarmKey.feed(source: "/test/feed", alert: "b")
    #expect(requests == [.command(.acknowledgeAll([.init(key: key, revision: 1)]))])
  }
}
