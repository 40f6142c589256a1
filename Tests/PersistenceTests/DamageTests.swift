import Core
import Foundation
import Persistence
import TestSupport
import Testing
import TextSafety

/// A damaged log never stops the start, and what is sound of it is kept.
@Suite struct DamageTests {
  /// A log as a crash leaves it: the file, and a write-ahead log with the newest part.
  struct Crashed {
    var main: [UInt8]
    var log: [UInt8]
    var records: Int

    init() throws {
      let folder = ShiftLog.folder()
      let entries = ShiftLog.entries(alarms: 9)
      let half = entries.count / 2
      do {
        let store = try LogStore(folder: folder)
        store.submit(Array(entries[..<half]))
        store.keep([SampleState.ticket("T1", "路面积水", at: 9)])
        store.flush()
      }
      let store = try LogStore(folder: folder)
      for entry in entries[half...] {
        store.submit([entry])
        store.flush()
      }
      main = try Array(Data(contentsOf: URL(fileURLWithPath: folder + "/zhiban.db")))
      log = try Array(Data(contentsOf: URL(fileURLWithPath: folder + "/zhiban.db-wal")))
      records = entries.count
    }

    /// What comes back when it is started on these bytes.
    func start(_ main: [UInt8], _ log: [UInt8]) throws -> Restart {
      let folder = ShiftLog.folder()
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try Data(main).write(to: URL(fileURLWithPath: folder + "/zhiban.db"))
      try Data(log).write(to: URL(fileURLWithPath: folder + "/zhiban.db-wal"))
      let store = try LogStore(folder: folder)
      let recovered = try store.recover()
      var events = 0
      try store.events(since: .distantPast) { _ in events += 1 }
      let kept = try store.journal().filter { $0.input != "lost" }
      let restart = Restart(
        damage: store.damage, kept: kept.count, last: recovered.lastSequence,
        acknowledged: recovered.alarms.count { $0.acknowledgement != nil }, events: events,
        isSound: ShiftLog.fault { () throws(Audit.Failure) in try Audit.verify(folder: folder) }?.words)
      return restart
    }
  }

  struct Restart {
    var damage: LogDamage?
    var kept: Int
    var last: Int64
    var acknowledged: Int
    var events: Int
    /// What is wrong with the new log.
    var isSound: String?
  }

  @Test func theBaselineIsWhole() throws {
    let crashed = try Crashed()
    let restart = try crashed.start(crashed.main, crashed.log)
    #expect(restart.damage == nil)
    #expect(restart.kept == crashed.records)
    #expect(restart.acknowledged == 9)
    #expect(restart.events == 1)
    #expect(restart.isSound == nil)
  }

  /// T3: every start succeeds, its log verifies, and a page costs no more than what is on it.
  @Test func t03FlippedBytesCostAFewRecordsAtMost() throws {
    let crashed = try Crashed()
    var worst = crashed.records
    var silent: [String] = []
    let step = ProcessInfo.processInfo.environment["ZHIBAN_DAMAGE_STEP"].flatMap { Int($0) } ?? 1999
    var salvaged = 0
    for index in stride(from: 0, to: crashed.main.count + crashed.log.count, by: step) {
      var (main, log) = (crashed.main, crashed.log)
      if index < main.count { main[index] ^= 0x55 } else { log[index - main.count] ^= 0x55 }
      let restart = try crashed.start(main, log)
      if restart.isSound != nil { silent.append("\(index): \(restart.isSound ?? "")") }
      // Nothing is missing without a word.
      if restart.kept < crashed.records, restart.damage == nil { silent.append("\(index): \(restart.kept)") }
      worst = min(worst, restart.kept)
      if restart.damage != nil { salvaged += 1 }
    }
    #expect(silent == [])
    #expect(worst >= crashed.records - 8)
    #expect(salvaged > 10)
    if step < 1000 { print("flips every \(step): \(salvaged) salvaged, at worst \(worst) of \(crashed.records) kept") }
  }

  @Test func t03ATruncatedFileIsSalvaged() throws {
    let crashed = try Crashed()
    var silent: [String] = []
    for length in stride(from: 0, to: crashed.main.count, by: 512) {
      let restart = try crashed.start(Array(crashed.main[..<length]), crashed.log)
      if restart.isSound != nil { silent.append("\(length): \(restart.isSound ?? "")") }
      if length > 0, restart.kept < crashed.records, restart.damage == nil { silent.append("\(length): \(restart.kept)") }
    }
    #expect(silent == [])
  }

  /// A log that ends early is what a crash leaves: all whole transactions are there.
  @Test func t03ATornWriteAheadLogKeepsItsWholePart() throws {
    let crashed = try Crashed()
    var last = crashed.records / 2
    for length in stride(from: 0, to: crashed.log.count, by: 512) {
      let restart = try crashed.start(crashed.main, Array(crashed.log[..<length]))
      #expect(restart.isSound == nil)
      #expect(restart.kept >= last)
      last = restart.kept
    }
    #expect(last >= crashed.records - 1)
  }

  @Test func aRecordChangedBySQLIsSetAsideAndOnRecordAsLost() throws {
    let folder = ShiftLog.folder()
    try ShiftLog.make(folder, alarms: 3)
    try ShiftLog.sql(folder, "UPDATE journal SET entry = replace(entry, 'duty-02', 'duty-03') WHERE sequence = 2")
    let store = try LogStore(folder: folder)
    #expect(store.damage?.reason == "record 2: changed: its text or its hash is not what was recorded")
    #expect(store.damage?.records == 6)
    #expect(store.damage?.lost == 1)
    #expect(store.damage?.alarms == 3)
    #expect(try store.journal().map(\.input) == ["raise", "lost", "ack", "raise", "ack", "raise", "ack"])
    #expect(try Audit.verify(folder: folder).lost == 1)
    // The acknowledgement itself was kept with its alarm's later record, or with the alarm.
    #expect(try store.recover().alarms.map { $0.acknowledgement?.by } == ["duty-02", "duty-02", "duty-02"])
  }

  @Test func aBadPageMetWhileRunningIsMendedAndNothingWaitingIsLost() throws {
    let folder = ShiftLog.folder()
    let entries = ShiftLog.entries(alarms: 30)
    let store = try LogStore(folder: folder)
    store.submit(Array(entries[..<40]))
    store.flush()
    try ShiftLog.sql(folder, "PRAGMA wal_checkpoint(TRUNCATE)")
    let file = try #require(FileHandle(forUpdatingAtPath: folder + "/zhiban.db"))
    let size = try file.seekToEnd()
    // Every page but the first loses its head.
    for page in 1..<(size / 4096) {
      try file.seek(toOffset: page * 4096)
      try file.write(contentsOf: Data(repeating: 0xFF, count: 8))
    }
    store.submit(Array(entries[40...]))
    store.flush()
    store.flush()
    #expect(try store.recover().lastSequence == Int64(entries.count))
    #expect(try Audit.verify(folder: folder).last == Int64(entries.count))
  }
}
