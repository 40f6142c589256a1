import Core
import Foundation
import Persistence
import TestSupport
import Testing
import TextSafety

@Suite struct LogStoreTests {
  let folder = ShiftLog.folder()

  /// Journal entries of a short shift: raised, acknowledged, noted, refused.
  func shift() -> (state: State, entries: [JournalEntry]) {
    var state = State(city: SampleState.city, startingAt: SampleState.start)
    var effects: [Effect] = []
    state.reduce(
      .event(SampleState.alert("a1", .orange, "积水", at: 1), collector: "t", at: SampleState.start + 1), effects: &effects)
    let key = state.alarms.rows[0].key
    let who = Operator(id: "duty-02", shift: "day")
    state.reduce(.command(.acknowledge(key, revision: 1), by: who, at: SampleState.start + 5), effects: &effects)
    state.reduce(.command(.acknowledge(key, revision: 1), by: who, at: SampleState.start + 6), effects: &effects)
    state.reduce(.command(.note(key, "已电话通知"), by: who, at: SampleState.start + 7), effects: &effects)
    let entries = effects.compactMap { if case .journal(let entry) = $0 { entry } else { nil } }
    return (state, entries)
  }

  @Test func whatIsWrittenComesBack() throws {
    let (state, entries) = shift()
    #expect(entries.map(\.sequence) == [1, 2, 3, 4])
    do {
      let store = try LogStore(folder: folder)
      store.submit(entries)
      store.keep([SampleState.ticket("T1", "路面积水", at: 9)])
      store.flush()
    }
    let store = try LogStore(folder: folder)
    let recovered = try store.recover()
    #expect(recovered.lastSequence == 4)
    #expect(recovered.alarms.count == 1)
    #expect(recovered.alarms[0].acknowledgement?.by == "duty-02")
    #expect(recovered.alarms[0].notes.map(\.text) == ["已电话通知"])
    var again = State(city: SampleState.city, startingAt: SampleState.start)
    again.restore(alarms: recovered.alarms, lastSequence: recovered.lastSequence)
    #expect(again.alarms.rows.map(\.core) == state.alarms.rows.map(\.core))
    #expect(!again.isConfirming(again.alarms.rows[0]))
    #expect(try store.journal().map(\.kind) == [.transition, .action, .refusal, .action])
    var events: [Event] = []
    try store.events(since: SampleState.start) { events.append($0) }
    #expect(events == [SampleState.ticket("T1", "路面积水", at: 9)])
  }

  @Test func durableIsToldOnlyAfterTheCommit() throws {
    let store = try LogStore(folder: folder)
    let told = Told()
    store.onReport { report in if case .durable(let sequence) = report { told.add(sequence) } }
    store.submit(shift().entries)
    store.flush()
    #expect(told.all.last == 4)
    #expect(try store.journal().count == 4)
  }

  @Test func aSecondProgramIsRefused() throws {
    let first = try LogStore(folder: folder)
    #expect(throws: LogError.self) { try LogStore(folder: folder) }
    first.flush()
  }

  @Test func damageIsSetAsideAndTheStartGoesOn() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(repeating: 0x5A, count: 8192).write(to: URL(fileURLWithPath: folder + "/zhiban.db"))
    let store = try LogStore(folder: folder)
    #expect(store.damage != nil)
    #expect(try store.recover().alarms.isEmpty)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.contains { $0.hasPrefix("zhiban.db.damaged-") })
  }

  private final class Told: @unchecked Sendable {
    private let lock = NSLock()
    private var list: [Int64] = []
    func add(_ sequence: Int64) { lock.withLock { list.append(sequence) } }
    var all: [Int64] { lock.withLock { list } }
  }
}
