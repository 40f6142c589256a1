import Core
import TestSupport
import TextSafety
import Testing

/// An event is a reference inside; nobody may notice.
@Suite struct EventTests {
  private let update = TicketUpdate(
    ticket: "HL-1", domain: .hotline, title: "路灯不亮", state: .received, priority: .normal,
    receivedAt: Timestamp(milliseconds: 1000), revision: 1)

  private var event: Event {
    Event(
      source: "/test/hotline", id: "e-1", time: Timestamp(milliseconds: 2000), subject: "HL-1", place: PlaceCode(digits: 440_800),
      recordedTime: Timestamp(milliseconds: 2500), sequence: 7, marks: .simulated, payload: .ticket(update))
  }

  @Test func changingACopyLeavesTheOriginal() {
    let original = event
    var copy = original
    copy.id = "e-2"
    copy.time = Timestamp(milliseconds: 3000)
    copy.marks.insert(.masked)
    copy.bytes = 99
    #expect(original == event)
    #expect(original.bytes == 0)
    #expect(copy.id == "e-2")
    #expect(copy.time == Timestamp(milliseconds: 3000))
    #expect(copy.marks == [.simulated, .masked])
    #expect(copy.bytes == 99)
    #expect(copy.payload == .ticket(update))
    #expect(copy.sequence == 7)
  }

  @Test func bytesOfACopyAreItsOwnAndTakeNoPartInComparison() {
    var first = event
    first.bytes = 10
    var second = first
    second.bytes = 20
    #expect(first.bytes == 10)
    #expect(second.bytes == 20)
    #expect(first == second)
  }

  @Test func changesKeepTheBytes() {
    var changed = event
    changed.bytes = 534
    changed.payload = .heartbeat(Heartbeat(collector: "c", intervalSeconds: 30, upstream: .ok))
    #expect(changed.bytes == 534)
    #expect(changed.kind == .heartbeat)
    #expect(changed.content.ticket == nil)
    #expect(changed.content.heartbeat?.beat.collector == "c")
    #expect(changed.source == "/test/hotline")
  }

  @Test func eachPartTakesPartInComparison() {
    let changes: [(inout Event) -> Void] = [
      { $0.source = "/other" }, { $0.id = "e-2" }, { $0.time = Timestamp(milliseconds: 1) }, { $0.subject = "HL-2" },
      { $0.place = .none }, { $0.recordedTime = nil }, { $0.expiryTime = Timestamp(milliseconds: 1) }, { $0.sequence = nil },
      { $0.classification = .public }, { $0.marks = [] },
      { $0.payload = .heartbeat(Heartbeat(collector: "c", intervalSeconds: 30, upstream: .ok)) },
    ]
    for change in changes {
      var other = event
      change(&other)
      #expect(other != event)
    }
  }
}
