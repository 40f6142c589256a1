import Core
import TestSupport
import Testing
import TextSafety

@Suite struct MovedEventTests {
  private let start = SampleState.start

  @Test func everyMomentOfATicketMovesAlong() throws {
    let update = TicketUpdate(
      ticket: "T", domain: .hotline, title: "t", state: .closed, priority: .normal, receivedAt: start, revision: 3,
      ticketClass: .help, dispatchedAt: start + 10, signedAt: start + 20, dueAt: start + 100, repliedAt: start + 30,
      closedAt: start + 40)
    let moved = SampleState.event(.ticket(update), id: "e", at: 50).moved(by: 3600)
    #expect(moved.time == start + 3650)
    guard case .ticket(let later) = moved.payload else { return #expect(Bool(false)) }
    #expect(later.receivedAt == start + 3600 && later.dispatchedAt == start + 3610 && later.signedAt == start + 3620)
    #expect(later.dueAt == start + 3700 && later.repliedAt == start + 3630 && later.closedAt == start + 3640)
  }

  @Test func theHeadOfARecordingMovesWithItsChapters() {
    var header = RecordingHeader(title: "r", startedAt: start, endedAt: start + 100)
    header.chapters = [.init(at: start + 5, title: "c")]
    let moved = SampleState.event(.recording(header), id: "r").moved(by: -86_400)
    guard case .recording(let later) = moved.payload else { return #expect(Bool(false)) }
    #expect(later.startedAt == start - 86_400 && later.endedAt == start - 86_300 && later.chapters.map(\.at) == [start - 86_395])
  }

  /// There and back is where it was, whatever the kind.
  @Test func movingBackUndoesIt() {
    var event = SampleState.alert("a", .red, "x", at: 1)
    event.expiryTime = start + 60
    #expect(event.moved(by: 12_345).moved(by: -12_345) == event)
  }
}
