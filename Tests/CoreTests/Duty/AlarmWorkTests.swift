import Testing
import TextSafety

@testable import Core

/// Assign, urge, supervise, report up: by whose right, how often, and kept by the journal.
struct AlarmWorkTests {
  @Test func workIsOnTheAlarmAndInTheJournal() throws {
    var room = DutyRoom()
    room.raise(.red)
    room.work(.assign(to: "sw"), after: 10)
    room.work(.urge("请尽快"), after: 20)
    room.work(.supervise("限时"), by: DutyRoom.lead, after: 30)
    room.work(.escalate(to: .province, "请协调"), by: DutyRoom.lead, after: 40)
    let work = try #require(room.alarm?.work)
    #expect(work.assignment == .init(at: .start + 10, by: "duty-02", text: "sw"))
    #expect(work.urgeCount == 1 && work.urges == [.init(at: .start + 20, by: "duty-02", text: "请尽快")])
    #expect(work.supervisions.map(\.by) == ["lead-01"])
    #expect(work.escalations.map(\.to) == [.province])
    #expect(room.inputs == ["raise", "assign", "urge", "supervise", "escalate"])
    #expect(room.entries.dropFirst().allSatisfy { $0.kind == .action && $0.by != nil })
    #expect(room.entries.last?.text == "province: 请协调")
    #expect(room.alarm?.core == .unacknowledged && room.alarm?.revision == 1)
    #expect(try room.restarted().alarm == room.alarm)
  }

  @Test func twoUrgingsLieApart() {
    var room = DutyRoom()
    room.raise(.red)
    room.work(.urge(""), after: 10)
    room.work(.urge(""), after: 609)
    #expect(room.answers.last == .refused(DutyRoom.flood, .tooSoon(until: .start + 610)))
    #expect(room.entries.last?.refusal == .tooSoon(until: .start + 610))
    room.work(.urge(""), after: 610)
    #expect(room.alarm?.work?.urgeCount == 2)
  }

  @Test func rightsAreThoseOfTheRole() {
    var room = DutyRoom()
    room.raise(.red)
    let observer = Operator(id: "guest", shift: "day", role: .observer)
    for (action, who) in [
      (DutyAction.supervise(""), DutyRoom.officer), (.escalate(to: .province, ""), DutyRoom.officer),
      (.assign(to: "sw"), observer),
      (.urge(""), observer), (.escalate(to: .lead, ""), observer), (.reportSent(isFinal: true, ""), observer),
    ] {
      room.work(action, by: who)
      #expect(room.answers.last == .refused(DutyRoom.flood, .role))
      #expect(room.entries.last?.refusal == .role && room.entries.last?.by == who.id && room.entries.last?.input == action.word)
    }
    #expect(room.alarm?.work == nil)
    room.work(.escalate(to: .lead, ""))
    #expect(room.alarm?.work?.escalations.count == 1)
  }

  @Test func onlyWhoIsThereCanBeAssigned() {
    var room = DutyRoom()
    room.raise(.red)
    room.work(.assign(to: "nobody"))
    #expect(room.answers.last == .refused(DutyRoom.flood, .unknownTarget))
    room.work(.assign(to: "observer"))
    #expect(room.answers.last == .refused(DutyRoom.flood, .unknownTarget))
    room.work(.assign(to: "cloud"))
    #expect(room.alarm?.work?.assignment?.text == "cloud")
  }

  @Test func aShelfHasTheLimitOfTheRole() {
    var room = DutyRoom()
    room.raise(.yellow)
    room.command(.shelve(DutyRoom.flood, seconds: 3601, reason: "检修"))
    #expect(room.answers.last == .refused(DutyRoom.flood, .tooLong) && room.entries.last?.refusal == .tooLong)
    room.command(.shelve(DutyRoom.flood, seconds: 3601, reason: "检修"), by: DutyRoom.lead)
    #expect(room.alarm?.shelf?.by == "lead-01")
  }

  @Test func aNewAlarmBeginsWithoutTheWorkOfTheLast() {
    var room = DutyRoom()
    room.raise(.yellow)
    room.command(.note(DutyRoom.flood, "看过"))
    room.work(.assign(to: "sw"))
    room.command(.acknowledge(DutyRoom.flood, revision: 1))
    room.clear(after: 10)
    #expect(room.alarm?.core == .normal && room.alarm?.work?.assignment != nil)
    room.raise(.yellow, after: 7200)
    #expect(room.alarm?.core == .unacknowledged && room.alarm?.work == nil)
  }

  @Test func whatCannotBeWrittenIsRefused() {
    var room = DutyRoom()
    room.raise(.red)
    room.run(.journalFailed("disk full", at: .start + 1))
    var effects: [Effect] = []
    room.state.reduce(.command(.duty(DutyRoom.flood, .assign(to: "sw")), by: DutyRoom.officer, at: .start + 2), effects: &effects)
    #expect(effects == [.tell(.refused(DutyRoom.flood, .journalUnavailable))])
    #expect(room.alarm?.work == nil)
  }

  @Test func theLogAfterARestartSaysTheSame() throws {
    var room = DutyRoom()
    room.raise(.red, category: .flood)
    room.work(.assign(to: "sw"), after: 10)
    room.work(.escalate(to: .leader, "请示"), by: DutyRoom.lead, after: 20)
    room.work(.reportSent(isFinal: false, "电话"), after: 30)
    room.work(.reportSent(isFinal: true, "文号1"), after: 40)
    room.tick(after: 180)
    #expect(Array(try room.restarted().state.log.entries) == Array(room.state.log.entries))
  }
}
