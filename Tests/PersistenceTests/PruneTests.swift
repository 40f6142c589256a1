import Core
import Foundation
import Persistence
import TestSupport
import Testing
import TextSafety

@Suite struct PruneTests {
  static let day = 86_400.0

  /// Two shifts, the second so many days after the first, with numbers that go on.
  func twoShifts(days: Double) -> [JournalEntry] {
    let first = ShiftLog.entries(alarms: 30)
    let second = ShiftLog.entries(alarms: 90, from: days * PruneTests.day)
    return first
      + second.map { entry in
        var entry = entry
        entry.sequence += Int64(first.count)
        return entry
      }
  }

  @Test func whatIsOldGoesAndTheRestStillVerifies() throws {
    let folder = ShiftLog.folder()
    let old = ShiftLog.entries(alarms: 30).count
    let entries = twoShifts(days: 401)
    do {
      let store = try LogStore(folder: folder)
      for start in stride(from: 0, to: entries.count, by: 10) {
        store.submit(Array(entries[start..<min(start + 10, entries.count)]))
        store.flush()
      }
    }
    let summary = try Audit.verify(folder: folder)
    #expect(summary.first == Int64(old + 1))
    #expect(summary.last == Int64(entries.count))
    #expect(summary.count == entries.count - old)
    #expect(try LogStore(folder: folder).damage == nil)
    // The anchor is part of the proof: taking one more off is found.
    try ShiftLog.sql(folder, "DELETE FROM journal WHERE sequence = \(old + 1)")
    #expect(ShiftLog.fault { () throws(Audit.Failure) in try Audit.verify(folder: folder) }?.record == Int64(old + 1))
  }

  @Test func whatIsYoungerStays() throws {
    let folder = ShiftLog.folder()
    let entries = twoShifts(days: 399)
    do {
      let store = try LogStore(folder: folder)
      store.submit(entries)
      store.flush()
    }
    #expect(try Audit.verify(folder: folder).first == 1)
  }

  /// A clock that was wrong for a moment costs nothing.
  @Test func aFewMomentsInTheFutureRemoveNothing() throws {
    let folder = ShiftLog.folder()
    do {
      let store = try LogStore(folder: folder)
      var entries = ShiftLog.entries(alarms: 90)
      for index in entries.indices.suffix(50) { entries[index].at = entries[index].at + 5000 * PruneTests.day }
      for entry in entries { store.submit([entry]) }
      store.flush()
    }
    #expect(try Audit.verify(folder: folder).first == 1)
  }
}
