import Core
import Foundation
import Persistence
import TestSupport
import Testing
import TextSafety

/// A flood's records share rows; nothing else is different.
@Suite struct JournalBlockTests {
  let folder = ShiftLog.folder()

  func export(_ folder: String, from: Timestamp? = nil, to: Timestamp? = nil) throws -> String {
    var text = ""
    _ = try Audit.export(folder: folder, from: from, to: to) { text += $0 }
    return text
  }

  func fault() -> (record: Int64?, words: String)? {
    ShiftLog.fault { () throws(Audit.Failure) in try Audit.verify(folder: folder) }
  }

  /// A log of 40 alarms in one commit: 94 records, the rows of each in their order.
  @discardableResult func flood() throws -> [JournalEntry] {
    let entries = ShiftLog.entries(alarms: 40)
    let store = try LogStore(folder: folder)
    store.submit(entries)
    store.flush()
    return entries
  }

  func number(_ sql: String) throws -> Int64 {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", folder + "/zhiban.db", sql]
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try #require(Int64(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  @Test func aJournalIsTheSameHoweverItWasCommitted() throws {
    let entries = try flood()
    #expect(try number("SELECT count(*) FROM journal") < Int64(entries.count) / 2)
    let single = ShiftLog.folder()
    try ShiftLog.make(single, alarms: 40)
    #expect(try export(folder) == export(single))
    #expect(try Audit.verify(folder: folder) == Audit.verify(folder: single))
    let (blocks, rows) = (try LogStore(folder: folder), try LogStore(folder: single))
    #expect(blocks.damage == nil)
    #expect(try blocks.journal() == entries)
    #expect(try blocks.journal(from: 31) == Array(entries[30...]))
    for second in [0.0, 37, 200, 395] {
      let start = SampleState.start + second
      #expect(try blocks.journal(since: start) == rows.journal(since: start))
    }
    #expect(try blocks.recover().alarms == rows.recover().alarms)
    #expect(try blocks.recover().unreadable == 0)
  }

  /// An export begins and ends at the record that was asked for, wherever its row does.
  @Test func aPartOfItBeginsAndEndsWithinARow() throws {
    try flood()
    let single = ShiftLog.folder()
    try ShiftLog.make(single, alarms: 40)
    for second in stride(from: 0.0, to: 120, by: 10) {
      let (from, to) = (SampleState.start + second, SampleState.start + second + 27)
      #expect(try export(folder, from: from, to: to) == export(single, from: from, to: to))
    }
  }

  /// Whatever is changed within a shared row is located by its record.
  @Test func whatIsChangedWithinARowIsFound() throws {
    let entries = try flood()
    let acknowledgement = try #require(entries.dropFirst(20).first { $0.kind == .action })
    let text =
      "\\\"by\\\":\\\"duty-02\\\",\\\"input\\\":\\\"ack\\\",\\\"key\\\":\\\"\(acknowledgement.key?.text.string ?? "")\\\",\\\"kind\\\":\\\"action"
      .replacing("\\", with: "")
    try ShiftLog.sql(
      folder, "UPDATE journal SET entry = replace(entry, '\(text)', '\(text.replacing("duty-02", with: "duty-03"))')")
    #expect(fault()?.record == acknowledgement.sequence)
    #expect(fault()?.words.contains("changed: its text or its hash is not what was recorded") == true)
    let store = try LogStore(folder: folder)
    #expect(store.damage?.records == entries.count - 1)
    #expect(store.damage?.lost == 1)
    // What the operator did lies there a second time.
    #expect(try store.recover().alarms.count { $0.acknowledgement?.by == "duty-02" } == 40)
  }

  @Test(arguments: [
    ("DELETE FROM journal WHERE sequence = (SELECT sequence FROM journal ORDER BY sequence LIMIT 1 OFFSET 3)", "removed"),
    ("UPDATE journal SET at = at + 1 WHERE sequence = (SELECT max(sequence) FROM journal)", "columns"),
    ("UPDATE journal SET operator = 'duty-02' WHERE sequence = (SELECT max(sequence) FROM journal)", "columns"),
    ("UPDATE journal SET hash = zeroblob(32) WHERE sequence = (SELECT max(sequence) FROM journal)", "columns"),
    ("UPDATE journal SET kind = 'log' WHERE sequence = (SELECT max(sequence) FROM journal)", "cannot be read"),
    (
      "UPDATE journal SET entry = substr(entry, 1, length(entry) - 1) WHERE sequence = (SELECT max(sequence) FROM journal)",
      "form"
    ),
    ("UPDATE journal SET entry = '' WHERE sequence = (SELECT min(sequence) FROM journal)", "form"),
    ("UPDATE alarm SET sequence = 1 WHERE key LIKE '%a0'", "is not as"),
    ("DELETE FROM alarm WHERE key LIKE '%a1'", "is not there"),
  ])
  func whatIsDoneToRowsIsFound(sql: String, words: String) throws {
    try flood()
    #expect(fault() == nil)
    try ShiftLog.sql(folder, sql)
    #expect(fault()?.words.contains(words) == true, "\(fault()?.words ?? "sound")")
  }

