import Testing
import TextSafety

@testable import Core

/// Who may act: wrong PINs cost time, every try is on record, and a restart forgives nobody.
struct SignInTests {
  private let who = Operator(id: "duty-02", shift: "day", isSignedIn: true)

  private func tried(_ room: inout DutyRoom, _ isRight: Bool, after seconds: Double) -> Effect.Answer? {
    room.command(.signIn(isRight: isRight, for: .desk), by: who, after: seconds)
    return room.answers.last
  }

  @Test func everySignInAndOutAndRefusalIsOnRecord() {
    var room = DutyRoom()
    #expect(tried(&room, false, after: 1) == .signInRefused("duty-02", .wrongPIN, for: .desk))
    #expect(tried(&room, true, after: 2) == .signedIn(who, for: .desk))
    room.command(.lock, by: who, after: 3)
    room.command(.signOut, by: who, after: 4)
    #expect(room.inputs == ["✗WRONGPIN", "sign_in", "lock", "sign_out"])
    #expect(room.entries.allSatisfy { $0.by == "duty-02" && $0.key == nil && $0.after == nil })
    #expect(room.entries.map(\.kind) == [.refusal, .action, .action, .action])
  }

  @Test func afterThreeWrongOnesEachWaitIsTwiceTheLast() {
    var room = DutyRoom()
    var time = 0.0
    var waits: [Double] = []
    for _ in 0..<10 {
      guard case .signInRefused(_, .wrongPIN, _)? = tried(&room, false, after: time) else {
        Issue.record("refused for another reason")
        return
      }
      let until = room.state.signIns.refusedUntil("duty-02", at: .start + time)
      waits.append(until.map { $0 - (.start + time) } ?? 0)
      time += waits[waits.count - 1]
    }
    #expect(waits == [0, 0, 30, 60, 120, 240, 480, 900, 900, 900])
  }

  @Test func evenTheRightPINWaitsAndThenForgets() throws {
    var room = DutyRoom()
    for second in 0..<3 { _ = tried(&room, false, after: Double(second)) }
    #expect(tried(&room, true, after: 31) == .signInRefused("duty-02", .lockedOut(until: .start + 32), for: .desk))
    var again = try room.restarted()
    #expect(again.state.signIns == room.state.signIns)
    #expect(tried(&again, true, after: 31.5) == .signInRefused("duty-02", .lockedOut(until: .start + 32), for: .desk))
    #expect(tried(&again, true, after: 32) == .signedIn(who, for: .desk))
    #expect(again.state.signIns.failures.isEmpty)
  }

  @Test func idsThatAreMadeUpDoNotFillTheMemory() {
    var room = DutyRoom()
    for second in 0..<3 { _ = tried(&room, false, after: Double(second)) }
    for number in 0..<2000 {
      let other = Operator(id: "x\(number)", shift: "day")
      room.command(.signIn(isRight: false, for: .desk), by: other, after: 3)
    }
    #expect(room.state.signIns.failures.count == SignInTable.capacity)
    #expect(room.state.signIns.refusedUntil("duty-02", at: .start + 4) != nil)
  }

  @Test func withoutALogNobodySignsIn() {
    var room = DutyRoom()
    room.run(.journalFailed("disk full", at: .start))
    #expect(tried(&room, true, after: 1) == .signInRefused("duty-02", .journalUnavailable, for: .desk))
    #expect(room.entries.isEmpty)
  }

  // MARK: Two persons

  private func keyPeriod(_ city: inout City) {
    city.keyPeriods = [KeyPeriod(name: LocalName(zh: "汛期"), from: .start, to: .start + 86_400)]
  }

  private var seen: [OperatorCommand.SeenAlarm] {
    [.init(key: DutyRoom.flood, revision: 1), .init(key: .feed(source: "/f", alert: "b"), revision: 1)]
  }

  @Test func redsInAKeyPeriodWantTwo() {
    var room = DutyRoom(keyPeriod)
    room.raise(.red)
    room.raise(.yellow, "b")
    for witness in [nil, "duty-02"] as [SafeText?] {
      room.command(.acknowledgeAll(seen, witness: witness), by: who)
      #expect(room.answers.last == .bulk(accepted: 0, refused: seen.map { .init(key: $0.key, refusal: .secondOperator) }))
      #expect(room.entries.last?.input == "ack_all" && room.entries.last?.refusal == .secondOperator)
    }
    #expect(room.alarm?.core == .unacknowledged)
    room.command(.acknowledgeAll(seen, witness: "lead-01"), by: who)
    #expect(room.answers.last == .bulk(accepted: 2, refused: []))
    #expect(room.entries.suffix(3).map(\.input) == ["ack_all", "ack", "ack"])
    #expect(room.entries.suffix(3).first?.text == "lead-01")
  }

  @Test func withoutRedsKeyPeriodOrSignInOneIsEnough() {
    var calm = DutyRoom(keyPeriod)
    calm.raise(.yellow)
    calm.raise(.yellow, "b")
    calm.command(.acknowledgeAll(seen), by: who)
    #expect(calm.answers.last == .bulk(accepted: 2, refused: []))
    for (isKeyPeriod, who) in [(false, who), (true, DutyRoom.officer)] {
      var room = DutyRoom { if isKeyPeriod { keyPeriod(&$0) } }
      room.raise(.red)
      room.raise(.red, "b")
      room.command(.acknowledgeAll(seen), by: who)
      #expect(room.answers.last == .bulk(accepted: 2, refused: []))
    }
  }

  @Test func theAnswerNamesWhatWasRefusedAndWhy() {
    var room = DutyRoom()
    room.raise(.yellow)
    room.raise(.red, after: 1)
    room.raise(.yellow, "b")
    room.command(.acknowledgeAll(seen))
    #expect(
      room.answers.last
        == .bulk(accepted: 1, refused: [.init(key: DutyRoom.flood, refusal: .stale(current: .red, revision: 2))]))
  }
}
