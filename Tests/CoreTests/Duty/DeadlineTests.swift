import Testing
import TextSafety

@testable import Core

/// The ESCALATE timer: what nobody has acknowledged or acted on in time is told once, on record, and known after a restart.
struct DeadlineTests {
  @Test func aRedThatNobodyAcknowledgesIsEscalatedOnceAtItsDeadline() throws {
    var room = DutyRoom()
    room.raise(.red)
    #expect(room.alarm?.dues(room.state.city.duty).map(\.at) == [.start + 180, .start + 600])
    room.tick(after: 179)
    #expect(room.inputs == ["raise"])
    room.tick(after: 180)
    room.tick(after: 181)
    #expect(room.inputs == ["raise", "escalate"])
    let entry = try #require(room.entries.last)
    #expect(entry.kind == .timer && entry.by == nil && entry.text == "acknowledge" && entry.at == .start + 180)
    #expect(room.sounds == [.red, .red])
    #expect(room.alarm?.work?.escalations.map(\.to) == [.lead])
    #expect(room.alarm?.core == .unacknowledged && room.alarm?.revision == 1)
    // The second deadline is another one.
    room.tick(after: 600)
    #expect(room.entries.last?.text == "act")
  }

  @Test func anAcknowledgementAndAFirstActionKeepTheirDeadlinesAway() {
    var room = DutyRoom()
    room.raise(.red)
    room.command(.acknowledge(DutyRoom.flood, revision: 1), after: 100)
    #expect(room.alarm?.dues(room.state.city.duty).map(\.deadline) == [.act(occurrence: 1)])
    room.command(.note(DutyRoom.flood, "已电话通知"), after: 200)
    #expect(room.alarm?.dues(room.state.city.duty) == [])
    room.tick(after: 5000)
    #expect(room.inputs == ["raise", "ack", "note"])
  }

  @Test func worseAsksAnewAndCountsFromThen() {
    var room = DutyRoom()
    room.raise(.yellow)
    #expect(room.alarm?.dues(room.state.city.duty).first?.at == .start + 900)
    room.raise(.red, after: 300)
    #expect(room.alarm?.dues(room.state.city.duty).first?.at == .start + 480)
    room.tick(after: 479)
    #expect(room.inputs == ["raise", "raise"])
    room.tick(after: 480)
    #expect(room.entries.last?.input == "escalate")
  }

  @Test func whatIsShelvedOrADrillHasNoDeadline() {
    var room = DutyRoom()
    room.raise(.yellow)
    room.command(.shelve(DutyRoom.flood, seconds: 1800, reason: "检修"), after: 1)
    room.raise(.red, "drill", isExercise: true)
    room.tick(after: 1700)
    #expect(!room.inputs.contains("escalate"))
  }

  @Test func aRestartRemembersWhatWasToldAndWhatIsDue() throws {
    var room = DutyRoom()
    room.raise(.red)
    room.tick(after: 180)
    var again = try room.restarted()
    #expect(again.alarm == room.alarm)
    again.tick(after: 599)
    #expect(again.inputs == [])
    again.tick(after: 600)
    #expect(again.inputs == ["escalate"] && again.entries.last?.sequence == 3)
  }

  @Test func otherRulesMoveTheDeadlines() {
    var room = DutyRoom()
    room.raise(.red)
    var city = room.state.city
    city.duty.limits = [.red: .init(acknowledge: 60)]
    room.run(.reconfigured(city, at: .start + 10))
    room.tick(after: 61)
    #expect(room.inputs == ["raise", "escalate"])
  }

  @Test(arguments: 0..<50) func theQueueGivesTheSoonestFirst(seed: Int) {
    var random = Seeded(seed)
    var queue = DeadlineQueue()
    var expected: [Int64] = []
    var taken: [Int64] = []
    for _ in 0..<200 {
      if random.below(3) > 0 {
        let at = Int64(random.below(1000))
        queue.push(Timestamp(milliseconds: at), 1)
        expected.append(at)
        expected.sort()
      } else if let entry = queue.pop() {
        #expect(entry.at.milliseconds == expected.removeFirst())
        taken.append(entry.at.milliseconds)
      }
    }
    while let entry = queue.pop() { #expect(entry.at.milliseconds == expected.removeFirst()) }
    #expect(expected.isEmpty && !taken.isEmpty)
  }

  @Test func aFlappingAlarmDoesNotFillTheQueue() {
    var room = DutyRoom()
    for number in 0..<6000 {
      let second = Double(number) / 100
      room.raise(.red, after: second)
      room.clear(after: second + 0.005)
    }
    #expect(room.state.alarms.deadlines.count <= 2 * room.state.alarms.count + 4096)
  }
}