  /// An alarm whose row only names its record comes back from it, and stays when the record's time is over.
  @Test func transitionsNameTheirRecordUntilItGoes() throws {
    var state = State(city: SampleState.city, startingAt: SampleState.start)
    var effects: [Effect] = []
    func raise(_ number: Int, at time: Double) {
      state.reduce(
        .event(
          SampleState.alert(SafeText(sanitizing: "b\(number)"), .red, "积水", at: time), collector: "t",
          at: SampleState.start + time),
        effects: &effects)
    }
    func entries() -> [JournalEntry] {
      defer { effects = [] }
      return effects.compactMap { if case .journal(let entry) = $0 { entry } else { nil } }
    }
    for number in 0..<40 { raise(number, at: Double(number)) }
    do {
      let store = try LogStore(folder: folder)
      store.submit(entries())
      store.flush()
      #expect(try number("SELECT count(*) FROM alarm WHERE body = ''") == 40)
      #expect(try store.recover().alarms == Array(state.alarms.all))
    }
    for number in 40..<200 { raise(number, at: 401 * 86_400 + Double(number)) }
    let later = entries()
    do {
      let store = try LogStore(folder: folder)
      for entry in later {
        store.submit([entry])
        store.flush()
      }
      #expect(try number("SELECT min(sequence) FROM journal") > 40)
      #expect(try number("SELECT count(*) FROM alarm WHERE body = ''") == 0)
      #expect(try store.recover().alarms == Array(state.alarms.all))
    }
    #expect(fault() == nil)
  }

  /// T3 for rows that are shared: every start succeeds, its log verifies, and a flipped byte costs what is on its page.
  @Test func t03FlippedBytesCostAFewRecordsAtMost() throws {
    let entries = try flood()
    try ShiftLog.sql(folder, "PRAGMA wal_checkpoint(TRUNCATE)")
    let sound = try Data(contentsOf: URL(fileURLWithPath: folder + "/zhiban.db"))
    var (worst, salvaged) = (entries.count, 0)
    var silent: [String] = []
    for index in stride(from: 0, to: sound.count, by: 2003) {
      let damaged = ShiftLog.folder()
      try FileManager.default.createDirectory(atPath: damaged, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: damaged) }
      var bytes = sound
      bytes[index] ^= 0x55
      try bytes.write(to: URL(fileURLWithPath: damaged + "/zhiban.db"))
      let store = try LogStore(folder: damaged)
      let kept = try store.journal().count { $0.input != "lost" }
      worst = min(worst, kept)
      if store.damage != nil { salvaged += 1 }
      if kept < entries.count, store.damage == nil { silent.append("\(index): \(kept) kept") }
      if let words = ShiftLog.fault({ () throws(Audit.Failure) in try Audit.verify(folder: damaged) })?.words {
        silent.append("\(index): \(words)")
      }
    }
    #expect(silent == [])
    #expect(worst >= entries.count - 5)
    #expect(salvaged > 10)
  }

  @Test func eventsOfOneCommitShareRowsAndAreReadOneByOne() throws {
    let store = try LogStore(folder: folder)
    let events = (0..<100).map { SampleState.ticket(SafeText(sanitizing: "T\($0)"), "路面积水", at: Double($0)) }
    store.keep(events)
    store.flush()
    #expect(try number("SELECT count(*) FROM event") < 40)
    var read: [Event] = []
    try store.events(since: SampleState.start + 37) { read.append($0) }
    #expect(read == Array(events[37...]))
  }

  /// Logs of earlier editions: the second had a row for everything, the third shares rows, the fourth leaves out what is usual.
  @Test(arguments: [("v2", 6, 4, ["f1", "f2"]), ("v3", 42, 40, ["f1", "f11"]), ("v4", 40, 40, [])])
  func t09ALogOfAnEarlierEditionGoesOn(name: String, records: Int, alarms: Int, acknowledged: [String]) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let old = try #require(Bundle.module.path(forResource: name, ofType: "db", inDirectory: "Fixtures"))
    try FileManager.default.copyItem(atPath: old, toPath: folder + "/zhiban.db")
    #expect(try Audit.verify(folder: folder).count == records)
    let store = try LogStore(folder: folder)
    #expect(store.damage == nil)
    let recovered = try store.recover()
    #expect(recovered.alarms.count == alarms && recovered.unreadable == 0)
    let seen = recovered.alarms.filter { $0.acknowledgement?.by == "duty-02" }.map(\.key.text.string)
    #expect(seen == acknowledged.map { "feed/feed/am/" + $0 })
    var events = 0
    try store.events(since: .distantPast) { _ in events += 1 }
    #expect(events == alarms)
    var more = ShiftLog.entries(alarms: 40)
    for index in more.indices { more[index].sequence += Int64(records) }
    store.submit(more)
    store.flush()
    #expect(try Audit.verify(folder: folder).last == Int64(records + more.count))
    #expect(try store.recover().alarms.count == alarms + 40)
  }
}
