import Core
import Foundation
import Persistence
import TestSupport
import TextSafety

/// Folders and journals for tests of the log.
enum ShiftLog {
  /// In memory where there is such a place: these tests write a great deal and need no disk. Removed when the tests end.
  private static let root: String = {
    let memory = "/dev/shm"
    let place = FileManager.default.isWritableFile(atPath: memory) ? memory : FileManager.default.temporaryDirectory.path
    atexit { try? FileManager.default.removeItem(atPath: ShiftLog.root) }
    return place + "/zhiban-tests-\(ProcessInfo.processInfo.processIdentifier)"
  }()

  static func folder() -> String { root + "/" + UUID().uuidString }

  /// So many alarms, each raised and acknowledged, one acknowledgement in three refused the second time.
  static func entries(alarms count: Int, from first: Double = 0) -> [JournalEntry] {
    var state = State(city: SampleState.city, startingAt: SampleState.start)
    var effects: [Effect] = []
    let who = Operator(id: "duty-02", shift: "day")
    for number in 0..<count {
      let time = first + Double(number) * 10
      let id: SafeText = "a\(number)"
      let event = SampleState.alert(id, .orange, "积水 \"\(number)\" \\ 号", at: time)
      state.reduce(.event(event, collector: "t", at: SampleState.start + time), effects: &effects)
      let key = AlarmKey.feed(source: "/test/feed", alert: id)
      for _ in 0..<(number % 3 == 0 ? 2 : 1) {
        state.reduce(.command(.acknowledge(key, revision: 1), by: who, at: SampleState.start + time + 5), effects: &effects)
      }
    }
    return effects.compactMap { if case .journal(let entry) = $0 { entry } else { nil } }
  }

  /// A log of such a shift, closed.
  @discardableResult static func make(_ folder: String, alarms count: Int, hash: AuditHash? = nil, batch: Int = 1) throws -> Int {
    let store = try LogStore(folder: folder, options: .init(auditHash: hash))
    let entries = entries(alarms: count)
    for start in stride(from: 0, to: entries.count, by: batch) {
      store.submit(Array(entries[start..<min(start + batch, entries.count)]))
      store.keep([SampleState.ticket("T\(start)", "路面积水", at: Double(start))])
      store.flush()
    }
    return entries.count
  }

  /// Runs SQL as somebody with the file in hands would.
  static func sql(_ folder: String, _ text: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", folder + "/zhiban.db", text]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  /// The number and the words of what is wrong; nil where the journal is sound.
  static func fault(_ body: () throws(Audit.Failure) -> AuditSummary) -> (record: Int64?, words: String)? {
    do {
      _ = try body()
      return nil
    } catch .fault(let fault) {
      return (fault.record, fault.words.string)
    } catch {
      return (nil, "\(error)")
    }
  }
}
